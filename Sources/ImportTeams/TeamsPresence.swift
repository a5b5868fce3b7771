// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// When one person was in one channel or chat, as far as its messages and lists say.
struct TeamsPresence: Hashable {
    /// Whether a list, or the chat's own id, names the person as a member.
    var isListed = false
    var joined: TeamsTime?
    var left: TeamsTime?
    var lastSeen: TeamsTime?
    var role = Membership.Role.unstated
    /// When the person got the role, where a message says so and no list.
    var roleSince: TeamsTime?

    /// Whether nothing but messages, or a copy of the chat, speaks for a membership.
    var isGuess: Bool { !isListed && joined == nil && left == nil }

    /// Whether the last that is known is that the person went.
    private var hasLeft: Bool { left.map { $0 >= joined ?? $0 } ?? false }

    /// Takes what is known from other files.
    mutating func merge(_ other: TeamsPresence) {
        isListed = isListed || other.isListed
        joined = [joined, other.joined].compactMap { $0 }.max()
        left = [left, other.left].compactMap { $0 }.max()
        lastSeen = [lastSeen, other.lastSeen].compactMap { $0 }.max()
        if other.isListed, other.role != .unstated {
            (role, roleSince) = (other.role, nil)
        } else if let since = other.roleSince {
            setRole(other.role, since: since)
        }
    }

    /// Takes a role that a message states; what a list states counts for more.
    mutating func setRole(_ role: Membership.Role, since time: TeamsTime) {
        guard self.role == .unstated || roleSince.map({ $0 <= time }) ?? false else { return }
        (self.role, roleSince) = (role, time)
    }

    /// The membership; `listsAll` says that whoever is on no list is no member.
    func membership(of channel: ChannelKey, _ person: PersonKey, listsAll: Bool) -> Membership {
        let isMember = isListed || (!listsAll && !hasLeft)
        let end = hasLeft ? left : [lastSeen, joined].compactMap { $0 }.max()
        return Membership(
            channel: channel, person: person, joinedAt: joined?.timestamp,
            leftAt: isMember ? nil : end?.timestamp, role: role,
            isGuess: !isListed && !listsAll && !hasLeft)
    }
}
