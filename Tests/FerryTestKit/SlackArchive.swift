// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel

/// What a Slack export holds, read in the plainest way there is: the yardstick of the oracle.
public struct SlackArchive: Sendable {
    /// What must come of a message.
    public enum Fate: Sendable {
        /// Somebody said it: it is a message in the room.
        case said
        /// Something happened to the channel: it is there as state or as a message.
        case happened
        /// It was deleted but has replies: a message that is redacted.
        case deleted
        /// It was deleted, and nothing is left of it.
        case gone
    }

    /// A file that lies in the archive.
    public struct File: Sendable {
        /// The SHA-256 of its bytes.
        public let digest: String
    }

    /// A message.
    public struct Message: Sendable {
        /// The time as the archive writes it, with microseconds.
        public let ts: String
        /// In microseconds, which is the order of a channel.
        public let order: Int64
        /// What must come of it.
        public let fate: Fate
        /// Who wrote it: the id of a person or bot.
        public let author: String
        /// Words of its text, as far as the text is plain.
        public let words: [String]
        /// The `ts` of the first message of its thread; `nil` for what is no reply.
        public let root: String?
        /// When it was edited, in milliseconds.
        public let editedAt: Int64?
        /// Who reacted, as often as they did.
        public let reactions: [String]
        /// Its files that are in the archive.
        public let files: [File]

        /// In milliseconds.
        public var time: Int64 { order / 1000 }
    }

    /// A channel.
    public struct Channel: Sendable {
        /// Its name.
        public let name: String
        /// Its messages, in their order.
        public let messages: [Message]
    }

    /// Names by the ids of people, as `users.json` has them.
    public private(set) var names: [String: String] = [:]
    /// Mail addresses in lower case by the ids of people.
    public private(set) var mail: [String: String] = [:]
    /// All channels.
    public private(set) var channels: [Channel] = []
    private var bots: [String: String] = [:]

    /// Reads an unpacked export.
    public init(folder: String) throws {
        for user in try JSONValue(parsing: TestFile.bytes(folder + "/users.json")).elements {
            guard let id = user["id"]?.string else { continue }
            let profile = user["profile"]
            let candidates = [
                profile?["display_name"], profile?["real_name"], user["real_name"], user["name"],
            ]
            names[id] = candidates.lazy.compactMap { $0?.string }.first { !$0.isEmpty } ?? ""
            mail[id] = profile?["email"]?.string?.lowercased()
            if let bot = profile?["bot_id"]?.string { bots[bot] = id }
        }
        for channel in try JSONValue(parsing: TestFile.bytes(folder + "/channels.json")).elements {
            let name = channel["name"]?.string ?? ""
            let days = TestFile.names(in: folder + "/" + name).filter { $0.hasSuffix(".json") }
            let messages = try days.flatMap { day in
                try JSONValue(parsing: TestFile.bytes("\(folder)/\(name)/\(day)")).elements.compactMap {
                    try message($0, folder)
                }
            }
            channels.append(Channel(name: name, messages: messages.sorted { $0.order < $1.order }))
        }
    }

    /// How many messages there are.
    public var messageCount: Int { channels.reduce(0) { $0 + $1.messages.count } }

    private func message(_ json: JSONValue, _ folder: String) throws -> Message? {
        guard let ts = json["ts"]?.string else { return nil }
        let parts = ts.split(separator: ".")
        guard parts.count == 2, let seconds = Int64(parts[0]), let micros = Int64(parts[1]) else {
            return nil
        }
        let bot = json["bot_id"]?.string.map { bots[$0] ?? $0 }
        let root = json["thread_ts"]?.string
        let files = try (json["files"]?.elements ?? []).flatMap { file in
            let place = "\(folder)/__uploads/\(file["id"]?.string ?? "-")"
            return try TestFile.names(in: place).map { name in
                File(digest: SHA256.digest(of: try TestFile.bytes(place + "/" + name)).hex)
            }
        }
        return Message(
            ts: ts, order: seconds * 1_000_000 + micros, fate: Self.fate(json),
            author: json["user"]?.string ?? bot ?? json["comment"]?["user"]?.string ?? "",
            words: Self.words(json), root: root == ts ? nil : root,
            editedAt: json["edited"]?["ts"]?.string.flatMap { Double($0) }.map { Int64($0 * 1000) },
            reactions: (json["reactions"]?.elements ?? []).flatMap {
                $0["users"]?.elements.compactMap(\.string) ?? []
            }, files: files)
    }

    private static func fate(_ json: JSONValue) -> Fate {
        let said: Set = [
            "", "bot_message", "thread_broadcast", "me_message", "file_share", "file_comment", "file_mention",
        ]
        let subtype = json["subtype"]?.string ?? ""
        if subtype == "tombstone" { return json["thread_ts"] == nil ? .gone : .deleted }
        return said.contains(subtype) ? .said : .happened
    }

    /// Words of at least four letters outside of Slack's markup; none where Slack itself wrote the text.
    private static func words(_ json: JSONValue) -> [String] {
        if ["file_share", "file_comment"].contains(json["subtype"]?.string) { return [] }
        let text = json["text"]?.string ?? ""
        var plain = ""
        var depth = 0
        for character in text {
            if character == "<" { depth += 1 }
            plain.append(depth > 0 ? "\0" : character.isWhitespace ? " " : character)
            if character == ">" { depth = max(0, depth - 1) }
        }
        return plain.split(separator: " ").map(String.init).filter { word in
            word.count >= 4 && word.allSatisfy { $0.isLetter }
        }
    }
}
