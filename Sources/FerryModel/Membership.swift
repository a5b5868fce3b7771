// SPDX-License-Identifier: Apache-2.0

/// A person's being in a channel.
public struct Membership: Hashable, Sendable {
    /// What a person may do in a channel.
    public enum Role: String, Sendable, CaseIterable {
        case member
        /// The source does not say: what an earlier archive said goes on.
        case unstated
        /// May look after what others write.
        case moderator
        /// May change the channel itself.
        case owner
    }

    /// The channel.
    public var channel: ChannelKey
    /// The person.
    public var person: PersonKey
    /// When the person joined, if the source says so.
    public var joinedAt: Timestamp?
    /// When the person left; `nil` while still a member.
    public var leftAt: Timestamp?
    /// What the person may do in the channel.
    public var role: Role
    /// Whether no list and no event of the source speaks for the membership, but only who wrote or who keeps a copy.
    /// A guess never takes the place of what any archive states.
    public var isGuess: Bool

    /// Describes a membership.
    public init(
        channel: ChannelKey, person: PersonKey, joinedAt: Timestamp? = nil, leftAt: Timestamp? = nil,
        role: Role = .member, isGuess: Bool = false
    ) {
        self.channel = channel
        self.person = person
        self.joinedAt = joinedAt
        self.leftAt = leftAt
        self.role = role
        self.isGuess = isGuess
    }

    /// The identity: the channel and the person.
    public var key: SourceKey {
        channel.key.sibling(.membership, id: channel.key.id + "/" + person.key.id)
    }
}
