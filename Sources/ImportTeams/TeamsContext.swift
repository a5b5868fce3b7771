// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// What reading one element needs to know of the rest of the archive, and what it finds out for it.
final class TeamsContext {
    let people = TeamsPeople()
    let files: TeamsFiles
    let losses: TeamsLosses
    let sink: any RecordSink
    var rooms: [String: TeamsRoom] = [:]
    var teams: [String: TeamsTeam] = [:]
    var threads = TeamsThreads()
    /// How often each tenant was named as the one the archive is of.
    private var tenants: [String: Int] = [:]

    init(files: TeamsFiles, sink: any RecordSink) {
        self.files = files
        self.sink = sink
        losses = TeamsLosses(sink)
    }

    /// Remembers a tenant that a chat or channel names as its own.
    func note(tenant: String?) {
        if let tenant { tenants[tenant.lowercased(), default: 0] += 1 }
    }

    /// Remembers the tenant in a link, `…?groupId=…&tenantId=2432b57b-…`.
    func note(tenantIn url: String?) {
        guard let url, let mark = url.firstRange(of: "tenantId=") else { return }
        let id = url[mark.upperBound...].prefix(36)
        if TeamsIdentity.isDirectoryId(String(id)) { note(tenant: String(id)) }
    }

    /// The tenant: the one most chats and channels name, else the one most people belong to. Archives that name
    /// none share one word for it, which later ones of the same kind will share too.
    var tenant: String {
        tenants.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? people.majorityTenant?.lowercased()
            ?? "tenant"
    }

    /// Remembers somebody and gives the key.
    func person(_ identity: TeamsIdentity) -> PersonKey {
        people.note(identity)
        return TeamsKeys.person(identity.id)
    }

    /// Makes a channel or chat known; gives whether it was not.
    @discardableResult
    func room(_ id: String, team: String? = nil) -> Bool {
        let isNew = rooms[id] == nil
        if isNew { rooms[id] = TeamsRoom(id: id) }
        if let team, rooms[id]?.team == nil {
            rooms[id]?.team = team
            if teams[team] == nil { teams[team] = TeamsTeam(id: team) }
        }
        return isNew
    }

    /// Remembers that somebody was active in a channel or chat.
    func note(_ person: String, in room: String, at time: TeamsTime) {
        let known = rooms[room]?.presence[person]?.lastSeen
        if let known, known >= time { return }
        rooms[room]?.presence[person, default: TeamsPresence()].lastSeen = time
    }

    /// Remembers that somebody came in; the last time counts.
    func join(_ person: String, _ room: String, at time: TeamsTime) {
        var presence = rooms[room]?.presence[person] ?? TeamsPresence()
        presence.joined = max(presence.joined ?? time, time)
        rooms[room]?.presence[person] = presence
    }

    /// Remembers that somebody went; the last time counts.
    func leave(_ person: String, _ room: String, at time: TeamsTime) {
        var presence = rooms[room]?.presence[person] ?? TeamsPresence()
        presence.left = max(presence.left ?? time, time)
        rooms[room]?.presence[person] = presence
    }

    /// Remembers the last name a chat got, for chats that nothing describes.
    func rename(_ room: String, to name: String, at time: TeamsTime) {
        guard let known = rooms[room], known.renamedAt.map({ $0 < time }) ?? true else { return }
        rooms[room]?.renamedAt = time
        if known.kind == nil { rooms[room]?.name = name }
    }
}
