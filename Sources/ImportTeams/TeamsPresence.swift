// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// When one person was in one channel or chat, as far as its messages and lists say.
struct TeamsPresence {
    /// Whether a list, or the chat's own id, names the person as a member.
    var isListed = false
    var joined: TeamsTime?
    var left: TeamsTime?
    var lastSeen: TeamsTime?

    /// Whether nothing but messages, or a copy of the chat, speaks for a membership.
    var isGuess: Bool { !isListed && joined == nil && left == nil }

    /// The membership; `listsAll` says that whoever is on no list is no member.
    func membership(of channel: ChannelKey, _ person: PersonKey, listsAll: Bool) -> Membership {
        let hasLeft = left.map { $0 >= joined ?? $0 } ?? false
        let isMember = isListed || (!listsAll && !hasLeft)
        let end = hasLeft ? left : [lastSeen, joined].compactMap { $0 }.max()
        return Membership(
            channel: channel, person: person, joinedAt: joined?.timestamp,
            leftAt: isMember ? nil : end?.timestamp)
    }
}
