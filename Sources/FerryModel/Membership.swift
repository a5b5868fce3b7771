// SPDX-License-Identifier: Apache-2.0

/// A person's being in a channel.
public struct Membership: Hashable, Sendable {
    /// The channel.
    public var channel: ChannelKey
    /// The person.
    public var person: PersonKey
    /// When the person joined, if the source says so.
    public var joinedAt: Timestamp?
    /// When the person left; `nil` while still a member.
    public var leftAt: Timestamp?

    /// Describes a membership.
    public init(
        channel: ChannelKey, person: PersonKey, joinedAt: Timestamp? = nil, leftAt: Timestamp? = nil
    ) {
        self.channel = channel
        self.person = person
        self.joinedAt = joinedAt
        self.leftAt = leftAt
    }

    /// The identity: the channel and the person.
    public var key: SourceKey {
        channel.key.sibling(.membership, id: channel.key.id + "/" + person.key.id)
    }
}
