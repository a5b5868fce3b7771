// SPDX-License-Identifier: Apache-2.0
import FerryModel
import GRDB

extension Store {
    /// The channels of a rehearsal: those whose rooms show the most kinds of operations, the smallest of them first.
    public func rehearsalSample(_ count: Int) throws -> [Int64] {
        try read { database in
            try Int64.fetchAll(
                database,
                sql: """
                    SELECT l.key FROM lane l JOIN operation o ON o.lane = l.id WHERE l.kind = 'room'
                    GROUP BY l.id ORDER BY count(DISTINCT o.kind || ' ' || o.type) DESC, count(*), l.id LIMIT ?
                    """, arguments: [count])
        }
    }

    /// Writes a store of another migration that knows only some channels, with the people in them, and has neither
    /// plan nor journal. This store stays as it is.
    ///
    /// - Parameters:
    ///   - path: where the file shall be; nothing may be there yet.
    ///   - spacePrefix: what the names of the spaces begin with.
    /// - Throws: `Failure.storage`.
    public func copy(to path: String, as migration: String, channels: [Int64], spacePrefix: String) throws {
        try Self.guarded(at: path) {
            try pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
            let copy = try DatabaseQueue(path: path)
            try copy.write { database in
                let kept = channels.map { String($0) }.joined(separator: ",")
                for sql in Self.reduction(to: kept) { try database.execute(sql: sql) }
                try database.execute(
                    sql: "UPDATE workspace SET name = ? || iif(name = '', 'workspace', name)",
                    arguments: [spacePrefix])
                try database.execute(
                    sql: "UPDATE meta SET value = ? WHERE name = 'migration'", arguments: [migration])
            }
            try copy.close()
            try FileMode.restrict(path)
        }
    }

    private static func reduction(to kept: String) -> [String] {
        let journal = ["operation", "lane", "decision", "account", "plan", "run", "stump", "removal"]
        let inChannels = ["membership", "message", "reaction", "pin"]
        return journal.map { "DELETE FROM \($0)" }
            + ["DELETE FROM meta WHERE name <> 'migration'", "DELETE FROM loss WHERE archive = 0"]
            + inChannels.map { "DELETE FROM \($0) WHERE channel NOT IN (\(kept))" }
            + [
                "DELETE FROM channel WHERE id NOT IN (\(kept))",
                "DELETE FROM workspace WHERE id NOT IN (SELECT workspace FROM channel)",
                """
                DELETE FROM person WHERE id NOT IN (
                    SELECT person FROM membership UNION SELECT author FROM message
                    UNION SELECT person FROM reaction)
                """,
            ]
    }
}
