// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// Everybody the archive describes or names. Grows with the people, not with the messages.
final class WebexPeople {
    private var people: [String: WebexPerson] = [:]
    private var idByAddress: [String: String] = [:]

    /// Stands for Webex itself, where nobody is named.
    static let system = "system"

    /// Takes a description from a list of people; `nil` for one without an id.
    @discardableResult
    func add(_ person: JSONElement) -> String? {
        guard let id = person.id("id")?.value else { return nil }
        people[id, default: WebexPerson(id: id)].describe(person)
        for address in people[id]?.addresses ?? [] { idByAddress[address.lowercased()] = id }
        return id
    }

    /// Remembers somebody who took part, and gives the id; `nil` where neither an id nor an address is stated.
    func note(
        id: WebexId?, address: String?, name: String? = nil, organisation: WebexId? = nil
    ) -> String? {
        let lower = address?.lowercased()
        let byAddress = lower.flatMap { $0.contains("@") ? idByAddress[$0] ?? "mail/" + $0 : nil }
        guard let id = id?.value ?? byAddress else { return nil }
        var person = people[id] ?? WebexPerson(id: id)
        person.add(address)
        if person.name.isEmpty, let name { person.name = name }
        if person.organisation == nil { person.organisation = organisation?.value }
        people[id] = person
        if let lower, idByAddress[lower] == nil { idByAddress[lower] = id }
        return id
    }

    /// Remembers somebody whom a text mentions by this name.
    func note(mentioned id: String, as name: String) {
        if people[id] == nil { people[id] = WebexPerson(id: id) }
        if people[id]?.calledName.isEmpty == true { people[id]?.calledName = name }
    }

    /// Remembers a name that a transcript shows for an address.
    func name(_ name: String, ofAddress address: String) {
        guard let id = idByAddress[address.lowercased()], people[id]?.name.isEmpty == true else { return }
        people[id]?.name = name
    }

    /// Remembers that Webex does not know a person any more, by address.
    func gone(address: String) {
        guard let id = idByAddress[address.lowercased()] else { return }
        gone(id)
    }

    /// Remembers that Webex does not know a person any more.
    func gone(_ id: String) {
        let isDescribed = people[id]?.isDescribed ?? false
        if !isDescribed { people[id, default: WebexPerson(id: id)].isGone = true }
    }

    /// Gives a person a picture.
    func picture(_ key: AttachmentKey, of id: String) { people[id]?.avatar = key }

    /// Whether somebody is known.
    func isKnown(_ id: String) -> Bool { people[id] != nil }

    /// Whose address this is, if anybody's.
    func id(ofAddress address: String) -> String? { idByAddress[address.lowercased()] }

    /// The name to show for an id.
    func name(_ id: String) -> String {
        guard let person = people[id] else { return "" }
        let name = person.name.isEmpty ? person.calledName : person.name
        return name.isEmpty ? String((person.addresses.first ?? "").prefix { $0 != "@" }) : name
    }

    /// Whether an id is a bot's, or of Webex itself.
    func isMachine(_ id: String) -> Bool { id == Self.system || people[id]?.isBot == true }

    /// Whether somebody has no account any more.
    func isGone(_ id: String) -> Bool { people[id]?.isGone == true }

    /// How many people belong to each organisation.
    var organisations: [String: Int] {
        people.values.reduce(into: [:]) { counts, person in
            if let organisation = person.organisation, !person.isBot { counts[organisation, default: 0] += 1 }
        }
    }

    /// The mail domain most people of an organisation have, for the name of the space of spaces.
    func majorityDomain(home: String?) -> String? {
        let own = people.values.filter {
            !$0.isBot && (home == nil || $0.organisation == nil || $0.organisation == home)
        }
        let domains = own.compactMap {
            $0.addresses.first?.split(separator: "@").last.map { $0.lowercased() }
        }
        let counts = domains.reduce(into: [:]) { counts, domain in counts[domain, default: 0] += 1 }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// All of them as records, by id.
    func records(home: String?) -> [Person] {
        people.values.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }.map { person in
            guard person.id == Self.system else { return person.record(home: home) }
            return Person(key: WebexKeys.person(person.id), handle: "webex", displayName: "Webex", role: .bot)
        }
    }

    /// The key of Webex itself.
    func systemPerson() -> String {
        if people[Self.system] == nil { people[Self.system] = WebexPerson(id: Self.system) }
        return Self.system
    }
}
