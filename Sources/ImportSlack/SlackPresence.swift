// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// When people joined and left a channel, as its messages say.
struct SlackPresence {
    private var joins: [PersonKey: SlackTime] = [:]
    private var leaves: [PersonKey: SlackTime] = [:]
    private var lastSeen: [String: SlackTime] = [:]

    /// Remembers that somebody wrote.
    mutating func note(_ person: String, _ time: SlackTime) {
        if let known = lastSeen[person], known >= time { return }
        lastSeen[person] = time
    }

    /// Remembers a join or leave.
    mutating func note(_ event: SystemEvent, _ time: SlackTime) {
        switch event {
        case .joined(let person, _): joins[person] = max(joins[person] ?? time, time)
        case .left(let person, _): leaves[person] = max(leaves[person] ?? time, time)
        default: break
        }
    }

    /// The memberships of a channel whose members are listed: they, and whoever came or went beside them.
    func memberships(of channel: ChannelKey, members: [PersonKey]) -> [Membership] {
        let others = Set(joins.keys).union(leaves.keys).subtracting(members)
        return members.map { membership(channel, $0, isMember: true) }
            + Self.ordered(others).map { membership(channel, $0, isMember: false) }
    }

    /// The memberships of a channel whose members nobody lists: those who joined or wrote and did not leave.
    ///
    /// - Parameters:
    ///   - keys: makes the keys of those who wrote.
    ///   - stays: whether somebody can be a member still, by the id and by whether a message says that they joined.
    func memberships(
        of channel: ChannelKey, keys: SlackKeys, guessedBy stays: (String, _ joined: Bool) -> Bool
    ) -> [Membership] {
        let writers = lastSeen.keys.filter { stays($0, false) }.map(keys.person)
        return Self.ordered(Set(writers).union(joins.keys).union(leaves.keys)).map { person in
            let isMember = !hasLeft(person) && stays(person.key.id, joins[person] != nil)
            return membership(channel, person, isMember: isMember)
        }
    }

    private static func ordered(_ people: Set<PersonKey>) -> [PersonKey] {
        people.sorted { $0.key.id.utf8.lexicographicallyPrecedes($1.key.id.utf8) }
    }

    private func hasLeft(_ person: PersonKey) -> Bool {
        guard let left = leaves[person] else { return false }
        return left >= joins[person] ?? left
    }

    private func membership(_ channel: ChannelKey, _ person: PersonKey, isMember: Bool) -> Membership {
        let joined = joins[person]
        guard !isMember else {
            return Membership(channel: channel, person: person, joinedAt: joined?.timestamp)
        }
        // Slack does not always say when somebody was removed: the last message is the latest moment known.
        let left =
            hasLeft(person) ? leaves[person] : [lastSeen[person.key.id], joined].compactMap { $0 }.max()
        return Membership(
            channel: channel, person: person, joinedAt: joined?.timestamp, leftAt: left?.timestamp)
    }
}
