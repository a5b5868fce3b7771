// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// What reading one element needs to know of the rest of the archive, and what it finds out for it.
final class TeamsContext {
    let people = TeamsPeople()
    let files: TeamsFiles
    let losses: StatedLosses
    let sink: any RecordSink
    let rooms: TeamsRoomTable
    var teams: [String: TeamsTeam] = [:]
    var threads = TeamsThreads()
    /// How often each tenant was named as the one the archive is of.
    private var tenants: [String: Int] = [:]

    init(files: TeamsFiles, sink: any RecordSink, rooms: TeamsRoomTable = .init()) {
        self.files = files
        self.rooms = rooms
        self.sink = sink
        losses = StatedLosses(sink)
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
    func room(_ id: String, team: String? = nil) throws -> Bool {
        let isNew = try rooms.add(id)
        if let team, rooms.known(id, \.team) == nil {
            rooms.change(id) { $0.team = team }
            if teams[team] == nil { teams[team] = TeamsTeam(id: team) }
        }
        return isNew
    }

    /// Changes what is known of somebody in a channel or chat.
    func presence(of person: String, in room: String, _ body: (inout TeamsPresence) -> Void) {
        rooms.change(room) { room in
            // Nearly always somebody who has been there before.
            guard room.presence.index(forKey: person) == nil else {
                return body(&room.presence[person, default: TeamsPresence()])
            }
            body(&room.presence[people.kept(person), default: TeamsPresence()])
        }
    }

    /// Remembers that somebody was active in a channel or chat.
    func note(_ person: String, in room: String, at time: TeamsTime) {
        presence(of: person, in: room) { $0.lastSeen = max($0.lastSeen ?? time, time) }
    }

    /// Remembers who came and went, who got which role, and how the room was called, as a message says.
    func note(_ event: TeamsEvent, in room: String, at time: TeamsTime) {
        // The last time counts.
        for person in event.joined {
            presence(of: person, in: room) { $0.joined = max($0.joined ?? time, time) }
        }
        for person in event.left { presence(of: person, in: room) { $0.left = max($0.left ?? time, time) } }
        if let (person, role) = event.role {
            presence(of: person, in: room) { $0.setRole(role, since: time) }
        }
        if case .system(.named(let name)) = event.kind { rooms.change(room) { $0.rename(name, at: time) } }
    }
}
