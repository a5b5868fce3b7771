// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixEvents

/// Decides which user each person becomes. Persons come twice, both times in the order of their keys, so that the same
/// people give the same users: first to learn who is one human, then to decide.
///
/// Holds of each person only what joins it to others: there may be hundreds of thousands.
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
    private let settled: [Int64: String]
    /// The text of the key of a number.
    private let key: (Int64) throws -> String
    private var same = SamePeople()
    /// The users that persons have for good, those of the mapping file, and those of the directory, by places.
    private var given: (settled: [Given], mapped: [Given], listed: [Given]) = ([], [], [])
    /// The user of each human, by the place of its first person in the list.
    private var userOfHuman: [Int: UserID] = [:]
    /// The humans of whom a person has been decided about.
    private var decided: Set<Int> = []
    private var userByName: [String: (user: UserID, person: Int64)] = [:]
    private(set) var summary = PlanSummary.People()

    private struct Given {
        let place: Int
        let user: UserID
    }

    /// Prepares to decide about persons.
    ///
    /// - Parameters:
    ///   - settled: the users that earlier uploads have given for good, by the numbers of persons' keys.
    ///   - key: gives the text of the key of a number.
    init(
        options: PlanOptions, mapping: PeopleMapping, settled: [Int64: String],
        key: @escaping (Int64) throws -> String
    ) {
        self.options = options
        self.mapping = mapping
        self.settled = settled
        self.key = key
        // Nobody may become the appservice's own user, nor take what is given to another for good.
        register = LocalpartRegister(taken: [options.bot])
        for user in mapping.users { reserve(user) }
        for entry in options.extract.entries { if let user = entry.user { reserve(user) } }
        for user in settled.values { reserve(user) }
    }

    private mutating func reserve(_ user: String) {
        if let localpart = UserID(user)?.localpart { register.reserve(localpart) }
    }

    /// Learns of the person at a place of the list.
    mutating func learn(_ person: Stored<Person>, at place: Int) {
        let value = person.value
        same.add(value, at: place, alias: options.aliases, extract: options.extract)
        guard value.role != .bot else { return }
        func user(_ text: String?) -> Given? {
            text.flatMap { UserID($0) }.map { Given(place: place, user: $0) }
        }
        if let user = user(settled[person.id]) { given.settled.append(user) }
        if let user = user(mapping.user(of: value.key.key.text)) { given.mapped.append(user) }
        if !options.extract.entries.isEmpty, let user = user(Self.entry(value, options)?.user) {
            given.listed.append(user)
        }
    }

    /// Ends the learning: what is given to one person of a human is given to all.
    mutating func settle() {
        same.close()
        for given in [given.settled, given.mapped, given.listed] {
            for given in given {
                let human = same.first(of: given.place)
                userOfHuman[human] = userOfHuman[human] ?? given.user
            }
        }
        given = ([], [], [])
    }

    private static func entry(_ person: Person, _ options: PlanOptions) -> DirectoryExtract.Entry? {
        guard person.role != .bot else { return nil }
        return person.addresses.lazy.compactMap(options.aliases.canonical)
            .compactMap(options.extract.entry).first
    }

    private func directoryUser(_ person: Person) -> String? { Self.entry(person, options)?.user }

    /// The line of a person whom the mapping leaves out; `nil` for everybody else.
    func omission(_ person: Person) -> PeopleMapping.Line? {
        guard mapping.omits(person.key.key.text) else { return nil }
        return PeopleMapping.Line(
            key: person.key.key.text, handle: person.handle, name: person.displayName,
            addresses: person.addresses.joined(separator: " "), role: person.role.rawValue,
            user: PeopleMapping.leftOut, reason: "left out by the mapping file", suggestion: "")
    }

    /// Decides about the person at a place of the list; gives its line in the mapping file, too.
    mutating func decide(_ stored: Stored<Person>, at place: Int) throws
        -> (decision: Decision, line: PeopleMapping.Line)
    {
        let human = same.first(of: place)
        let person = stored.value
        let decision = try decision(person, settled: settled[stored.id], human: human)
        summary.total += 1
        if decision.isMapped { summary.mapped += 1 }
        if person.role != .bot { userOfHuman[human] = userOfHuman[human] ?? decision.user }
        decided.insert(human)
        return (decision, try line(decision, of: stored.id))
    }

    private mutating func decision(_ person: Person, settled: String?, human: Int) throws -> Decision {
        if let settled, let user = UserID(settled) {
            if let mapped = mapping.user(of: person.key.key.text), mapped != settled {
                throw Failure(
                    .configuration, "a person who has been carried over as one user is mapped to another",
                    at: "mappings/people.csv, \(person.key.key.text)",
                    remedy: "put the earlier user back; history that was sent cannot change its sender")
            }
            return Decision(person: person, user: user, reason: "carried over before", isMapped: false)
        }
        if let mapped = mapping.user(of: person.key.key.text).flatMap({ UserID($0) }) {
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

    private mutating func line(_ decision: Decision, of number: Int64) throws -> PeopleMapping.Line {
        let person = decision.person
        var suggestion = ""
        let name = person.displayName.lowercased()
        if !name.isEmpty, person.role != .bot {
            if let other = userByName[name], other.user != decision.user {
                suggestion = "same name as \(try key(other.person))"
                summary.suggested += 1
            }
            if userByName[name] == nil { userByName[name] = (decision.user, number) }
        }
        return PeopleMapping.Line(
            key: person.key.key.text, handle: person.handle, name: person.displayName,
            addresses: person.addresses.joined(separator: " "), role: person.role.rawValue,
            user: decision.user.text, reason: decision.reason, suggestion: suggestion)
    }
}
