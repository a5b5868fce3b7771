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

    /// The aliases that this migration has given a lane's room, or may have.
    public func aliases(lane: Int64) throws -> [String] {
        try store.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT type FROM operation WHERE lane = ? AND kind = 'alias' AND state IN (1, 2) ORDER BY seq
                    """, arguments: [lane])
        }
    }

    /// An alias that the homeserver has confirmed, and the room it shall lead to.
    public struct Alias: Hashable, Sendable {
        /// The whole alias.
        public let alias: String
        /// The room's id.
        public let room: String
        /// The text of the key of the room's channel.
        public let source: String
        /// How far the operation has come.
        public let state: Operation.State
    }

    /// All aliases of the plan whose rooms are made, by key.
    public func aliases() throws -> [Alias] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT o.type, o.state, r.result, k.text FROM operation o
                    JOIN source_key k ON k.id = o.key
                    JOIN operation r ON r.key = o.key AND r.part = 'room'
                    WHERE o.kind = 'alias' AND o.state IN (0, 1, 2, 3, 4) AND r.result IS NOT NULL
                    ORDER BY k.text, o.seq
                    """
            ).compactMap { row in
                Operation.State(rawValue: row["state"]).map {
                    Alias(alias: row["type"], room: row["result"], source: row["text"], state: $0)
                }
            }
        }
    }

    /// An alias that is still to be given out.
    public struct OpenAlias: Hashable, Sendable {
        /// The whole alias.
        public let alias: String
        /// The room's name.
        public let name: String
        /// The room's id; `nil` before it is made.
        public let room: String?
    }

    /// The aliases that are still to be given out.
    public func openAliases() throws -> [OpenAlias] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT o.type, l.name, r.result FROM operation o JOIN lane l ON l.id = o.lane
                    LEFT JOIN operation r ON r.key = o.key AND r.part = 'room'
                    WHERE o.kind = 'alias' AND o.state IN (0, 1) ORDER BY o.type
                    """
            ).map { OpenAlias(alias: $0["type"], name: $0["name"], room: $0["result"]) }
        }
    }

    /// A file whose bytes are still to be uploaded.
    public struct OpenFile: Hashable, Sendable {
        /// The name it is uploaded under.
        public let name: String
        /// Its size in bytes.
        public let size: Int64
        /// The path of its archive; `nil` for what is in none, such as pictures of rooms.
        public let archive: String?
        /// Its entry in the archive.
        public let entry: String?
    }

    /// Hands out the files with more bytes than this that are not uploaded yet, the largest first; equal bytes are one
    /// file. Those that an upload has put aside are among them.
    public func forEachOpenFile(largerThan size: Int64, _ body: (OpenFile) throws -> Void) throws {
        try store.read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT json_extract(o.payload, '$.name') AS name, json_extract(o.payload, '$.size') AS size, r.path, a.entry
                    FROM operation o LEFT JOIN attachment a ON a.id = o.key LEFT JOIN archive r ON r.id = a.archive
                    WHERE o.kind = 'upload' AND o.state IN (0, 1, 3, 4) AND json_extract(o.payload, '$.size') > ?
                    ORDER BY size DESC, name, o.id
                    """, arguments: [size])
            while let row = try rows.next() {
                try body(
                    OpenFile(
                        name: row["name"] ?? "", size: row["size"], archive: row["path"], entry: row["entry"])
                )
            }
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

    /// The users and types of the account data to which rooms were added.
    public func accountDataMerged() throws -> [(user: String, type: String)] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT a.user_id, o.type FROM operation o JOIN account a ON a.id = o.sender
                    WHERE o.kind = 'account-data' AND o.state IN (1, 2) ORDER BY a.user_id, o.type
                    """
            ).map { ($0["user_id"], $0["type"]) }
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
