// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Everybody the archive describes or names. Grows with the people, not with the messages.
final class TeamsPeople {
    // Apart from the table of their ids, which is up to twice as large as what is in it.
    private var people: [TeamsPerson] = []
    private var indexes: [String: Int32] = [:]
    private var tenants: [String: Int] = [:]
    /// Whether the archive holds a list of the tenant's users, so that whoever is not in it has left.
    private(set) var hasList = false

    /// Takes a description; all of them together make one person.
    func add(_ person: TeamsPerson) {
        hasList = hasList || person.isListed
        people[index(of: person.id)].learn(person)
    }

    /// Remembers that somebody took part.
    func note(_ identity: TeamsIdentity) {
        people[index(of: identity.id)].learn(identity)
        if let tenant = identity.tenant { tenants[tenant, default: 0] += 1 }
    }

    /// Remembers that somebody took part of whom only the id is known.
    func note(_ id: String) { _ = index(of: id) }

    /// The id as it is kept here, where it is known: rooms and teams hold many copies of it, which then share their bytes.
    func kept(_ id: String) -> String { indexes.index(forKey: id).map { indexes.keys[$0] } ?? id }

    /// The name to show for an id where nothing else states one.
    func name(_ id: String) -> String? {
        guard let name = person(id)?.name, !name.isEmpty else { return nil }
        return name
    }

    /// The tenant most of those who took part belong to.
    var majorityTenant: String? { tenants.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }

    /// The mail domain most members have, for the name of the space that holds the chats.
    var majorityDomain: String? {
        let domains = people.lazy.filter { $0.role == .member }.compactMap { person in
            person.addresses.first?.split(separator: "@").last.map { $0.lowercased() }
        }
        let counts = domains.reduce(into: [:]) { counts, domain in counts[domain, default: 0] += 1 }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// All of them as records, by id; people of other tenants than this one are of another organisation.
    func records(tenant: String) -> some Sequence<Person> {
        let order = people.indices.sorted {
            people[$0].id.utf8.lexicographicallyPrecedes(people[$1].id.utf8)
        }
        // One after the other: all of them at once would be the largest thing in memory.
        return order.lazy.map { [self] index in
            let person = people[index]
            let isForeign = isForeign(person, tenant) && Self.isPlain(person)
            return Person(
                key: TeamsKeys.person(person.id), handle: person.handle,
                displayName: person.name.isEmpty ? Self.substitute(person.id) : person.name,
                addresses: person.addresses, role: isForeign ? .external : person.role,
                departed: hasLeft(person, tenant))
        }
    }

    /// Whether somebody can be in no chat any more unless a list says otherwise: deactivated accounts, and guests
    /// without an account, who were let into one meeting.
    func isGone(_ id: String, tenant: String) -> Bool {
        guard let person = person(id) else { return false }
        return hasLeft(person, tenant) || (person.role == .guest && !TeamsIdentity.isDirectoryId(id))
    }

    private func person(_ id: String) -> TeamsPerson? { indexes[id].map { people[Int($0)] } }

    /// The place of somebody, who gets one on first sight.
    private func index(of id: String) -> Int {
        if let known = indexes[id] { return Int(known) }
        indexes[id] = Int32(people.count)
        people.append(TeamsPerson(id: id))
        return people.count - 1
    }

    // Deactivated accounts are in no list of users; people of other tenants never are.
    private func hasLeft(_ person: TeamsPerson, _ tenant: String) -> Bool {
        let isMissing = hasList && !person.isListed && Self.isPlain(person) && !isForeign(person, tenant)
        return person.departed || isMissing
    }

    private func isForeign(_ person: TeamsPerson, _ tenant: String) -> Bool {
        !person.isListed && (person.tenant.map { $0 != tenant } ?? false)
    }

    private static func isPlain(_ person: TeamsPerson) -> Bool {
        person.role == .unknown || person.role == .member
    }

    private static func substitute(_ id: String) -> String {
        TeamsIdentity.isDirectoryId(id) ? "" : id
    }
}
