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
    private let persons: [Person]
    private let settled: [String?]
    private var same: SamePeople
    /// The user of each human, by the place of its first person in the list.
    private var userOfHuman: [Int: UserID] = [:]
    /// The humans of whom a person has been decided about.
    private var decided: Set<Int> = []
    private var userByName: [String: (user: UserID, key: String)] = [:]
    private(set) var summary = PlanSummary.People()
    private(set) var lines: [PeopleMapping.Line] = []

    /// Prepares to decide about persons, each of whom an earlier upload may have given a user for good.
    init(options: PlanOptions, mapping: PeopleMapping, persons: [Person], settled: [String?]) {
        self.options = options
        self.mapping = mapping
        self.persons = persons
        self.settled = settled
        same = SamePeople(persons, alias: options.aliases, extract: options.extract)
        // Nobody may become the appservice's own user, nor take what is given to another for good.
        let given = Array(mapping.users.values) + options.extract.entries.compactMap(\.user)
        let reserved = (given + settled.compactMap(\.self)).compactMap { UserID($0)?.localpart }
        register = LocalpartRegister(taken: Set(reserved + [options.bot]))
        for users in [
            settled, persons.map { mapping.users[$0.key.key.text] }, persons.map { directoryUser($0) },
        ] {
            for (index, user) in users.enumerated() where persons[index].role != .bot {
                guard let user = user.flatMap({ UserID($0) }) else { continue }
                let human = same.first(of: index)
                userOfHuman[human] = userOfHuman[human] ?? user
            }
        }
    }

    private func entry(_ person: Person) -> DirectoryExtract.Entry? {
        guard person.role != .bot else { return nil }
        return person.addresses.lazy.compactMap(options.aliases.canonical)
            .compactMap(options.extract.entry).first
    }

    private func directoryUser(_ person: Person) -> String? { entry(person)?.user }

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

    /// Decides about the person at a place of the list.
    mutating func decide(_ index: Int) throws -> Decision {
        let human = same.first(of: index)
        let person = persons[index]
        let decision = try decision(person, settled: settled[index], human: human)
        summary.total += 1
        if decision.isMapped { summary.mapped += 1 }
        if person.role != .bot { userOfHuman[human] = userOfHuman[human] ?? decision.user }
        decided.insert(human)
        lines.append(line(decision))
        return decision
    }

    private mutating func decision(_ person: Person, settled: String?, human: Int) throws -> Decision {
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
        if let mapped = mapping.users[key].flatMap({ UserID($0) }) {
            return readBack(person, mapped, human: human)
        }
        if person.role != .bot, let user = userOfHuman[human] {
            let reason = directoryUser(person) == user.text ? "directory" : "same mail address"
            return Decision(person: person, user: user, reason: reason, isMapped: false)
        }
        return try proposal(person)
    }

    private mutating func proposal(_ person: Person) throws -> Decision {
        let (localpart, collided) = register.take(wish(person))
        if collided { summary.conflicts += 1 }
        guard let user = UserID(localpart: localpart, server: options.server) else {
            throw Failure(
                .configuration, "no valid user id can be made for a person", at: person.key.key.text,
                remedy: "name a user for this key in mappings/people.csv")
        }
        let reason = collided ? numbered(person) : reason(person)
        return Decision(person: person, user: user, reason: reason, isMapped: false)
    }

    private func wish(_ person: Person) -> String {
        let template = person.role == .bot ? options.botLocalparts : options.localparts
        return template.localpart(for: person, uid: entry(person)?.uid)
    }

    // The file also holds our own earlier proposals; only what differs from them was decided by somebody.
    private mutating func readBack(_ person: Person, _ mapped: UserID, human: Int) -> Decision {
        if directoryUser(person) == mapped.text {
            return Decision(person: person, user: mapped, reason: "directory", isMapped: false)
        }
        if person.role != .bot, decided.contains(human), userOfHuman[human] == mapped {
            return Decision(person: person, user: mapped, reason: "same mail address", isMapped: false)
        }
        let wish = wish(person)
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
