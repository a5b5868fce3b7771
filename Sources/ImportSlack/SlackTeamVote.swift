// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Finds the workspace an index of people is of: the one most of them belong to.
///
/// Guests, bots, the departed and people of others do not count, unless nobody else is there.
struct SlackTeamVote {
    private var native: [String: Int] = [:]
    private var all: [String: Int] = [:]

    /// Counts a person.
    mutating func add(_ person: SlackPerson) {
        guard let team = person.team else { return }
        all[team, default: 0] += 1
        guard !person.departed, [.owner, .admin, .member].contains(person.role) else { return }
        native[team, default: 0] += 1
    }

    /// The workspace's id; `nil` when no person names one.
    var winner: String? { Self.winner(native) ?? Self.winner(all) }

    private static func winner(_ votes: [String: Int]) -> String? {
        votes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}
