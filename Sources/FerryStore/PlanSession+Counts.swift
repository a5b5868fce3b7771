// SPDX-License-Identifier: Apache-2.0
public import FerryModel
import GRDB

extension PlanSession {
    /// Records whose other end is in no archive.
    public struct Orphans: Sendable {
        /// What the records are.
        public let kind: RecordKind
        /// What is missing.
        public let missing: RecordKind
        /// How many there are.
        public let count: Int
        /// One of them.
        public let example: SourceKey?
    }

    /// The numbers of the records that an importer read with a stated loss.
    public func recordsWithLoss() throws -> Set<Int64> {
        try Int64.fetchSet(
            database,
            sql: """
                SELECT k.id FROM loss l JOIN source_key k ON k.text = l.key
                WHERE l.archive <> 0 AND l.state = 'carried-with-loss'
                """)
    }

    /// Everything that planning cannot reach from a channel.
    public func orphans() throws -> [Orphans] {
        let pairs: [(kind: RecordKind, missing: RecordKind)] = [
            (.membership, .channel), (.message, .channel), (.reaction, .message), (.pin, .channel),
        ]
        return try pairs.compactMap { pair in
            let table = pair.kind.rawValue
            let other = pair.missing.rawValue
            // A reaction is reached through a message, which is reached through a channel.
            let reach =
                pair.missing == .message
                ? "SELECT 1 FROM message m JOIN channel c ON c.id = m.channel WHERE m.id = r.message"
                : "SELECT 1 FROM \(other) o WHERE o.id = r.\(other)"
            let sql = "FROM \(table) r WHERE NOT EXISTS (\(reach))"
            guard let count = try Int.fetchOne(database, sql: "SELECT count(*) \(sql)"), count > 0 else {
                return nil
            }
            let example = try Int64.fetchOne(database, sql: "SELECT min(r.id) \(sql)")
            return Orphans(
                kind: pair.kind, missing: pair.missing, count: count, example: try example.map(key))
        }
    }

    /// How many things of each kind the archives held without giving a record.
    public func unreadable() throws -> [RecordKind: Int] {
        var counts: [RecordKind: Int] = [:]
        for kind in RecordKind.allCases {
            let count = try Int.fetchOne(
                database,
                sql: """
                    SELECT total(count) FROM (
                        SELECT max(count) AS count FROM loss
                        WHERE archive <> 0 AND kind = ? AND state <> 'carried-with-loss' AND NOT EXISTS (
                            SELECT 1 FROM source_key k JOIN \(kind.rawValue) r USING (id) WHERE k.text = loss.key)
                        GROUP BY code, key, entry, offset, line)
                    """, arguments: [kind.rawValue])
            if let count, count > 0 { counts[kind] = count }
        }
        return counts
    }

    /// How many things of each kind the archives held.
    public func parsed() throws -> [RecordKind: Int] {
        var counts = try unreadable()
        for kind in RecordKind.allCases {
            let rows = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(kind.rawValue)") ?? 0
            counts[kind, default: 0] += rows
        }
        return counts
    }

    /// The losses by code, the most frequent first.
    public func lossGroups() throws -> [PlanSummary.LossGroup] {
        try database.execute(sql: Self.settleMissing)
        return try Row.fetchAll(
            database,
            sql: """
                SELECT code, kind, state, sum(count) AS times, max(reason) AS reason FROM loss
                GROUP BY code, kind, state ORDER BY times DESC, code, kind, state
                """
        ).compactMap { row in
            guard let kind = RecordKind(rawValue: row["kind"]), let state = Loss.State(rawValue: row["state"])
            else {
                return nil
            }
            let examples = try String.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT coalesce(nullif(key, ''), path || ' › ' || entry) FROM loss
                    WHERE code = ? AND kind = ? AND state = ? ORDER BY 1 LIMIT 5
                    """, arguments: [row["code"] as String, kind.rawValue, state.rawValue])
            return PlanSummary.LossGroup(
                code: row["code"], kind: kind, state: state, count: row["times"], reason: row["reason"],
                examples: examples)
        }
    }

    // An attachment that one archive lacked and another brought is not missing any more.
    private static let settleMissing = """
        DELETE FROM loss WHERE kind = 'attachment' AND state = 'not-in-source' AND EXISTS (
            SELECT 1 FROM source_key k JOIN attachment a USING (id)
            WHERE k.text = loss.key AND a.digest IS NOT NULL)
        """

    /// The messages of each month and source, in order.
    public func months() throws -> [PlanSummary.Month] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT strftime('%Y-%m', m.sent_at / 1000, 'unixepoch') AS month,
                    substr(k.text, 1, instr(k.text, ':') - 1) AS source, count(*) AS messages
                FROM message m JOIN source_key k ON k.id = m.channel
                GROUP BY month, source ORDER BY month, source
                """
        ).map { PlanSummary.Month(month: $0["month"] ?? "", source: $0["source"], messages: $0["messages"]) }
    }

    /// The operations that are still to be carried out, by what their requests do.
    public func readyCounts() throws -> [Operation.Kind: Int] {
        var counts: [Operation.Kind: Int] = [:]
        let rows = try Row.fetchAll(
            database, sql: "SELECT kind, count(*) AS times FROM operation WHERE state IN (0, 1) GROUP BY kind"
        )
        for row in rows {
            if let kind = Operation.Kind(rawValue: row["kind"]) { counts[kind] = row["times"] }
        }
        return counts
    }

    /// The operations that are still to be carried out.
    public func readyCount() throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM operation WHERE state IN (0, 1)") ?? 0
    }
}
