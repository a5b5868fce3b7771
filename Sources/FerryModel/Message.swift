// SPDX-License-Identifier: Apache-2.0

/// Something that was said, or that happened, in a channel; becomes an event.
public struct Message: Hashable, Sendable {
    /// What kind of message it is.
    public enum Kind: Hashable, Sendable {
        case text
        /// Said of oneself in the third person (`/me`).
        case emote
        /// Said by a machine.
        case notice
        /// Something that happened to the channel; the body says it in words.
        case system(SystemEvent)
        case call
        case poll
        case card
    }

    /// Its identity.
    public var key: MessageKey
    /// The channel it stands in.
    public var channel: ChannelKey
    /// Who said it.
    public var author: PersonKey
    /// When it was sent, as the source states it.
    public var sentAt: Timestamp
    /// The place in the channel: ascending, in whatever unit the source orders by (Slack: microseconds).
    /// Equal places are ordered by the key.
    public var order: Int64
    /// When it was last edited, `nil` if never.
    public var editedAt: Timestamp?
    /// When it was deleted, `nil` if it was not.
    public var deletedAt: Timestamp?
    /// The first message of the thread it stands in; `nil` outside threads and for that first message itself.
    public var threadRoot: MessageKey?
    /// The message it answers, where the source says so beyond the thread.
    public var replyTo: MessageKey?
    /// Whether a reply in a thread was shown in the channel as well.
    public var broadcast: Bool
    /// What kind of message it is.
    public var kind: Kind
    /// What was said.
    public var body: RichText
    /// Files that came with it, in order.
    public var attachments: [AttachmentKey]
    /// The name its author showed on this one message, where it differs (bots, old names).
    public var authorName: String?
    /// What stands on a mail besides its text; `nil` for everything else.
    public var envelope: Envelope?

    /// Describes a message.
    public init(
        key: MessageKey, channel: ChannelKey, author: PersonKey, sentAt: Timestamp, order: Int64,
        editedAt: Timestamp? = nil, deletedAt: Timestamp? = nil, threadRoot: MessageKey? = nil,
        replyTo: MessageKey? = nil, broadcast: Bool = false, kind: Kind = .text, body: RichText,
        attachments: [AttachmentKey] = [], authorName: String? = nil, envelope: Envelope? = nil
    ) {
        self.key = key
        self.channel = channel
        self.author = author
        self.sentAt = sentAt
        self.order = order
        self.editedAt = editedAt
        self.deletedAt = deletedAt
        self.threadRoot = threadRoot
        self.replyTo = replyTo
        self.broadcast = broadcast
        self.kind = kind
        self.body = body
        self.attachments = attachments
        self.authorName = authorName
        self.envelope = envelope
    }
}
