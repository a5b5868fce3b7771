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
        /// How many there are of each source.
        public let counts: [SourceKind: Int]
        /// How many there are.
        public var count: Int { counts.values.reduce(0, +) }
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
            let counts = try bySource("SELECT r.id, 1 AS times \(sql)")
            guard !counts.isEmpty else { return nil }
            let example = try Int64.fetchOne(database, sql: "SELECT min(r.id) \(sql)")
            return Orphans(
                kind: pair.kind, missing: pair.missing, counts: counts, example: try example.map(key))
        }
    }

    /// How many things of each kind the archives of each source held without giving a record.
    public func unreadable() throws -> [SourceKind: [RecordKind: Int]] {
        var counts: [SourceKind: [RecordKind: Int]] = [:]
        for kind in RecordKind.allCases {
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT source, sum(count) AS times FROM (
                        SELECT a.source, max(l.count) AS count FROM loss l JOIN archive a ON a.id = l.archive
                        WHERE l.kind = ? AND l.state <> 'carried-with-loss' AND NOT EXISTS (
                            SELECT 1 FROM source_key k JOIN \(kind.rawValue) r USING (id) WHERE k.text = l.key)
                        GROUP BY a.source, l.code, l.key, l.entry, l.offset, l.line)
                    GROUP BY source
                    """, arguments: [kind.rawValue])
            for (source, count) in Self.counts(rows) where count > 0 {
                counts[source, default: [:]][kind] = count
            }
        }
        return counts
    }

    /// The sources whose archives name pictures of people.
    public func sourcesWithPictures() throws -> Set<String> {
        try String.fetchSet(
            database,
            sql: """
                SELECT DISTINCT a.source FROM person p JOIN archive a ON a.id = p.archive WHERE p.avatar IS NOT NULL
                """)
    }

    /// How many things of each kind the archives of each source held.
    public func parsed() throws -> [SourceKind: [RecordKind: Int]] {
        var counts = try unreadable()
        for kind in RecordKind.allCases {
            // Millions of messages are counted by channel, which an index knows; a channel is of one source.
            let rows =
                kind == .message
                ? "SELECT channel AS id, count(*) AS times FROM message GROUP BY channel"
                : "SELECT id, 1 AS times FROM \(kind.rawValue)"
            for (source, count) in try bySource(rows) {
                counts[source, default: [:]][kind, default: 0] += count
            }
        }
        return counts
    }

    /// Sums `times` of rows whose `id` is that of a key, by the key's source.
    private func bySource(_ rows: String) throws -> [SourceKind: Int] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT substr(k.text, 1, instr(k.text, ':') - 1) AS source, sum(r.times) AS times
                FROM (\(rows)) r JOIN source_key k USING (id) GROUP BY source
                """)
        return Dictionary(uniqueKeysWithValues: Self.counts(rows))
    }

    private static func counts(_ rows: [Row]) -> [(SourceKind, Int)] {
        rows.compactMap { row in SourceKind(rawValue: row["source"]).map { ($0, row["times"]) } }
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
