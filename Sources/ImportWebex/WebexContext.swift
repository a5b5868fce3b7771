// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// What reading one element needs to know of the rest of the archive, and what it finds out for it.
final class WebexContext {
    let people = WebexPeople()
    let losses: StatedLosses
    let sink: any RecordSink
    var rooms: [String: WebexRoom] = [:]
    /// Names of teams by their ids; empty where only a space names the team.
    var teams: [String: String] = [:]
    /// Names of organisations by their ids.
    var organisations: [String: String] = [:]
    var threads = WebexThreads()
    /// The messages that events say were changed, with what was found out about them elsewhere.
    private var changed: [String: Known] = [:]

    /// What a message said of itself before its changes are read.
    struct Known {
        var sentAt: Timestamp?
        var editedAt: Timestamp?
        var isDeleted = false
        /// The first message of its thread.
        var root: String?
    }

    init(sink: any RecordSink) {
        self.sink = sink
        losses = StatedLosses(sink)
    }

    /// The organisation the archive is of: the one that most people belong to and most spaces are owned by.
    var home: String? {
        var counts = people.organisations
        for room in rooms.values { if let owner = room.owner { counts[owner, default: 0] += 1 } }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// Makes a space known.
    func room(_ id: String) {
        if rooms[id] == nil { rooms[id] = WebexRoom(id: id) }
    }

    /// Takes the description of a space.
    func describe(_ room: JSONElement) {
        guard let id = room.id("id")?.value else { return }
        rooms[id, default: WebexRoom(id: id)].describe(room)
        if let team = rooms[id]?.team, teams[team] == nil { teams[team] = "" }
    }

    /// Takes the description of a team.
    func describe(team: JSONElement) {
        guard let id = team.id("id")?.value else { return }
        teams[id] = team.text("name") ?? teams[id] ?? ""
    }

    /// Remembers that somebody was active in a space.
    func note(_ person: String, in room: String, at time: Timestamp) {
        if let known = rooms[room]?.presence[person]?.lastSeen, known >= time { return }
        rooms[room]?.presence[person, default: WebexPresence()].lastSeen = time
    }

    /// Takes an entry of a list of members; `false` when it does not say who is where. Members of teams are members
    /// of the team's general space.
    func member(_ membership: JSONElement) -> Bool {
        guard let person = person(of: membership) else { return false }
        guard let id = membership.id("roomId")?.value else { return membership.id("teamId") != nil }
        room(id)
        if membership.text("roomType") == "direct" { rooms[id]?.isDirect = true }
        rooms[id]?.hasMemberList = true
        var presence = rooms[id]?.presence[person] ?? WebexPresence()
        presence.isListed = true
        presence.joined = membership.moment("created") ?? presence.joined
        presence.isModerator = presence.isModerator || membership.isTrue("isModerator")
        rooms[id]?.presence[person] = presence
        return true
    }

    /// Remembers whom a membership names, and gives the id.
    func person(of membership: JSONElement) -> String? {
        people.note(
            id: membership.id("personId"), address: membership.text("personEmail"),
            name: membership.text("personDisplayName"), organisation: membership.id("personOrgId"))
    }

    /// Remembers that an event changes or deletes a message.
    func expectChange(_ id: String, isDeletion: Bool) {
        var known = changed[id] ?? Known()
        known.isDeleted = known.isDeleted || isDeletion
        changed[id] = known
    }

    /// Remembers when a message was sent and last edited, if an event changes it.
    func noteChanged(_ id: String, sentAt: Timestamp, editedAt: Timestamp?) {
        guard var known = changed[id] else { return }
        known.sentAt = known.sentAt ?? sentAt
        known.editedAt = [known.editedAt, editedAt].compactMap { $0 }.max()
        changed[id] = known
    }

    /// Remembers where and when a message stood that was deleted later.
    func noteDeleted(_ id: String, sentAt: Timestamp?, root: String?) {
        guard var known = changed[id] else { return }
        known.sentAt = known.sentAt ?? sentAt
        known.root = root
        changed[id] = known
    }

    /// What is known of a message that an event changes.
    func known(_ id: String) -> Known { changed[id] ?? Known() }
}
