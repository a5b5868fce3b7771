// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// The channels of an archive, and under which of several ids each is known. Grows with the channels and their
/// members, not with the messages.
final class ZoomRooms {
    private(set) var rooms: [String: ZoomRoom] = [:]
    /// The id that stands for a session's or channel's.
    private var aliases: [String: String] = [:]
    /// What was found for the names of files and folders, which every message of a file asks about.
    private var prefixes: [String: String?] = [:]

    /// The room's id for a session's or channel's id; ids nobody describes stand for themselves.
    func canonical(_ id: String) -> String { aliases[id] ?? id }

    /// Whether a list of sessions or channels names the id.
    func isKnown(_ id: String) -> Bool { aliases[id] != nil }

    /// The known id that a name of a file or folder begins with.
    func known(prefixing name: String) -> String? {
        if aliases[name] != nil { return name }
        if let found = prefixes[name] { return found }
        let found = aliases.keys.filter { id in
            id.utf8.count >= 6 && name.hasPrefix(id) && !(name.dropFirst(id.count).first?.isLetter ?? true)
        }.max { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        prefixes[name] = found
        return found
    }

    /// Makes known that an id stands for a room.
    func alias(_ id: String, _ room: String) {
        aliases[id] = room
        prefixes = [:]
    }

    /// The room with an id, made on first sight.
    func change(_ id: String, _ body: (inout ZoomRoom) -> Void) {
        body(&rooms[id, default: ZoomRoom(id: id)])
    }

    /// Remembers that somebody wrote in a room.
    func note(_ person: String, in room: String, at time: Timestamp) {
        change(room) { $0.presence[person, default: ZoomRoom.Presence()].see(at: time) }
    }

    /// The id of the talk between two people, whoever exported it.
    static func direct(_ one: String, _ other: String) -> String {
        "direct/" + [one, other].sorted().joined(separator: ",")
    }
}
