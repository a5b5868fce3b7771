// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// Everybody the archive describes, and everybody it only mentions.
final class SlackPeople {
    /// Those of `users.json`, in the order in which they stand there.
    private(set) var described: [SlackPerson] = []
    private var indexes: [String: Int] = [:]
    private var usersOfBots: [String: String] = [:]
    /// Those that took part without being described.
    private var mentioned: [String: SlackPerson] = [:]

    /// Adds an entry of `users.json`; a later one with the same id replaces the earlier.
    func add(_ person: SlackPerson) {
        if let index = indexes[person.id] {
            described[index] = person
        } else {
            indexes[person.id] = described.count
            described.append(person)
        }
        if let bot = person.botId { usersOfBots[bot] = person.id }
    }

    /// The person with an id, if `users.json` or an earlier message described it.
    func person(_ id: String) -> SlackPerson? {
        indexes[id].map { described[$0] } ?? mentioned[id]
    }

    /// Whether the id is known to be a bot's.
    func isBot(_ id: String) -> Bool {
        if let index = indexes[id] { return described[index].role == .bot }
        return mentioned[id]?.role == .bot
    }

    /// The name to show for an id; `nil` when nobody knows it.
    func name(_ id: String) -> String? {
        if let index = indexes[id] { return described[index].displayName.nonEmpty }
        return mentioned[id]?.displayName.nonEmpty ?? SlackPerson(id: id).displayName.nonEmpty
    }

    /// The id under which a bot is known: its user's if it has one.
    func canonical(bot id: String) -> String { usersOfBots[id] ?? id }

    /// Remembers that somebody took part; the description that says most wins.
    func note(_ id: String, _ description: @autoclosure () -> SlackPerson?) {
        guard indexes[id] == nil else { return }
        if let known = mentioned[id], !known.displayName.isEmpty, known.role != .unknown { return }
        let new = description() ?? SlackPerson(id: id)
        guard let known = mentioned[id] else {
            mentioned[id] = new
            return
        }
        if known.displayName.isEmpty || (known.role == .unknown && new.role != .unknown) {
            mentioned[id] = new
        }
    }

    /// Remembers that somebody took part.
    func note(_ id: String) { note(id, nil) }

    /// Those that took part without being described, by id.
    var strangers: [SlackPerson] {
        mentioned.values.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
