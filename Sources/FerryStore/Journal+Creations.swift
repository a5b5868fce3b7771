// SPDX-License-Identifier: Apache-2.0
import FerryJSON
public import FerryModel
import GRDB
import MatrixEvents

extension Journal {
    /// The answer of a registration that made the account, as opposed to one that found it there.
    public static let accountMade = "made"

    /// Notes a room that an attempt to make it has left unfinished; nothing else leads to it later.
    public func note(stump room: String) throws {
        try store.write { database in
            try database.execute(
                sql: "INSERT INTO stump(room) VALUES (?) ON CONFLICT DO NOTHING", arguments: [room])
        }
    }

    /// The unfinished rooms.
    public func stumps() throws -> [String] {
        try store.read { try String.fetchAll($0, sql: "SELECT room FROM stump ORDER BY room") }
    }

    /// A room that this migration has made, or may have made.
    public struct Creation: Hashable, Sendable {
        /// The lane that fills it.
        public let lane: Lane
        /// The localpart of its alias.
        public let alias: String
        /// Its id; `nil` when the answer to its creation is not known.
        public let room: String?
        /// When its creation was begun.
        public let claimedAt: Timestamp?
    }

    /// The rooms that were made or are in doubt: the rooms first, then the spaces they are shown in.
    public func creations() throws -> [Creation] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT l.id, l.kind, l.key, l.name, o.payload, o.result, o.claimed_at FROM operation o
                    JOIN lane l ON l.id = o.lane WHERE o.kind = 'room' AND o.state IN (1, 2, 3)
                    ORDER BY l.kind, l.rank, l.id
                    """
            ).compactMap { row in
                guard let lane = Self.lane(row) else { return nil }
                let payload = try JSONValue(parsing: row["payload"] as String)
                return Creation(
                    lane: lane, alias: payload["room_alias_name"]?.string ?? "", room: row["result"],
                    claimedAt: PlanSession.time(row["claimed_at"]))
            }
        }
    }

    /// The users that this migration has put into a room, in the order they came; the one that made it is last.
    public func members(lane: Int64) throws -> [String] {
        try store.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT a.user_id FROM operation o JOIN account a ON a.id = o.sender
                    WHERE o.lane = ? AND o.state IN (1, 2, 3)
                    GROUP BY a.id ORDER BY max(o.kind = 'room'), min(o.seq)
                    """, arguments: [lane])
        }
    }

    /// The ids of the accounts that this migration has certainly made itself.
    public func accountsMade() throws -> [String] {
        try store.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT user_id FROM account WHERE made = 1 OR id IN (
                        SELECT sender FROM operation WHERE kind = 'register' AND state = 2 AND result = ?)
                    ORDER BY user_id
                    """, arguments: [Self.accountMade])
        }
    }

    /// The ids of the accounts that have, or may have, the device of the migration.
    public func accountsWithDevice() throws -> [String] {
        try store.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT user_id FROM operation o JOIN account a ON a.id = o.sender
                    WHERE o.kind = 'device' AND (o.state = 1 OR (o.state = 2 AND o.result <> ''))
                    ORDER BY user_id
                    """)
        }
    }

    /// The content URIs of the files that were carried over or begun.
    ///
    /// - Parameter avatars: whether the pictures of accounts are among them.
    public func mediaMade(avatars: Bool) throws -> [String] {
        try store.read { database in
            var pictures: Set<Int64> = []
            if !avatars {
                let payloads = try String.fetchCursor(
                    database, sql: "SELECT payload FROM operation WHERE kind = 'avatar' AND state IN (1, 2)")
                while let payload = try payloads.next() {
                    for case .media(let key) in Template.holes(in: try JSONValue(parsing: payload)) {
                        pictures.insert(key)
                    }
                }
            }
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT key, result FROM operation WHERE kind = 'reserve' AND state = 2 AND result <> ''
                    ORDER BY id
                    """
            ).compactMap { pictures.contains($0["key"]) ? nil : $0["result"] }
        }
    }
}
