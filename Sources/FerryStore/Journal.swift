// SPDX-License-Identifier: Apache-2.0
public import FerryModel
import GRDB

/// What was sent and what was answered: the half of the store that makes sending exactly once possible.
///
/// Every change is one durable commit. `claim` commits before the first byte of a request leaves.
public struct Journal: Sendable {
    let store: Store

    /// The journal of a store.
    public init(_ store: Store) { self.store = store }

    /// The migration's id.
    public var migration: String { store.migration }

    // MARK: What is to be done

    /// Lanes with work left, in the order they are to be carried out.
    public func openLanes() throws -> [Lane] {
        try store.read { database in
            try Row.fetchAll(
                database, sql: "SELECT id, kind, key, name FROM lane WHERE finished = 0 ORDER BY rank, id"
            ).compactMap { Self.lane($0) }
        }
    }

    static func lane(_ row: Row) -> Lane? {
        Lane.Kind(rawValue: row["kind"]).map {
            Lane(id: row["id"], kind: $0, key: row["key"], name: row["name"])
        }
    }

    /// The next operations of a lane that are ready or in doubt, in order.
    public func operations(lane: Int64, after sequence: Int64 = 0, limit: Int) throws -> [Operation] {
        try store.read { database in
            let statement = try database.cachedStatement(
                sql: Self.select
                    + " WHERE o.lane = ? AND o.seq > ? AND o.state IN (0, 1) ORDER BY o.seq LIMIT ?")
            return try Row.fetchAll(statement, arguments: [lane, sequence, limit]).compactMap {
                Self.operation($0)
            }
        }
    }

    static let select = """
        SELECT o.*, k.text AS key_text, a.user_id FROM operation o
        JOIN source_key k ON k.id = o.key JOIN account a ON a.id = o.sender
        """

    static func operation(_ row: Row) -> Operation? {
        guard let key = SourceKey(text: row["key_text"]), let kind = Operation.Kind(rawValue: row["kind"]),
            let state = Operation.State(rawValue: row["state"])
        else { return nil }
        return Operation(
            id: row["id"], lane: row["lane"], sequence: row["seq"], kind: kind, key: key,
            keyNumber: row["key"],
            part: row["part"], sender: row["user_id"], senderNumber: row["sender"], room: row["room"],
            timestamp: PlanSession.time(row["ts"]), type: row["type"], stateKey: row["state_key"],
            payload: row["payload"], state: state, claimedAt: PlanSession.time(row["claimed_at"]),
            attempts: row["attempts"], result: row["result"])
    }

