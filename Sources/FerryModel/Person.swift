// SPDX-License-Identifier: Apache-2.0

/// A person of a source: member, guest, bot, mailbox owner; becomes a user or a ghost.
public struct Person: Hashable, Sendable {
    /// What a person is to the workspace.
    public enum Role: String, Sendable, CaseIterable {
        case owner
        case admin
        case member
        case guest
        /// Somebody of another organisation.
        case external
        case bot
        /// Named by a message, but described nowhere in the archive.
        case unknown
    }

    /// Its identity.
    public var key: PersonKey
    /// The short name people are addressed by (`anna.weber`), empty when the source has none.
    public var handle: String
    /// The name shown beside messages.
    public var displayName: String
    /// Mail addresses as stated, the main one first.
    public var addresses: [String]
    /// What the person is to the workspace.
    public var role: Role
    /// Whether the account was deactivated at the source; its history stays attributed.
    public var departed: Bool
    /// The picture, when the archive holds one.
    public var avatar: AttachmentKey?

    /// Describes a person.
    public init(
        key: PersonKey, handle: String, displayName: String, addresses: [String] = [], role: Role = .member,
        departed: Bool = false, avatar: AttachmentKey? = nil
    ) {
        self.key = key
        self.handle = handle
        self.displayName = displayName
        self.addresses = addresses
        self.role = role
        self.departed = departed
        self.avatar = avatar
    }
}
