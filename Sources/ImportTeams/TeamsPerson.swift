// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// A person or an app, put together from all that the archive says.
struct TeamsPerson {
    let id: String
    var name = ""
    var principalName: String?
    var addresses: [String] = []
    var role = Person.Role.unknown
    var departed = false
    /// The tenant the person belongs to, where stated.
    var tenant: String?
    /// Whether a list of the tenant's users describes the person.
    var isListed = false

    init(id: String) {
        self.id = id
    }

    /// An entry of a list of users; `nil` when it has no id.
    init?(user: JSONElement) {
        guard let id = (user.text(.id) ?? user.text(.userId)).map(TeamsIdentity.normal) else { return nil }
        self.init(id: id)
        name = user.text(.displayName) ?? user.text(.name) ?? ""
        add(user.text(.mail) ?? user.text(.email))
        setPrincipalName(user.text(.userPrincipalName) ?? user.text(.userName))
        user.texts(.otherMails).forEach { add($0) }
        for address in user.texts(.proxyAddresses) where address.lowercased().hasPrefix("smtp:") {
            add(String(address.dropFirst(5)))
        }
        if role != .guest { role = user.text(.userType)?.lowercased() == "guest" ? .guest : .member }
        departed = user.isFalse(.accountEnabled) || user[.deletedDateTime] != nil
        isListed = true
    }

    /// A member of a team, chat or channel; `nil` when it has no id.
    init?(member: JSONElement) {
        let name = member.text(.displayName) ?? member.text(.name) ?? ""
        let known = (member.text(.userId) ?? member.object(.user)?.text(.id)).map(TeamsIdentity.normal)
        guard let id = known ?? (name.isEmpty ? nil : "name/" + name) else { return nil }
        self.init(id: id)
        self.name = name
        setPrincipalName(member.text(.userName))
        add(member.text(.email))
        tenant = member.text(.tenantId)?.lowercased()
        role = .member
        let type = member.type
        if type.hasPrefix("anonymousguest") { role = .guest }
        if type.hasPrefix("microsoftaccount") || type.hasPrefix("skypeuser") { role = .external }
        let roles = member.texts(.roles).map { $0.lowercased() }
        if roles.contains("guest") { role = .guest }
    }

    /// Takes what another description adds; a list of users knows best.
    mutating func learn(_ other: TeamsPerson) {
        let isBetter = other.isListed || !isListed
        if !other.name.isEmpty, name.isEmpty || isBetter { name = other.name }
        if other.role != .unknown, role == .unknown || other.isListed { role = other.role }
        if other.isListed { departed = other.departed }
        isListed = isListed || other.isListed
        tenant = tenant ?? other.tenant
        principalName = principalName ?? other.principalName
        // The address a list of users states comes first.
        for address in other.isListed ? other.addresses.reversed() : other.addresses {
            add(address, first: other.isListed)
        }
    }

    /// Takes what a message says about the person.
    mutating func learn(_ identity: TeamsIdentity) {
        if name.isEmpty { name = identity.name }
        if role == .unknown { role = identity.role }
        tenant = tenant ?? identity.tenant?.lowercased()
    }

    /// The name to be addressed by, from the sign-in name.
    var handle: String {
        guard let name = principalName ?? addresses.first else { return "" }
        return String(name.prefix { $0 != "@" })
    }

    private mutating func setPrincipalName(_ text: String?) {
        guard let text, text.contains("@") else { return }
        // A guest's sign-in name is made of the guest's own address: name_example.org#EXT#@tenant.
        guard let mark = text.lowercased().firstRange(of: "#ext#") else {
            principalName = text
            add(text)
            return
        }
        role = .guest
        let offset = text.lowercased()[..<mark.lowerBound].count
        let name = text.prefix(offset)
        guard let underscore = name.lastIndex(of: "_") else { return }
        let address = name[..<underscore] + "@" + name[name.index(after: underscore)...]
        principalName = String(address)
        add(String(address))
    }

    private mutating func add(_ address: String?, first: Bool = false) {
        guard let address, address.contains("@"), !address.contains("#") else { return }
        let isKnown = addresses.contains { $0.lowercased() == address.lowercased() }
        guard first else {
            if !isKnown { addresses.append(address) }
            return
        }
        addresses.removeAll { $0.lowercased() == address.lowercased() }
        addresses.insert(address, at: 0)
    }
}