    /// State and answer of one operation by its identity; `nil` if it was never planned.
    public func outcome(key: Int64, part: String) throws -> (state: Operation.State, result: String)? {
        try store.read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT state, result FROM operation WHERE key = ? AND part = ?")
            guard let row = try Row.fetchOne(statement, arguments: [key, part]),
                let state = Operation.State(rawValue: row["state"])
            else { return nil }
            return (state, row["result"] ?? "")
        }
    }

    /// How far the lane of an account is: `done` when the user is there and has its device, and, if asked for, its name
    /// and picture are settled, well or not. Whoever changes a profile in a room writes an event into it.
    public func accountState(_ account: Int64, withProfile: Bool) throws -> Operation.State {
        try store.read { database in
            let rows = try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT kind, state FROM operation
                        WHERE kind IN ('register', 'device', 'name', 'avatar') AND lane IN (
                            SELECT id FROM lane WHERE kind = 'account' AND key = ?)
                        """), arguments: [account])
            var isReady = true
            for row in rows {
                let kind: String = row["kind"]
                let state: Int = row["state"]
                if kind == "name" || kind == "avatar" {
                    if withProfile, state < 2 { isReady = false }
                } else if state > 2 {
                    return .wedged
                } else if state < 2 {
                    isReady = false
                }
            }
            return isReady ? .done : .ready
        }
    }

    /// The event id of the last event that a lane sent to a room before the given place; `nil` if there is none.
    /// A lane sends to its own room and, at the end, to the space.
    public func lastEvent(lane: Int64, before sequence: Int64, inRoom room: Int64?) throws -> String? {
        try store.read { database in
            try String.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT result FROM operation
                        WHERE lane = ? AND seq < ? AND state = 2 AND kind IN ('event', 'state') AND room = ?
                        ORDER BY seq DESC LIMIT 1
                        """), arguments: [lane, sequence, room])
        }
    }

    // MARK: What becomes of it

    /// Claims an operation: from now on it is in doubt until it is settled. Only a ready or claimed one can be.
    public func claim(_ operation: Operation, at now: Timestamp) throws {
        try store.write { try Self.claim(operation, orClaimed: true, at: now, in: $0) }
    }

    static func claim(
        _ operation: Operation, orClaimed: Bool, at now: Timestamp, in database: Database
    ) throws {
        try database.cachedStatement(
            sql: """
                UPDATE operation SET state = 1, claimed_at = ?, attempts = attempts + 1
                WHERE id = ? AND (state = 0 OR state = ?)
                """
        ).execute(arguments: [now.milliseconds, operation.id, orClaimed ? 1 : 0])
    }

    /// Settles an operation with the homeserver's answer and, in the same commit, claims the one that comes next.
    ///
    /// - Throws: `Failure.bug` when the answer is an event id that another operation got: the homeserver has
    ///   swallowed an event, and nothing more may be sent.
    public func settle(_ operation: Operation, result: String, thenClaim next: Operation?, at now: Timestamp)
        throws
    {
        try store.write { database in
            try Self.settle(operation, result: result, in: database)
            if let next { try Self.claim(next, orClaimed: false, at: now, in: database) }
        }
    }

    /// - Throws: `Failure.bug`, with nothing changed, when another operation has got the same event id.
    static func settle(_ operation: Operation, result: String, in database: Database) throws {
        do {
            try database.cachedStatement(
                sql:
                    "UPDATE operation SET state = 2, result = ?, note = NULL WHERE id = ? AND state IN (0, 1)"
            ).execute(arguments: [result, operation.id])
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw Failure(
                .bug, "the homeserver answered with an event id that another event has already",
                at: operation.key.text,
                remedy:
                    "nothing more was sent; check that no other appservice uses the same token, then report this"
            )
        }
    }

    /// Gives a claimed operation back: it certainly did not reach the homeserver.
    public func release(_ operation: Operation) throws {
        try change("state = 0, claimed_at = NULL WHERE id = ? AND state = 1", [operation.id])
    }

    /// Puts an operation aside for a human, with the homeserver's reason.
    public func wedge(_ operation: Operation, note: String) throws {
        try change("state = 3, note = ? WHERE id = ?", [note, operation.id])
    }

    /// Leaves an operation out because of what it depends on.
    public func skip(_ operation: Operation, note: String) throws {
        try change("state = 4, note = ? WHERE id = ?", [note, operation.id])
    }

    /// Sends a reserved address back to be reserved anew: the homeserver has forgotten it.
    public func reserveAgain(lane: Int64) throws {
        try change(
            "state = 0, claimed_at = NULL, result = NULL WHERE lane = ? AND kind IN ('reserve', 'upload')",
            [lane])
    }

    /// Notes where media really are, and that they are there: an event that was sent before the journal was lost, or
    /// from another copy of it, names another address than the one that was reserved since.
    public func readdress(media key: Int64, to address: String) throws {
        try store.write { database in
            try database.execute(
                sql:
                    "UPDATE operation SET state = 2, result = ?, note = NULL WHERE key = ? AND kind = 'reserve'",
                arguments: [address, key])
            try database.execute(
                sql: """
                    UPDATE operation SET state = 2, result = '', note = NULL
                    WHERE key = ? AND kind = 'upload' AND state <> 2
                    """, arguments: [key])
        }
    }

    /// Notes that a lane has nothing left to do.
    public func finish(lane: Int64) throws {
        try store.write { database in
            try database.execute(
                sql: """
                    UPDATE lane SET finished = 1 WHERE id = ?1 AND NOT EXISTS (
                        SELECT 1 FROM operation WHERE lane = ?1 AND state IN (0, 1))
                    """, arguments: [lane])
        }
    }

    private func change(_ sql: String, _ arguments: StatementArguments) throws {
        try store.write { database in
            try database.cachedStatement(sql: "UPDATE operation SET " + sql).execute(arguments: arguments)
        }
    }
}

extension Journal {
    /// The device that was made for an account; `nil` where the homeserver makes none.
    ///
    /// By its lane: the index over states, which the pluses keep SQLite from, leads to the devices of everybody.
    public func device(ofAccount account: Int64) throws -> String? {
        let result = try store.read { database in
            try String.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT result FROM operation WHERE +kind = 'device' AND +state = 2 AND lane IN (
                            SELECT id FROM lane WHERE kind = 'account' AND key = ?) LIMIT 1
                        """), arguments: [account])
        }
        return result.flatMap { $0.isEmpty ? nil : $0 }
    }
}
