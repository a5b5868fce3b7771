// SPDX-License-Identifier: Apache-2.0
public import FerryModel
import GRDB

extension Store {
    /// An event of the plan, as a preview shows it.
    public struct PreviewEvent: Hashable, Sendable {
        /// The number of the key it stands for; others relate to it by that.
        public let key: Int64
        /// Which of its events it is; empty for the main one.
        public let part: String
        /// The user id of the sender.
        public let sender: String
        /// The name the sender's account gets, empty where it has none.
        public let senderName: String
        /// The time it bears.
        public let time: Timestamp?
        /// The event's type.
        public let type: String
        /// The state key; `nil` for what is no state.
        public let stateKey: String?
        /// The content with its holes, as JSON.
        public let content: String
    }

    /// A room of the plan with the end of its timeline.
    public struct Preview: Hashable, Sendable {
        /// The text of the channel's key.
        public let key: String
        /// The name of the lane, which is the channel's.
        public let name: String
        /// How many events the room gets.
        public let total: Int
        /// The last of them, in order.
        public let events: [PreviewEvent]
    }

    /// The rooms with a channel of this name, or with this key.
    ///
    /// - Parameter last: how many events each preview holds.
    public func previews(of room: String, last: Int) throws -> [Preview] {
        try read { database in
            let lanes = try Row.fetchAll(
                database,
                sql: """
                    SELECT l.id, k.text, l.name FROM lane l JOIN source_key k ON k.id = l.key
                    WHERE l.kind = 'room' AND (k.text = ?1 OR lower(l.name) = lower(?1)) ORDER BY k.text
                    """, arguments: [room])
            return try lanes.map { lane in
                let id: Int64 = lane["id"]
                let total = try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM operation WHERE lane = ? AND kind IN ('event', 'state')",
                    arguments: [id])
                return Preview(
                    key: lane["text"], name: lane["name"], total: total ?? 0,
                    events: try Self.events(database, lane: id, last: last))
            }
        }
    }

    private static func events(_ database: Database, lane: Int64, last: Int) throws -> [PreviewEvent] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT o.key, o.part, o.ts, o.type, o.state_key, o.payload, a.user_id, a.name
                FROM operation o JOIN account a ON a.id = o.sender
                WHERE o.lane = ? AND o.kind IN ('event', 'state') ORDER BY o.seq DESC LIMIT ?
                """, arguments: [lane, last]
        ).reversed().map { row in
            PreviewEvent(
                key: row["key"], part: row["part"], sender: row["user_id"], senderName: row["name"],
                time: (row["ts"] as Int64?).map { Timestamp(milliseconds: $0) }, type: row["type"],
                stateKey: row["state_key"], content: row["payload"])
        }
    }
}
