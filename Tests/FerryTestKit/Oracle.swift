// SPDX-License-Identifier: Apache-2.0
import FerryJSON

/// Says what is wrong on a homeserver after a migration. It knows the archive and the homeserver, and neither the
/// program's journal nor its code.
public struct Oracle: Sendable {
    /// What is wrong, in words; all lists are empty when nothing is.
    public struct Verdict: Sendable, CustomStringConvertible {
        /// In the archive and not on the homeserver.
        public var lost: [String] = []
        /// More than once on the homeserver.
        public var duplicated: [String] = []
        /// On the homeserver and from nowhere.
        public var foreign: [String] = []
        /// There, but behind something later.
        public var reordered: [String] = []
        /// There, but not as it was.
        public var altered: [String] = []
        /// Not wrong: what the homeserver itself has written when a name or a picture reached a room after its owner,
        /// which it does unless its settings for the hours of an upload forbid it.
        public var echoes: [String] = []

        /// Whether nothing is wrong.
        public var isClean: Bool {
            [lost, duplicated, foreign, reordered, altered].allSatisfy(\.isEmpty)
        }

        /// The first of each list.
        public var description: String {
            let lists = [
                ("lost", lost), ("duplicated", duplicated), ("foreign", foreign), ("reordered", reordered),
                ("altered", altered),
            ]
            let words = lists.filter { !$0.1.isEmpty }.map {
                "\($0.1.count) \($0.0): \($0.1.prefix(4).joined(separator: "; "))"
            }
            return words.isEmpty ? "clean" : words.joined(separator: " | ")
        }
    }

    private let archive: SlackArchive
    private let migration: String
    private let bot: String
    private let view: ServerView
    private var verdict = Verdict()
    /// Which user a person of the archive has become, learnt from the messages.
    private var users: [String: String] = [:]
    private var reactions: [(place: String, people: [String], users: [String])] = []

    private init(
        _ archive: SlackArchive, migration: String, bot: String, view: ServerView, stumps: [String]
    ) {
        self.archive = archive
        self.migration = migration
        self.bot = bot
        var whole = view
        whole.rooms.removeAll { stumps.contains($0.id) }
        self.view = whole
        for room in view.rooms where stumps.contains(room.id) { judge(stump: room) }
    }

    /// A room that was never finished must hold nothing, and nobody may be in it but who made it.
    private mutating func judge(stump room: ServerView.Room) {
        for event in room.events {
            let isStart = event.sender == bot && event.stateKey != nil && event.type.hasPrefix("m.")
            if !isStart { verdict.foreign.append("\(event.type) in the unfinished \(room.id)") }
        }
        if room.events.contains(where: { $0.type == ServerView.marker }) {
            verdict.duplicated.append("\(room.id) is called unfinished and is whole")
        }
    }

    /// Compares a homeserver, on which there was nothing but one migration of the archive.
    ///
    /// - Parameters:
    ///   - migration: the migration's id.
    ///   - bot: the id of the appservice's own user.
    ///   - stumps: rooms that a crash of the homeserver has left unfinished, as the program reports them.
    public static func judge(
        _ view: ServerView, _ archive: SlackArchive, migration: String, bot: String, stumps: [String] = []
    ) -> Verdict {
        var oracle = Oracle(archive, migration: migration, bot: bot, view: view, stumps: stumps)
        oracle.judgeMarkers()
        oracle.judgeRooms()
        oracle.judgeUsers()
        return oracle.verdict
    }

    // MARK: Markers

    private mutating func judgeMarkers() {
        var seen: [String: String] = [:]
        for room in view.rooms {
            // The homeserver writes the first events of a room by itself; our marker closes their row.
            let start = room.events.firstIndex { $0.type == ServerView.marker && $0.sender == bot }
            guard let start else {
                verdict.foreign.append("room \(room.id) without a marker")
                continue
            }
            for (index, event) in room.events.enumerated() {
                guard let marker = event.marker else {
                    if isEcho(event, among: room.events[..<index]) {
                        verdict.echoes.append("\(event.id) of \(event.sender)")
                    } else if index <= start ? event.sender != bot : !event.isRedacted {
                        verdict.foreign.append(
                            "\(event.type) \(event.id) of \(event.sender) without a marker")
                    }
                    continue
                }
                if marker.migration != migration {
                    verdict.foreign.append("\(event.id) of another migration")
                }
                if let first = seen.updateValue(event.id, forKey: marker.id) {
                    verdict.duplicated.append("\(first) and \(event.id) in \(room.name)")
                }
            }
        }
    }

    // Who was in the room still is, and nothing is said but name and picture.
    private func isEcho(_ event: ServerView.Event, among earlier: ArraySlice<ServerView.Event>) -> Bool {
        guard event.type == "m.room.member", event.stateKey == event.sender,
            event.content["membership"] == "join",
            Set(event.content.members.keys).isSubset(of: ["membership", "displayname", "avatar_url"]),
            let user = view.users.first(where: { $0.id == event.sender }),
            event.content["displayname"]?.string == user.name
        else { return false }
        let before = earlier.last { $0.type == event.type && $0.stateKey == event.stateKey }
        return before?.content["membership"] == "join"
    }

    // MARK: Rooms

    private mutating func judgeRooms() {
        let spaces = view.rooms.count { $0.isSpace }
        if spaces != 1 { verdict.foreign.append("\(spaces) spaces") }
        let rooms = view.rooms.filter { !$0.isSpace }
        if rooms.count > archive.channels.count {
            verdict.duplicated.append("\(rooms.count) rooms for \(archive.channels.count) channels")
        }
        for channel in archive.channels {
            let homes = rooms.filter { $0.name == channel.name }
            guard let room = homes.first else {
                verdict.lost.append("channel \(channel.name)")
                continue
            }
            if homes.count > 1 { verdict.duplicated.append("room \(channel.name)") }
            judge(RoomMatch(channel, room, view.media))
        }
    }

    private mutating func judge(_ match: RoomMatch) {
        verdict.lost += match.lost
        verdict.foreign += match.foreign
        verdict.reordered += match.reordered
        verdict.altered += match.altered
        for (person, user) in match.authors {
            if let known = users.updateValue(user, forKey: person), known != user {
                verdict.altered.append("\(person) is both \(known) and \(user)")
            }
        }
        reactions += match.reactions
    }

    // MARK: Users

    private mutating func judgeUsers() {
        if Set(users.values).count != users.count {
            verdict.altered.append("two people of the archive are one user")
        }
        let shown = Dictionary(view.users.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        for (person, user) in users {
            if let mail = archive.mail[person], !user.hasPrefix("@\(mail.prefix { $0 != "@" }):") {
                verdict.altered.append("\(person) is \(user)")
            }
            if let name = archive.names[person], shown[user] != name {
                verdict.altered.append("\(user) is shown as \(shown[user] ?? "nobody")")
            }
        }
        for reaction in reactions {
            let wanted = reaction.people.compactMap { users[$0] }
            // Whoever never wrote is known by no message.
            guard wanted.count == reaction.people.count, wanted.sorted() != reaction.users.sorted() else {
                continue
            }
            verdict.altered.append("\(reaction.place): who reacted")
        }
        for user in view.users where user.id != bot && user.id != "@admin:\(SynapseServer.name)" {
            if user.name.isEmpty { verdict.altered.append("\(user.id) has no name") }
        }
    }
}
