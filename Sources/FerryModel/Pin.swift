// SPDX-License-Identifier: Apache-2.0

/// A message pinned to its channel.
public struct Pin: Hashable, Sendable {
    /// The channel.
    public var channel: ChannelKey
    /// The pinned message.
    public var message: MessageKey
    /// Who pinned it, if known.
    public var person: PersonKey?
    /// When, if known.
    public var pinnedAt: Timestamp?

    /// Describes a pin.
    public init(
        channel: ChannelKey, message: MessageKey, person: PersonKey? = nil, pinnedAt: Timestamp? = nil
    ) {
        self.channel = channel
        self.message = message
        self.person = person
        self.pinnedAt = pinnedAt
    }

    /// The identity: the pinned message.
    public var key: SourceKey { message.key.sibling(.pin, id: message.key.id) }
}
