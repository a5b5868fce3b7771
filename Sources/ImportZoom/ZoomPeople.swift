// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Everybody the archive names. The mail address is the identity wherever any spot of the archive knows it, then
/// Zoom's ids, then the display name. Grows with the people, not with the messages.
final class ZoomPeople {
    private struct Entry {
        var name = ""
        var address: String?
        var role = Person.Role.unknown
        var departed = false
        var isListed = false
    }

    private let keys: ZoomKeys
    private let joinNames: Bool
    private var addressOfMember: [String: String] = [:]
    private var addressOfUser: [String: String] = [:]
    private var memberOfUser: [String: String] = [:]
    private var userOfMember: [String: String] = [:]
    private var entries: [String: Entry] = [:]

    init(_ keys: ZoomKeys, joinNames: Bool) {
        self.keys = keys
        self.joinNames = joinNames
    }

    /// Takes what one spot says about who is who; to be called for all of them before the first `person`.
    func learn(_ identity: ZoomIdentity) {
        if let member = identity.memberId {
            if let address = identity.address { addressOfMember[member] = address }
            if let user = identity.userId { (memberOfUser[user], userOfMember[member]) = (member, user) }
        }
        if let user = identity.userId, let address = identity.address { addressOfUser[user] = address }
    }

    /// Remembers that somebody takes part, and gives the key; `nil` when nothing says who it is.
    func person(_ identity: ZoomIdentity) -> PersonKey? { id(of: identity).map { keys.person($0) } }

    /// Remembers that somebody takes part, and gives the id.
    func id(of identity: ZoomIdentity) -> String? {
        guard let id = resolved(identity) else { return nil }
        note(identity, as: id)
        return id
    }

    /// Takes an entry of a list of people, which knows more about them than messages do.
    func describe(_ identity: ZoomIdentity, role: Person.Role, departed: Bool) {
        guard let id = id(of: identity) else { return }
        entries[id]?.isListed = true
        if !identity.name.isEmpty { entries[id]?.name = identity.name }
        if role != .unknown { entries[id]?.role = role }
        entries[id]?.departed = departed
    }

    /// All of them, by id.
    func records() -> [Person] {
        entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { id, entry in
            Person(
                key: keys.person(id), handle: entry.address.map { String($0.prefix { $0 != "@" }) } ?? "",
                displayName: entry.name.isEmpty ? entry.address ?? "" : entry.name,
                addresses: entry.address.map { [$0] } ?? [], role: entry.role, departed: entry.departed)
        }
    }

    private func resolved(_ identity: ZoomIdentity) -> String? {
        if identity.isBot { return "bot/" + identity.name }
        if let address = identity.address { return address }
        let member = identity.memberId ?? identity.userId.flatMap { memberOfUser[$0] }
        let user = identity.userId ?? member.flatMap { userOfMember[$0] }
        if let address = member.flatMap({ addressOfMember[$0] }) ?? user.flatMap({ addressOfUser[$0] }) {
            return address
        }
        if let member { return "member/" + member }
        if let user { return "user/" + user }
        guard !identity.name.isEmpty else { return nil }
        guard let meeting = identity.meeting, !joinNames else { return "name/" + identity.name }
        return meeting + "/name/" + identity.name
    }

    private func note(_ identity: ZoomIdentity, as id: String) {
        var entry = entries[id] ?? Entry()
        if !identity.name.isEmpty, !entry.isListed { entry.name = identity.name }
        if entry.address == nil { entry.address = ZoomIdentity.address(id) ?? identity.address }
        let isZoomAccount = identity.memberId != nil || identity.userId != nil || entry.address != nil
        if identity.isBot {
            entry.role = .bot
        } else if identity.isExternal, entry.role != .bot {
            entry.role = .external
        } else if entry.role == .unknown, isZoomAccount, identity.meeting == nil {
            entry.role = .member
        }
        entries[id] = entry
    }
}
