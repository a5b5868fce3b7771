// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// A person or a bot, put together from all that the archive says.
struct WebexPerson {
    let id: String
    var name = ""
    /// What a mention called the person, where nothing better is known.
    var calledName = ""
    var addresses: [String] = []
    var organisation: String?
    var isBot = false
    /// Whether Webex did not know the person any more.
    var isGone = false
    /// Whether a list of people describes the person.
    var isDescribed = false
    var avatar: AttachmentKey?

    init(id: String) {
        self.id = id
    }

    /// Takes what a list of people states.
    mutating func describe(_ person: JSONElement) {
        name = person.text("displayName") ?? Self.joined(person) ?? name
        // The address it states first is the main one.
        let stated = person.texts("emails") + [person.text("userName")].compactMap { $0 }
        let known = addresses
        addresses = []
        for address in stated + known { add(address) }
        organisation = person.id("orgId")?.value ?? organisation
        let type = person.text("type")?.lowercased()
        isBot = isBot || type == "bot" || type == "appuser"
        isGone = false
        isDescribed = true
    }

    private static func joined(_ person: JSONElement) -> String? {
        let names = [person.text("firstName"), person.text("lastName")].compactMap { $0 }
        return names.isEmpty ? nil : names.joined(separator: " ")
    }

    /// Takes an address; case does not make two of one.
    mutating func add(_ address: String?) {
        guard let address, address.contains("@"), address.utf8.count < 400 else { return }
        let lower = address.lowercased()
        if ["@webex.bot", "@sparkbot.io"].contains(where: lower.hasSuffix) { isBot = true }
        if !addresses.contains(where: { $0.lowercased() == lower }) { addresses.append(address) }
    }

    /// Whether the account was made by an app for somebody without one of their own.
    private var isGuest: Bool { addresses.contains { $0.lowercased().hasSuffix("appid.ciscospark.com") } }

    /// What the person is to the organisation.
    func role(home: String?) -> Person.Role {
        if isBot { return .bot }
        if isGuest { return .guest }
        if let organisation, let home { return organisation == home ? .member : .external }
        return isDescribed || isGone ? .member : .unknown
    }

    /// The record.
    func record(home: String?) -> Person {
        Person(
            key: WebexKeys.person(id), handle: String((addresses.first ?? "").prefix { $0 != "@" }),
            displayName: name.isEmpty ? calledName : name, addresses: addresses, role: role(home: home),
            departed: isGone && !isBot, avatar: avatar)
    }
}
