// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// A channel or chat as one line of JSON, for the file that takes what does not fit into memory.
extension TeamsRoom {
    /// The line, without its end.
    var line: [UInt8] {
        let people = presence.map { person, presence in
            JSONValue.array(
                [.string(person), .bool(presence.isListed), .string(presence.role.rawValue)]
                    + [presence.joined, presence.left, presence.lastSeen, presence.roleSince].map(Self.time))
        }
        return JSONValue.array([
            .string(id), Self.text(team), Self.text(kind?.rawValue), .string(name), .string(topic),
            Self.time(createdAt), Self.text(creator), .bool(isArchived), .bool(statesArchived),
            .string(rename), Self.time(renamedAt), .bool(hasMemberList), .bool(isMemberListCut),
            .array(people),
        ]).canonicalBytes()
    }

    /// Reads a line.
    ///
    /// - Throws: `JSONError` for what is no JSON; nothing else was written.
    init(line: ArraySlice<UInt8>) throws {
        let fields = try JSONDocument(parsing: line).root.elements.map { $0 }
        guard fields.count == 14 else {
            throw Failure(.bug, "the file of chats holds something else", remedy: "please report this")
        }
        self.init(id: fields[0].string ?? "")
        team = fields[1].string
        kind = fields[2].string.flatMap { Channel.Kind(rawValue: $0) }
        name = fields[3].string ?? ""
        topic = fields[4].string ?? ""
        createdAt = Self.time(fields[5])
        creator = fields[6].string
        isArchived = fields[7].bool == true
        statesArchived = fields[8].bool == true
        rename = fields[9].string ?? ""
        renamedAt = Self.time(fields[10])
        hasMemberList = fields[11].bool == true
        isMemberListCut = fields[12].bool == true
        for person in fields[13].elements {
            let parts = person.elements.map { $0 }
            guard parts.count == 7, let id = parts[0].string else { continue }
            presence[id] = TeamsPresence(
                isListed: parts[1].bool == true, joined: Self.time(parts[3]), left: Self.time(parts[4]),
                lastSeen: Self.time(parts[5]),
                role: parts[2].string.flatMap { Membership.Role(rawValue: $0) } ?? .unstated,
                roleSince: Self.time(parts[6]))
        }
    }

    private static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    private static func time(_ time: TeamsTime?) -> JSONValue { time.map { .int($0.ticks) } ?? .null }

    private static func time(_ element: JSONElement) -> TeamsTime? {
        element.int64.map { TeamsTime(ticks: $0) }
    }
}
