// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryModel

/// Yields teams, channels, chats and who is in them, once all files have been read.
struct TeamsRooms {
    private let context: TeamsContext
    private let tenant: String

    init(_ context: TeamsContext) {
        self.context = context
        tenant = context.tenant
    }

    /// Yields all of them, by id.
    func yield() throws {
        for (_, team) in context.teams.sorted(by: { $0.key < $1.key }) { try yield(team) }
        var holdsChats = false
        try context.rooms.forEach { room in
            holdsChats = holdsChats || room.team == nil
            try yield(room)
        }
        guard holdsChats else { return }
        let name = context.people.majorityDomain.map { "Teams chats (\($0))" } ?? "Teams chats"
        try context.sink.take(.workspace(Workspace(key: TeamsKeys.workspace(tenant), name: name)))
    }

    private func yield(_ team: TeamsTeam) throws {
        let key = TeamsKeys.workspace(team.id)
        try context.sink.take(.workspace(Workspace(key: key, name: team.name.isEmpty ? team.id : team.name)))
        guard !team.isDescribed else { return }
        try context.losses.state(
            "teams.team.not-described", .carriedWithLoss, .workspace, key: key.key,
            because: "no list of teams describes this one: its name and its members are unknown")
    }

    private func yield(_ room: TeamsRoom) throws {
        let key = TeamsKeys.channel(room.id)
        let kind = room.shownKind
        let team = room.team.flatMap { context.teams[$0] }
        if let creator = room.creator { context.people.note(creator) }
        try context.sink.take(
            .channel(
                Channel(
                    key: key, workspace: TeamsKeys.workspace(room.team ?? tenant), kind: kind,
                    name: room.shownName, topic: room.topic, createdAt: room.createdAt?.timestamp,
                    creator: room.creator.map(TeamsKeys.person),
                    archived: room.isArchived || team?.isArchived ?? false,
                    isPartial: room.kind == nil
                        || !(room.isChat || room.statesArchived || team?.statesArchived ?? false))))
        if room.kind == nil, kind != .direct {
            try context.losses.state(
                room.isChat ? "teams.chat.not-described" : "teams.channel.not-described", .carriedWithLoss,
                .channel,
                key: key.key,
                because: room.isChat
                    ? "no list of chats describes this one: its members are those who keep it or took part in it"
                    : "no list of channels describes this one: its name, kind and members are unknown")
        }
        if room.isMemberListCut {
            try context.losses.state(
                "teams.members.not-all", .carriedWithLoss, .channel, key: key.key,
                because:
                    "the list of chats names 25 members of this one at most; others are known by what they wrote"
            )
        }
        try yieldMemberships(room, key)
    }

    private func yieldMemberships(_ room: TeamsRoom, _ key: ChannelKey) throws {
        var presence = room.presence
        var listsAll = room.hasMemberList && !room.isMemberListCut
        // Standard channels have no list of their own: their members are the team's.
        if room.kind == .public, let team = room.team.flatMap({ context.teams[$0] }), !team.members.isEmpty {
            for (person, role) in team.members {
                presence[person, default: TeamsPresence()].merge(TeamsPresence(isListed: true, role: role))
            }
            listsAll = true
        }
        let pair = room.peopleInId
        for person in pair {
            context.people.note(person)
            presence[person, default: TeamsPresence()].isListed = true
        }
        listsAll = listsAll || pair.count == 2
        for (person, presence) in presence.sorted(by: { $0.key < $1.key }) where !Self.isMachine(person) {
            // Whoever can be no member any more is let in to say what they said. A membership made up here would
            // outdo the one that another archive states.
            if !listsAll, presence.isGuess, context.people.isGone(person, tenant: tenant) { continue }
            try context.sink.take(
                .membership(presence.membership(of: key, TeamsKeys.person(person), listsAll: listsAll)))
        }
    }

    // Apps are no members; whoever of them writes is let in for it.
    private static func isMachine(_ person: String) -> Bool {
        person.hasPrefix("app/") || person == TeamsIdentity.system.id
    }
}
