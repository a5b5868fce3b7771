// SPDX-License-Identifier: Apache-2.0
import FerryModel
import GRDB

extension Journal {
    /// A room as the journal knows it.
    public struct Room: Hashable, Sendable {
        /// The lane that filled it.
        public let lane: Lane
        /// The number of the key of its channel or workspace.
        public let key: Int64
        /// The homeserver's id; `nil` while it is not made.
        public let id: String?
        /// The text of the key of its channel or workspace.
        public let source: String
    }

    /// All rooms and spaces of the plan, in the order they are carried out.
    public func rooms() throws -> [Room] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT l.id, l.kind, l.key, l.name, o.result, k.text FROM lane l
                    JOIN operation o ON o.key = l.key AND o.part = 'room' AND o.lane = l.id AND o.kind = 'room'
                    JOIN source_key k ON k.id = o.key ORDER BY l.rank, l.id
                    """
            ).compactMap { row in
                Self.lane(row).map { Room(lane: $0, key: $0.key, id: row["result"], source: row["text"]) }
            }
        }
    }

    /// The operations of a room's own lane that put events into it (messages, reactions, state), in order, whatever
    /// has become of them.
    public func events(of room: Room, after sequence: Int64, limit: Int) throws -> [Operation] {
        try store.read { database in
            let statement = try database.cachedStatement(
                sql: Self.select
                    + """
                     WHERE o.lane = ? AND o.seq > ? AND o.room = ? AND o.kind IN ('event', 'state')
                    ORDER BY o.seq LIMIT ?
                    """)
            return try Row.fetchAll(statement, arguments: [room.lane.id, sequence, room.key, limit])
                .compactMap { Self.operation($0) }
        }
    }

    /// The user with whose eyes a room is to be read: `nil` for the appservice's own user, who made it, and a
    /// member's once that user has left it, or where it never was in it.
    public func reader(ofLane lane: Int64) throws -> String? {
        try store.read { database in
            let statement = try database.cachedStatement(sql: "SELECT user_id " + Self.remaining)
            if let member = try String.fetchOne(statement, arguments: [lane, Operation.lastOfRoom]) {
                return member
            }
            return try String.fetchOne(
                database.cachedStatement(sql: "SELECT b.user_id " + Self.owner), arguments: [lane])
        }
    }

    /// The account of the person who makes a lane's room, where that is not the appservice's user.
    static let owner = """
        FROM lane l JOIN operation r ON r.key = l.key AND r.part = 'room' JOIN account b ON b.id = r.sender
        WHERE l.id = ?1 AND l.kind = 'room' AND b.kind <> 'bot'
        """

    /// The accounts whose last membership in a lane's room is a join, if the appservice's user has left the room
    /// (second argument: the part by which it does) or never was in it, those who joined first coming first.
    ///
    /// The plus keeps SQLite from the index over states, which leads to all that was ever sent, for each room anew.
    static let remaining = """
        FROM (
            SELECT sender, payload, min(seq) AS first, max(seq) AS last FROM operation
            WHERE lane = ?1 AND type = 'm.room.member' AND +state = 2 GROUP BY state_key) m
        JOIN account a ON a.id = m.sender
        WHERE payload LIKE '%"join"%' AND EXISTS (
            SELECT 1 FROM operation WHERE lane = ?1 AND part = ?2 AND state IN (1, 2)
            UNION ALL SELECT 1 \(owner) AND r.state IN (1, 2))
        ORDER BY first LIMIT 1
        """

    /// The operations by which other lanes show their rooms in a space.
    public func children(of space: Room) throws -> [Operation] {
        try store.read { database in
            let statement = try database.cachedStatement(
                sql: Self.select
                    + " WHERE o.room = ? AND o.type = 'm.space.child' AND o.lane <> ? ORDER BY o.id")
            return try Row.fetchAll(statement, arguments: [space.key, space.lane.id]).compactMap {
                Self.operation($0)
            }
        }
    }

    /// The operation that an event came from; `nil` for an event of somebody else.
    public func operation(event: String) throws -> Operation? {
        try store.read { database in
            // The bounds let SQLite use the index over event ids.
            let statement = try database.cachedStatement(
                sql: Self.select + " WHERE o.result = ? AND o.result >= '$' AND o.result < '%'")
            return try Row.fetchOne(statement, arguments: [event]).flatMap { Self.operation($0) }
        }
    }

    /// A file of the plan.
    public struct Media: Sendable {
        /// The operation that uploads it; its payload says what it must be.
        public let operation: Operation
        /// Where it is; empty while it has no address.
        public let address: String
    }

    /// The next files of the plan after an operation's number.
    public func media(after number: Int64, limit: Int) throws -> [Media] {
        try store.read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT o.*, k.text AS key_text, a.user_id, r.result AS address FROM operation o
                    JOIN source_key k ON k.id = o.key JOIN account a ON a.id = o.sender
                    JOIN operation r ON r.key = o.key AND r.part = 'reserve'
                    WHERE o.kind = 'upload' AND o.id > ? ORDER BY o.id LIMIT ?
                    """)
            return try Row.fetchAll(statement, arguments: [number, limit]).compactMap { row in
                Self.operation(row).map { Media(operation: $0, address: row["address"] ?? "") }
            }
        }
    }

    /// How many operations are in which state, by kind.
    public func counts() throws -> [Operation.Kind: [Operation.State: Int]] {
        try store.read { database in
            var counts: [Operation.Kind: [Operation.State: Int]] = [:]
            let rows = try Row.fetchAll(
                database, sql: "SELECT state, kind, count(*) AS times FROM operation GROUP BY state, kind")
            for row in rows {
                guard let kind = Operation.Kind(rawValue: row["kind"]),
                    let state = Operation.State(rawValue: row["state"])
                else { continue }
                counts[kind, default: [:]][state] = row["times"]
            }
            return counts
        }
    }

    /// An operation that needs a human, or that was left out because of one.
    public struct Stuck: Hashable, Sendable {
        /// `wedged` or `skipped`.
        public let state: Operation.State
        /// What its request does.
        public let kind: Operation.Kind
        /// The text of its source key.
        public let key: String
        /// Which part of the thing.
        public let part: String
        /// The lane's name.
        public let lane: String
        /// Why.
        public let note: String
    }

    /// The operations that are wedged or skipped, in the order of the plan.
    public func stuck(limit: Int) throws -> [Stuck] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT o.state, o.kind, k.text, o.part, l.name, o.note FROM operation o
                    JOIN source_key k ON k.id = o.key JOIN lane l ON l.id = o.lane
                    WHERE o.state IN (3, 4) ORDER BY o.id LIMIT ?
                    """, arguments: [limit]
            ).compactMap { row in
                guard let kind = Operation.Kind(rawValue: row["kind"]),
                    let state = Operation.State(rawValue: row["state"])
                else { return nil }
                return Stuck(
                    state: state, kind: kind, key: row["text"], part: row["part"], lane: row["name"],
                    note: row["note"] ?? "")
            }
        }
    }
}
