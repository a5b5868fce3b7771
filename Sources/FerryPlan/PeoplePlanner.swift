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
    private let persons: [Stored<Person>]
    private let settled: [Int64: String]
    private var same: SamePeople
    /// The user of each human, by the place of its first person in the list.
    private var userOfHuman: [Int: UserID] = [:]
    /// The humans of whom a person has been decided about.
    private var decided: Set<Int> = []
    private var userByName: [String: (user: UserID, key: String)] = [:]
    private(set) var summary = PlanSummary.People()

    /// Prepares to decide about persons.
    ///
    /// - Parameter settled: the users that earlier uploads have given for good, by the numbers of persons' keys.
    init(options: PlanOptions, mapping: PeopleMapping, persons: [Stored<Person>], settled: [Int64: String]) {
        self.options = options
        self.mapping = mapping
        self.persons = persons
        self.settled = settled
        same = SamePeople(persons.lazy.map(\.value), alias: options.aliases, extract: options.extract)
        // Nobody may become the appservice's own user, nor take what is given to another for good.
        let given = Array(mapping.users.values) + options.extract.entries.compactMap(\.user)
        let reserved = (given + settled.values).compactMap { UserID($0)?.localpart }
        register = LocalpartRegister(taken: Set(reserved + [options.bot]))
        give { settled[$0.id] }
        if !mapping.users.isEmpty { give { mapping.users[$0.value.key.key.text] } }
        if !options.extract.entries.isEmpty { give { Self.entry($0.value, options)?.user } }
    }

    private mutating func give(_ user: (Stored<Person>) -> String?) {
        for (index, person) in persons.enumerated() where person.value.role != .bot {
            guard let user = user(person).flatMap({ UserID($0) }) else { continue }
            let human = same.first(of: index)
            userOfHuman[human] = userOfHuman[human] ?? user
        }
    }

    private static func entry(_ person: Person, _ options: PlanOptions) -> DirectoryExtract.Entry? {
        guard person.role != .bot else { return nil }
        return person.addresses.lazy.compactMap(options.aliases.canonical)
            .compactMap(options.extract.entry).first
    }

    private func directoryUser(_ person: Person) -> String? { Self.entry(person, options)?.user }

    /// The line of a person whom the mapping leaves out; `nil` for everybody else.
    func omission(_ person: Person) -> PeopleMapping.Line? {
        guard !mapping.omitted.isEmpty, mapping.omitted.contains(person.key.key.text) else { return nil }
        return PeopleMapping.Line(
            key: person.key.key.text, handle: person.handle, name: person.displayName,
            addresses: person.addresses.joined(separator: " "), role: person.role.rawValue,
            user: PeopleMapping.leftOut, reason: "left out by the mapping file", suggestion: "")
    }

    /// Decides about the person at a place of the list; gives its line in the mapping file, too.
    mutating func decide(_ index: Int) throws -> (decision: Decision, line: PeopleMapping.Line) {
        let human = same.first(of: index)
        let person = persons[index].value
        let decision = try decision(person, settled: settled[persons[index].id], human: human)
        summary.total += 1
        if decision.isMapped { summary.mapped += 1 }
        if person.role != .bot { userOfHuman[human] = userOfHuman[human] ?? decision.user }
        decided.insert(human)
        return (decision, line(decision))
    }

    private mutating func decision(_ person: Person, settled: String?, human: Int) throws -> Decision {
        if let settled, let user = UserID(settled) {
            if let mapped = mapping.users[person.key.key.text], mapped != settled {
                throw Failure(
                    .configuration, "a person who has been carried over as one user is mapped to another",
                    at: "mappings/people.csv, \(person.key.key.text)",
                    remedy: "put the earlier user back; history that was sent cannot change its sender")
            }
            return Decision(person: person, user: user, reason: "carried over before", isMapped: false)
        }
        if let mapped = mapping.users[person.key.key.text].flatMap({ UserID($0) }) {
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
        return template.localpart(for: person, uid: Self.entry(person, options)?.uid)
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
            if userByName[name] == nil { userByName[name] = (decision.user, person.key.key.text) }
        }
        return PeopleMapping.Line(
            key: person.key.key.text, handle: person.handle, name: person.displayName,
            addresses: person.addresses.joined(separator: " "), role: person.role.rawValue,
            user: decision.user.text, reason: decision.reason, suggestion: suggestion)
    }
}
