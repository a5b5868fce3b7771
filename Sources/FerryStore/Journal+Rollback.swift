// SPDX-License-Identifier: Apache-2.0
import FerryModel
import GRDB

extension Journal {
    /// Puts down what a rollback takes away, before anything is taken away. What an earlier rollback had to leave
    /// is tried again.
    public func begin(_ removals: [Removal], retryingLeft: Bool) throws {
        try store.write { database in
            try database.execute(
                sql: "INSERT INTO meta(name, value) VALUES ('rollback', 'begun') ON CONFLICT DO NOTHING")
            if retryingLeft { try database.execute(sql: "UPDATE removal SET state = 0 WHERE state = 2") }
            let insert = try database.makeStatement(
                sql: """
                    INSERT INTO removal(kind, target, name, lane, alias, is_space) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT DO NOTHING
                    """)
            for removal in removals {
                try insert.execute(arguments: [
                    removal.kind.rawValue, removal.target, removal.name, removal.lane, removal.alias,
                    removal.isSpace,
                ])
            }
        }
    }

    /// What is in a state, in the order it was put down.
    public func removals(
        _ kind: Removal.Kind? = nil, in state: Removal.State, after id: Int64 = 0, limit: Int = .max
    ) throws -> [Removal] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM removal WHERE state = ?1 AND id > ?2 AND (?3 IS NULL OR kind = ?3)
                    ORDER BY id LIMIT ?4
                    """, arguments: [state.rawValue, id, kind?.rawValue, limit]
            ).compactMap { Self.removal($0) }
        }
    }

    private static func removal(_ row: Row) -> Removal? {
        guard let kind = Removal.Kind(rawValue: row["kind"]),
            let state = Removal.State(rawValue: row["state"])
        else { return nil }
        var removal = Removal(kind, row["target"])
        removal.id = row["id"]
        removal.name = row["name"]
        removal.lane = row["lane"]
        removal.alias = row["alias"]
        removal.isSpace = row["is_space"]
        removal.state = state
        removal.note = row["note"]
        return removal
    }

    /// Notes durably what has become of something.
    public func settle(_ removal: Removal, _ state: Removal.State, note: String = "") throws {
        try store.write { database in
            try database.cachedStatement(sql: "UPDATE removal SET state = ?, note = ? WHERE id = ?")
                .execute(arguments: [state.rawValue, note, removal.id])
        }
    }

    /// Whether a rollback was begun and has not come to its end, so that nothing may be sent.
    public func isRollbackUnfinished() throws -> Bool {
        try store.read { database in
            try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM removal WHERE state = 0)
                        OR EXISTS (SELECT 1 FROM meta WHERE name = 'rollback')
                    """)
        } ?? false
    }

    /// Sends every operation back whose effect is gone, so that the plan can be carried out anew. What stays on the
    /// homeserver and serves again, the files that were left, stays done; what stays and does not is remembered for
    /// a later rollback that may do more.
    public func finishRollback() throws {
        try store.write { database in
            for sql in Self.reset { try database.execute(sql: sql) }
        }
    }

    private static let reset = [
        """
        UPDATE account SET made = 1 WHERE id IN (
            SELECT sender FROM operation WHERE kind = 'register' AND state = 2 AND result = '\(accountMade)')
        """,
        """
        UPDATE account SET made = 0 WHERE user_id IN (
            SELECT target FROM removal WHERE kind = 'account' AND state = 1)
        """,
        """
        UPDATE operation SET state = 0, claimed_at = NULL, attempts = 0, result = NULL, note = NULL
        WHERE state <> 0 AND kind IN ('reserve', 'upload') AND key IN (
            SELECT o.key FROM operation o JOIN removal r ON r.kind = 'media' AND r.target = o.result
            WHERE o.kind = 'reserve' AND r.state = 1)
        """,
        """
        UPDATE operation SET state = 0, claimed_at = NULL, attempts = 0, result = NULL, note = NULL
        WHERE state <> 0 AND kind NOT IN ('reserve', 'upload')
        """,
        """
        UPDATE lane SET finished = NOT EXISTS (
            SELECT 1 FROM operation o WHERE o.lane = lane.id AND o.state IN (0, 1))
        """,
        "DELETE FROM removal WHERE state = 1",
        "DELETE FROM removal WHERE kind <> 'room'",
        "DELETE FROM stump",
        "DELETE FROM meta WHERE name IN ('closed', 'sealed', 'rollback')",
    ]
}
