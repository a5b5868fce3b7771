// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore

extension Planner {
    /// Counts a record that the configuration or a mapping leaves out.
    func leaveOut(_ kind: RecordKind, key: Int64, _ reason: PlanFilter.Reason) throws {
        tally.count(kind, .notCarried)
        try session.take(
            Loss(code: reason.code, kind: kind, state: .filtered, key: session.key(key), reason: reason.text))
    }

    /// Remembers files that came with something left out; they are counted at the end, unless a message that is
    /// carried shows them too.
    func leaveOut(files: [Int64], _ reason: PlanFilter.Reason) {
        for file in files { filteredFiles[file] = reason }
    }

    /// Counts a channel that goes into no room, with all that is in it.
    func leaveOut(_ channel: RoomGroups.LeftOut) throws {
        let key = channel.channel.channel.key.key
        tally.source = key.source
        tally.count(.channel, .notCarried)
        try session.take(
            Loss(
                code: channel.reason.code, kind: .channel, state: .filtered, key: key,
                reason: channel.reason.text))
        let contents = try session.contents(ofChannel: channel.channel.id)
        for (kind, count) in contents.counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            tally.count(kind, .notCarried, times: count)
            try session.take(
                Loss(
                    code: channel.reason.code, kind: kind, state: .filtered, key: key,
                    reason: channel.reason.text, count: count))
        }
        leaveOut(files: contents.attachments, channel.reason)
    }

    /// Counts a membership: it is carried, unless its person is left out.
    func count(_ membership: StoredMembership) throws {
        if leftOutPersons.contains(membership.person) {
            try leaveOut(.membership, key: membership.id, .person)
        } else {
            tally.count(.membership, .carried)
        }
    }

    /// Hands out what becomes of every channel and workspace, as the lines of `mappings/rooms.csv`, by key.
    func forEachLine(
        _ groups: RoomGroups, _ spaces: [Space], _ body: (RoomMapping.Line) throws -> Void
    ) throws {
        var places: [(key: String, place: LinePlace)] = spaces.map { ($0.source.text, .space($0)) }
        for leftOut in groups.leftOut {
            places.append((leftOut.channel.channel.key.key.text, .leftOut(leftOut)))
        }
        for group in groups.groups {
            for part in group.parts {
                places.append((part.channel.key.key.text, .room(part, of: group.channel)))
            }
        }
        places.sort { $0.key < $1.key }
        for (key, place) in places { try body(line(key, place)) }
    }

    private enum LinePlace {
        case space(Space)
        case leftOut(RoomGroups.LeftOut)
        case room(PlanSession.PlannedChannel, of: PlanSession.PlannedChannel)
    }

    private func line(_ key: String, _ place: LinePlace) -> RoomMapping.Line {
        switch place {
        case .space(let space):
            let outcome =
                space.isShown
                ? found(space.key, "space") : "no space: it holds direct and group messages only"
            return RoomMapping.Line(
                key: key, workspace: space.workspace.name, kind: "space", channel: "", outcome: outcome,
                decision: space.decision)
        case .leftOut(let leftOut): return line(key, leftOut.channel, "left out: \(leftOut.reason.text)")
        case .room(let part, let room):
            let isOwn = part.id == room.id
            return line(
                key, part, isOwn ? found(part.id, "room") : "in the room of \(room.channel.key.key.text)")
        }
    }

    private func line(_ key: String, _ channel: PlanSession.PlannedChannel, _ outcome: String)
        -> RoomMapping.Line
    {
        RoomMapping.Line(
            key: key, workspace: spaces[channel.workspace]?.workspace.name ?? "",
            kind: channel.channel.kind.rawValue, channel: channel.channel.name, outcome: outcome,
            decision: rooms.decisions[key] ?? .init())
    }

    private func found(_ key: Int64, _ what: String) -> String {
        aliases[key].map { "\(what), found as #\($0):\(options.server)" } ?? what
    }
}

extension StoredMessage {
    /// The message without its files.
    var withoutFiles: StoredMessage {
        StoredMessage(
            id: id, author: author, authorName: authorName, sentAt: sentAt, order: order, editedAt: editedAt,
            deletedAt: deletedAt, root: root, replyTo: replyTo, broadcast: broadcast, kind: kind, body: body,
            attachments: [], envelope: envelope, isReactedTo: isReactedTo)
    }
}
