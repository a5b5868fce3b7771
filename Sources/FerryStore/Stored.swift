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
    public let id: Int64
    public let author: Int64
    public let authorName: String?
    public let sentAt: Timestamp
    public let order: Int64
    public let editedAt: Timestamp?
    public let deletedAt: Timestamp?
    public let root: Int64?
    public let replyTo: Int64?
    public let broadcast: Bool
    public let kind: Message.Kind
    public let body: RichText
    public let attachments: [StoredAttachment]
}

/// An attachment with the state of its bytes.
public struct StoredAttachment: Sendable {
    public let id: Int64
    public let key: AttachmentKey
    public let name: String
    public let mediaType: String
    public let pixels: PixelSize?
    public let link: String?
    /// The SHA-256 and size of the bytes in the media folder; `nil` when there are none.
    public let file: MediaFolder.File?
    /// Why there are no bytes, as a loss code.
    public let missing: String?
}

/// A reaction as planning reads it.
public struct StoredReaction: Sendable {
    public let id: Int64
    public let person: Int64
    public let emoji: Emoji
    public let reactedAt: Timestamp?
}

/// A membership as planning reads it.
public struct StoredMembership: Sendable {
    public let id: Int64
    public let person: Int64
    public let joinedAt: Timestamp?
    public let leftAt: Timestamp?
}

/// A pin as planning reads it.
public struct StoredPin: Sendable {
    public let id: Int64
    public let message: Int64
    public let person: Int64?
    public let pinnedAt: Timestamp?
}
