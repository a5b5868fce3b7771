// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// A record with the number of its key in the store.
public struct Stored<Value: Sendable>: Sendable {
    /// The number of the source key.
    public let id: Int64
    /// The record.
    public let value: Value
    /// Whether an archive described it; `false` for somebody who is only named by others.
    public var isRecord = true
}

/// A message as planning reads it: other things are named by their numbers.
public struct StoredMessage: Sendable {
    /// The number of the message's key.
    public let id: Int64
    /// The number of the author's key.
    public let author: Int64
    /// The name shown on this one message, where it differs.
    public let authorName: String?
    /// When it was sent.
    public let sentAt: Timestamp
    /// Its place in the channel.
    public let order: Int64
    /// When it was last edited.
    public let editedAt: Timestamp?
    /// When it was deleted.
    public let deletedAt: Timestamp?
    /// The number of the key of its thread's first message.
    public let root: Int64?
    /// The number of the key of the message it answers.
    public let replyTo: Int64?
    /// Whether a reply was shown in the channel as well.
    public let broadcast: Bool
    /// What kind of message it is.
    public let kind: Message.Kind
    /// What was said.
    public let body: RichText
    /// Its files, in order; those that no archive describes are left out.
    public let attachments: [StoredAttachment]
    /// What stands on a mail besides its text.
    public let envelope: Envelope?
    /// Whether anybody has reacted to it.
    public let isReactedTo: Bool

    /// Takes all of it.
    public init(
        id: Int64, author: Int64, authorName: String?, sentAt: Timestamp, order: Int64, editedAt: Timestamp?,
        deletedAt: Timestamp?, root: Int64?, replyTo: Int64?, broadcast: Bool, kind: Message.Kind,
        body: RichText,
        attachments: [StoredAttachment], envelope: Envelope?, isReactedTo: Bool = false
    ) {
        self.id = id
        self.author = author
        self.authorName = authorName
        self.sentAt = sentAt
        self.order = order
        self.editedAt = editedAt
        self.deletedAt = deletedAt
        self.root = root
        self.replyTo = replyTo
        self.broadcast = broadcast
        self.kind = kind
        self.body = body
        self.attachments = attachments
        self.envelope = envelope
        self.isReactedTo = isReactedTo
    }
}

/// An attachment with the state of its bytes.
public struct StoredAttachment: Sendable {
    /// The number of the attachment's key.
    public let id: Int64
    /// Its key.
    public let key: AttachmentKey
    /// The file's name.
    public let name: String
    /// The media type as stated, empty when not stated.
    public let mediaType: String
    /// Width and height as stated.
    public let pixels: PixelSize?
    /// Where people could look at it at the source.
    public let link: String?
    /// The SHA-256 and size of the bytes in the media folder; `nil` when there are none.
    public let file: MediaFolder.File?
    /// Why there are no bytes, as a loss code.
    public let missing: String?
}

/// A reaction as planning reads it.
public struct StoredReaction: Sendable {
    /// The number of the reaction's key.
    public let id: Int64
    /// The number of the key of who reacted.
    public let person: Int64
    /// What is shown.
    public let emoji: Emoji
    /// When, if the source says so.
    public let reactedAt: Timestamp?
}

/// A membership as planning reads it.
public struct StoredMembership: Sendable {
    /// The number of the membership's key.
    public let id: Int64
    /// The number of the person's key.
    public let person: Int64
    /// When the person joined, if the source says so.
    public let joinedAt: Timestamp?
    /// When the person left; `nil` while still a member.
    public let leftAt: Timestamp?
    /// What the person may do in the channel.
    public let role: Membership.Role
}

/// A pin as planning reads it.
public struct StoredPin: Sendable {
    /// The number of the pin's key.
    public let id: Int64
    /// The number of the pinned message's key.
    public let message: Int64
    /// The number of the key of who pinned it.
    public let person: Int64?
    /// When, if known.
    public let pinnedAt: Timestamp?
}
