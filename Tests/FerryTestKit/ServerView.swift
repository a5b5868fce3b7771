// SPDX-License-Identifier: Apache-2.0
public import FerryJSON
import FerryModel

/// Everything a homeserver holds, read with an administrator's eyes and with nothing of the program's.
public struct ServerView: Sendable {
    /// The name of the marker in an event's content.
    public static let marker = "eu.matrix-ferry.source"

    /// A user.
    public struct User: Sendable {
        /// Such as `@a:example.org`.
        public let id: String
        /// The name shown; empty if there is none.
        public let name: String
    }

    /// An event.
    public struct Event: Sendable {
        /// Its id.
        public let id: String
        /// Who sent it.
        public let sender: String
        /// Its type.
        public let type: String
        /// Its state key; `nil` for what is no state.
        public let stateKey: String?
        /// When it says it was sent, in milliseconds.
        public let time: Int64
        /// What it holds.
        public let content: JSONValue
        /// Whether it was redacted.
        public let isRedacted: Bool

        /// The id in its marker, with the migration's; `nil` when it bears none.
        public var marker: (id: String, migration: String)? {
            let value = content[ServerView.marker]
            guard let id = value?["id"]?.string, let migration = value?["migration"]?.string else {
                return nil
            }
            return (id, migration)
        }

        /// The kind of its relation; `nil` when it relates to nothing.
        public var relation: String? { content["m.relates_to"]?["rel_type"]?.string }
        /// What it relates to.
        public var target: String? { content["m.relates_to"]?["event_id"]?.string }

        init(_ json: JSONValue) {
            id = json["event_id"]?.string ?? ""
            sender = json["sender"]?.string ?? ""
            type = json["type"]?.string ?? ""
            stateKey = json["state_key"]?.string
            time = json["origin_server_ts"]?.int64 ?? -1
            content = json["content"] ?? [:]
            isRedacted = json["unsigned"]?["redacted_because"] != nil
        }
    }

    /// A room.
    public struct Room: Sendable {
        /// Its id.
        public let id: String
        /// Its name; empty if it has none.
        public let name: String
        /// Whether it is a space.
        public let isSpace: Bool
        /// Every event, in the order of the homeserver.
        public let events: [Event]
    }

    /// All users.
    public let users: [User]
    /// All rooms.
    public internal(set) var rooms: [Room]
    /// The SHA-256 of every file that an event names, by its address; empty when it cannot be had.
    public let media: [String: String]

    /// Reads everything; blocks this thread.
    public init(of server: SynapseServer) throws {
        let admin = server.admin
        users =
            try admin.get("/_synapse/admin/v2/users?limit=1000&deactivated=true")["users"]?.elements.map {
                User(id: $0["name"]?.string ?? "", name: $0["displayname"]?.string ?? "")
            } ?? []
        rooms =
            try admin.get("/_synapse/admin/v1/rooms?limit=1000")["rooms"]?.elements.map {
                try Self.room($0, admin)
            } ?? []
        var media: [String: String] = [:]
        for event in rooms.flatMap(\.events) {
            guard let address = event.content["url"]?.string, media[address] == nil else { continue }
            let path = address.replacing("mxc://", with: "/_matrix/client/v1/media/download/")
            let answer = try admin.call("GET", path)
            media[address] = answer.status == 200 ? SHA256.digest(of: answer.body).hex : ""
        }
        self.media = media
    }

    private static func room(_ json: JSONValue, _ admin: PlainHTTP) throws -> Room {
        let id = json["room_id"]?.string ?? ""
        let path = "/_synapse/admin/v1/rooms/\(PlainHTTP.escaped(id))/messages?dir=f&limit=1000"
        var events: [Event] = []
        var token: String?
        repeat {
            let page = try admin.get(path + (token.map { "&from=" + PlainHTTP.escaped($0) } ?? ""))
            events += page["chunk"]?.elements.map { Event($0) } ?? []
            token = page["end"]?.string
        } while token != nil
        return Room(
            id: id, name: json["name"]?.string ?? "", isSpace: json["room_type"]?.string == "m.space",
            events: events)
    }
}
