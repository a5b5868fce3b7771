// SPDX-License-Identifier: Apache-2.0

/// One person's reaction to a message.
public struct Reaction: Hashable, Sendable {
    /// The message reacted to.
    public var message: MessageKey
    /// The channel of that message.
    public var channel: ChannelKey
    /// Who reacted.
    public var person: PersonKey
    /// What is shown.
    public var emoji: Emoji
    /// When, if the source says so.
    public var reactedAt: Timestamp?

    /// Describes a reaction.
    public init(
        message: MessageKey, channel: ChannelKey, person: PersonKey, emoji: Emoji, reactedAt: Timestamp? = nil
    ) {
        self.message = message
        self.channel = channel
        self.person = person
        self.emoji = emoji
        self.reactedAt = reactedAt
    }

    /// The identity: message, emoji as the source names it, person.
    public var key: SourceKey {
        message.key.sibling(.reaction, id: "\(message.key.id)/\(emoji.name)/\(person.key.id)")
    }
}
