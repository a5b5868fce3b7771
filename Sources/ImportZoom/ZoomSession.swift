// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// What lists say about channels: sessions of the report, channels of the chat interface, and their members.
struct ZoomSession {
    private let context: ZoomContext

    init(_ context: ZoomContext) { self.context = context }

    /// Takes a session: a direct talk, a group or a channel.
    func learn(session: JSONElement) {
        guard let id = session.text("id") ?? session.text("session_id") else { return }
        let isDirect = session.text("type")?.contains("1:1") ?? false
        let members = session.texts("member_emails").compactMap { ZoomIdentity.address($0) }
        var room = session.text("channel_id") ?? id
        if isDirect, members.count == 2, members[0] != members[1] {
            room = ZoomRooms.direct(members[0], members[1])
        }
        for known in [id, session.text("channel_id")].compactMap({ $0 }) { context.rooms.alias(known, room) }
        let people = members.compactMap { context.people.id(of: ZoomIdentity(address: $0)) }
        context.rooms.change(room) { room in
            if isDirect {
                room.kind = .direct
            } else if room.kind == nil {
                room.kind = .private
            }
            room.name = session.text("name") ?? room.name
            room.isArchived = room.isArchived || session.text("status") == "deleted"
            if !people.isEmpty { room.hasMemberList = true }
            for person in people { room.presence[person, default: ZoomRoom.Presence()].isListed = true }
        }
    }

    /// Takes a channel as the chat interface lists it.
    func learn(channel: JSONElement) {
        guard let id = channel.text("id") ?? channel.text("channel_id") else { return }
        let room = context.rooms.canonical(id)
        context.rooms.alias(id, room)
        context.rooms.change(room) { room in
            switch channel.number("type") {
            case 3: room.kind = .public
            case 4: room.kind = .group
            default: room.kind = .private
            }
            room.name = channel.text("name") ?? channel.text("channel_name") ?? room.name
        }
    }

    /// Takes a member of a channel, or an entry of a list of people.
    func learn(person element: JSONElement, in channel: String?) {
        let identity = Self.identity(of: element)
        guard let channel else { return }
        guard let id = context.people.id(of: identity) else { return }
        context.rooms.change(context.rooms.canonical(channel)) { room in
            room.hasMemberList = true
            var presence = room.presence[id] ?? ZoomRoom.Presence()
            presence.isListed = true
            switch element.text("role")?.lowercased() {
            case "owner": presence.role = .owner
            case "admin" where presence.role == .member: presence.role = .moderator
            default: break
            }
            room.presence[id] = presence
        }
    }

    /// Takes an entry of the list of the account's people.
    func describe(person element: JSONElement) {
        let isInactive = element.text("status")?.lowercased() == "inactive"
        let identity = Self.identity(of: element)
        context.people.describe(
            identity, role: identity.isExternal ? .external : .member, departed: isInactive)
    }

    /// The person that an entry of a list names.
    static func identity(of element: JSONElement) -> ZoomIdentity {
        let parts = [element.text("first_name"), element.text("last_name")].compactMap { $0 }
        var identity = ZoomIdentity(
            address: element.text("email"), memberId: element.text("member_id"),
            userId: element.text("user_id") ?? element.text("id"),
            name: element.text("display_name") ?? element.text("name") ?? parts.joined(separator: " "))
        identity.isExternal = element.isTrue("is_external") || element.isTrue("is_external_user")
        return identity
    }
}
