// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixEvents

/// Decides which user each person becomes. Persons come in the order of their keys, so that the same people give
/// the same users.
struct PeoplePlanner {
    /// A decision about one person.
    struct Decision: Sendable {
        let person: Person
        let user: UserID
        let reason: String
        /// Whether the mapping file names the user.
        let isMapped: Bool
    }

    private let options: PlanOptions
    private let mapping: PeopleMapping
    private var register: LocalpartRegister
    private var userByAddress: [String: UserID] = [:]
    private var userByName: [String: (user: UserID, key: String)] = [:]
    private(set) var summary = PlanSummary.People()
    private(set) var lines: [PeopleMapping.Line] = []

    init(options: PlanOptions, mapping: PeopleMapping) {
        self.options = options
        self.mapping = mapping
        // Nobody may become the appservice's own user, nor take what the administrator has given to another.
        let reserved = mapping.users.values.compactMap { UserID($0)?.localpart }
        register = LocalpartRegister(taken: Set(reserved + [options.bot]))
    }

    /// Keeps a user that an earlier upload has given away from everybody who comes before its owner.
    mutating func reserve(settled user: String) {
        if let user = UserID(user) { register.reserve(user.localpart) }
    }

    /// Whether the mapping leaves a person out; notes its line if so.
    mutating func leavesOut(_ person: Person) -> Bool {
        guard mapping.omitted.contains(person.key.key.text) else { return false }
        lines.append(
            PeopleMapping.Line(
                key: person.key.key.text, handle: person.handle, name: person.displayName,
                addresses: person.addresses.joined(separator: " "), role: person.role.rawValue,
                user: PeopleMapping.leftOut, reason: "left out by the mapping file", suggestion: ""))
        return true
    }

    /// Decides about a person; `settled` is the user that an earlier upload has given to it for good.
    mutating func decide(_ person: Person, settled: String?) throws -> Decision {
        let decision = try decision(person, settled: settled)
        summary.total += 1
        if decision.isMapped { summary.mapped += 1 }
        for address in person.addresses where person.role != .bot {
            userByAddress[address.lowercased()] = userByAddress[address.lowercased()] ?? decision.user
        }
        lines.append(line(decision))
        return decision
    }

    private mutating func decision(_ person: Person, settled: String?) throws -> Decision {
        let key = person.key.key.text
        if let settled, let user = UserID(settled) {
            if let mapped = mapping.users[key], mapped != settled {
                throw Failure(
                    .configuration, "a person who has been carried over as one user is mapped to another",
                    at: "mappings/people.csv, \(key)",
                    remedy: "put the earlier user back; history that was sent cannot change its sender")
            }
            return Decision(person: person, user: user, reason: "carried over before", isMapped: false)
        }
        if let mapped = mapping.users[key].flatMap({ UserID($0) }) { return readBack(person, mapped) }
        if person.role != .bot,
            let user = person.addresses.lazy.compactMap({ [userByAddress] in userByAddress[$0.lowercased()] })
                .first
        {
            return Decision(person: person, user: user, reason: "same mail address", isMapped: false)
        }
        return try proposal(person)
    }

    private mutating func proposal(_ person: Person) throws -> Decision {
        let (localpart, collided) = register.take(template(person).localpart(for: person))
        if collided { summary.conflicts += 1 }
        guard let user = UserID(localpart: localpart, server: options.server) else {
            throw Failure(
                .configuration, "no valid user id can be made for a person", at: person.key.key.text,
                remedy: "name a user for this key in mappings/people.csv")
        }
        let reason = collided ? numbered(person) : reason(person)
        return Decision(person: person, user: user, reason: reason, isMapped: false)
    }

    private func template(_ person: Person) -> LocalpartTemplate {
        person.role == .bot ? options.botLocalparts : options.localparts
    }

    // The file also holds our own earlier proposals; only what differs from them was decided by somebody.
    private mutating func readBack(_ person: Person, _ mapped: UserID) -> Decision {
        let wish = template(person).localpart(for: person)
        if mapped.localpart == wish {
            return Decision(person: person, user: mapped, reason: reason(person), isMapped: false)
        }
        if mapped.localpart.hasPrefix(wish + "-"), Int(mapped.localpart.dropFirst(wish.count + 1)) != nil {
            summary.conflicts += 1
            return Decision(person: person, user: mapped, reason: numbered(person), isMapped: false)
        }
        return Decision(person: person, user: mapped, reason: "mapping file", isMapped: true)
    }

    private func numbered(_ person: Person) -> String {
        reason(person) + ", numbered since the name was taken"
    }

    private func reason(_ person: Person) -> String {
        if person.role == .bot { return "bot" }
        return person.addresses.isEmpty ? "handle" : "mail address"
    }

    private mutating func line(_ decision: Decision) -> PeopleMapping.Line {
        let person = decision.person
        var suggestion = ""
        let name = person.displayName.lowercased()
        if !name.isEmpty, person.role != .bot {
            if let other = userByName[name], other.user != decision.user {
                suggestion = "same name as \(other.key)"
                summary.suggested += 1
            }
            userByName[name] = userByName[name] ?? (decision.user, person.key.key.text)
        }
        return PeopleMapping.Line(
            key: person.key.key.text, handle: person.handle, name: person.displayName,
            addresses: person.addresses.joined(separator: " "), role: person.role.rawValue,
            user: decision.user.text, reason: decision.reason, suggestion: suggestion)
    }
}
