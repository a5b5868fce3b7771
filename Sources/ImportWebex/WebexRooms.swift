// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryModel

/// Yields teams, spaces and who is in them, once all files have been read.
struct WebexRooms {
    private let context: WebexContext
    private let home: String?

    init(_ context: WebexContext) {
        self.context = context
        home = context.home
    }

    /// Yields all of them, by id. `knowsTeams` says that spaces which name no team are in none.
    func yield(knowsTeams: Bool) throws {
        for (id, name) in context.teams.sorted(by: { $0.key < $1.key }) { try yieldTeam(id, name) }
        let rooms = context.rooms.values.sorted { $0.id < $1.id }
        if rooms.contains(where: { $0.team == nil }) {
            let owner =
                home.flatMap { context.organisations[$0] } ?? context.people.majorityDomain(home: home)
            try context.sink.take(
                .workspace(
                    Workspace(
                        key: WebexKeys.spaces, name: owner.map { "Webex spaces (\($0))" } ?? "Webex spaces")))
        }
        if !knowsTeams, rooms.contains(where: { $0.team == nil && !$0.isDirect }) {
            try context.losses.state(
                "webex.rooms.no-teams", .carriedWithLoss, .workspace, key: WebexKeys.spaces.key,
                because: "the tool does not save which spaces belong to which teams")
        }
        for room in rooms { try yield(room) }
    }

    private func yieldTeam(_ id: String, _ name: String) throws {
        let key = WebexKeys.workspace(id)
        let shown = name.isEmpty ? "Webex team " + id.prefix(8) : name
        try context.sink.take(.workspace(Workspace(key: key, name: shown)))
        guard name.isEmpty else { return }
        try context.losses.state(
            "webex.team.not-described", .carriedWithLoss, .workspace, key: key.key,
            because: "no list of teams describes this one: its name is unknown")
    }

    private func yield(_ room: WebexRoom) throws {
        let key = WebexKeys.channel(room.id)
        let kind = room.kind
        if let creator = room.creator { _ = context.people.note(id: WebexId(creator), address: nil) }
        // The title of a space of two is the other one's name, as whoever saved it sees it.
        let title = room.title.isEmpty ? "Space " + room.id.prefix(8) : room.title
        try context.sink.take(
            .channel(
                Channel(
                    key: key, workspace: room.team.map(WebexKeys.workspace) ?? WebexKeys.spaces, kind: kind,
                    name: kind == .direct ? "" : title, topic: room.description, createdAt: room.createdAt,
                    creator: room.creator.map(WebexKeys.person), archived: room.isReadOnly)))
        try stateLosses(of: room, key.key)
        try yieldMemberships(room, key)
    }

    private func stateLosses(of room: WebexRoom, _ key: SourceKey) throws {
        if !room.isDescribed, !room.isDirect {
            try context.losses.state(
                "webex.room.not-described", .carriedWithLoss, .channel, key: key,
                because: room.title.isEmpty
                    ? "nothing describes this space: its name, its team and its members are unknown"
                    : "only a transcript names this space: its team, its members and who may enter are unknown"
            )
        }
        if room.isAnnouncementOnly {
            try context.losses.state(
                "webex.room.announcements", .carriedWithLoss, .channel, key: key,
                because: "only moderators could write in this space; in the room every member can")
        }
        let people = room.presence.keys.filter { $0 != WebexPeople.system }
        if room.isDirect, people.count < 2 {
            try context.losses.state(
                "webex.direct.one-sided", .carriedWithLoss, .channel, key: key,
                because: "the archive does not say who the other person of this direct space is")
        }
    }

    private func yieldMemberships(_ room: WebexRoom, _ key: ChannelKey) throws {
        for (person, presence) in room.presence.sorted(by: { $0.key < $1.key }) {
            // Bots and people who are gone are let in to say what they said. A membership made up here would outdo
            // the one that another archive states.
            let isGuess = presence.isGuess && !room.hasMemberList
            if isGuess, context.people.isMachine(person) || context.people.isGone(person) { continue }
            if presence.isGuess, person == WebexPeople.system { continue }
            try context.sink.take(
                .membership(
                    presence.membership(
                        of: key, WebexKeys.person(person), listsAll: room.hasMemberList)))
        }
    }
}
