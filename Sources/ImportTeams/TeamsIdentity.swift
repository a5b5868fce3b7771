// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// Somebody, or an app, as messages and events name them.
struct TeamsIdentity: Hashable {
    /// The id under which the person is known: the directory's, `app/…` for apps, `name/…` where there is none.
    var id: String
    /// The name shown, empty when not stated.
    var name: String
    var role: Person.Role
    /// The tenant the person belongs to, where stated.
    var tenant: String?

    /// Stands for Teams itself, where nobody is named.
    static let system = TeamsIdentity(id: "system", name: "Teams", role: .bot, tenant: nil)

    init(id: String, name: String, role: Person.Role, tenant: String?) {
        self.id = id
        self.name = name
        self.role = role
        self.tenant = tenant
    }

    /// An identity set: whichever of its members is there.
    init?(set: JSONElement?) {
        guard let set, set.kind == .object else { return nil }
        // Graph's PowerShell commands write all members, the others with nothing but nulls inside.
        let user = set.object(.user).flatMap { Self(user: $0) }
        let cutOff = set[.user]?.string.flatMap { Self(cutOff: $0) }
        let application = set.object(.application).flatMap { Self(application: $0) }
        guard let found = user ?? cutOff ?? application ?? Self.other(set) else { return nil }
        self = found
    }

    private static func other(_ set: JSONElement) -> Self? {
        for field in [TeamsField.guest, .phone, .device, .communicationsUser, .onPremises] {
            if let found = set.object(field).flatMap({ Self(user: $0) }) { return found }
        }
        return nil
    }

    /// What PowerShell left of a user: `@{id=8ea0…; displayName=Robin Kline; …}`.
    init?(cutOff text: String) {
        guard let id = TeamsCutOff.value("id", in: text), Self.isDirectoryId(id) else { return nil }
        let name = TeamsCutOff.value("displayName", in: text) ?? ""
        self.init(id: Self.normal(id), name: name, role: .unknown, tenant: nil)
    }

    /// A user's identity, as in the lists of members that events hold.
    init?(user: JSONElement) {
        let name = user.text(.displayName) ?? ""
        guard let id = user.text(.id).map(Self.normal) ?? (name.isEmpty ? nil : "name/" + name) else {
            return nil
        }
        self.init(
            id: id, name: name, role: Self.role(user.text(.userIdentityType)), tenant: user.text(.tenantId))
    }

    private init?(application: JSONElement) {
        let name = application.text(.displayName) ?? ""
        guard let id = application.text(.id) ?? (name.isEmpty ? nil : name) else { return nil }
        self.init(id: "app/" + Self.normal(id), name: name, role: .bot, tenant: nil)
    }

    private static func role(_ type: String?) -> Person.Role {
        switch type?.lowercased() {
        case "federateduser", "skypeuser", "personalmicrosoftaccountuser", "onpremiseaaduser": .external
        case "anonymousguest", "phoneuser", "emailuser", "azurecommunicationservicesuser": .guest
        default: .unknown
        }
    }

    /// Ids of the directory are written in either case, and with a prefix in places.
    static func normal(_ id: String) -> String {
        let id = id.hasPrefix("8:orgid:") ? String(id.dropFirst(8)) : id
        let hasCapitals = id.utf8.count == 36 && id.utf8.contains { (65...70).contains($0) }
        return hasCapitals && isDirectoryId(id) ? id.lowercased() : id
    }

    /// Whether an id has the form of the directory's: a GUID.
    static func isDirectoryId(_ id: String) -> Bool {
        guard id.utf8.count == 36 else { return false }
        var index = 0
        for byte in id.utf8 {
            let isDash = index == 8 || index == 13 || index == 18 || index == 23
            let isDigit = (48...57).contains(byte) || (97...102).contains(byte | 0x20)
            guard isDash ? byte == UInt8(ascii: "-") : isDigit else { return false }
            index += 1
        }
        return true
    }
}
