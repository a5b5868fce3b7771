// SPDX-License-Identifier: Apache-2.0

/// A place where messages stand in order; becomes a room.
public struct Channel: Hashable, Sendable {
    /// Who can see a channel, and what it is used for.
    public enum Kind: String, Sendable, CaseIterable {
        case `public`
        case `private`
        case direct
        case group
        case meeting
        case list
        case mailbox
        /// Messages were found, but nothing in the archive describes the channel.
        case unknown
    }

    /// Its identity.
    public var key: ChannelKey
    /// The workspace it belongs to.
    public var workspace: WorkspaceKey
    /// Who can see it.
    public var kind: Kind
    /// Its name, empty for direct messages.
    public var name: String
    /// What the channel is about, empty when nobody said.
    public var topic: String
    /// What the channel is for, empty when nobody said.
    public var purpose: String
    /// When it was made, if known.
    public var createdAt: Timestamp?
    /// Who made it, if known.
    public var creator: PersonKey?
    /// Whether nobody can write in it any more.
    public var archived: Bool
    /// Names it had before.
    public var previousNames: [String]
    /// Whether the archive tells only some of this: what it leaves empty is unknown then, so that what an earlier
    /// archive said of it goes on.
    public var isPartial: Bool

    /// Describes a channel.
    public init(
        key: ChannelKey, workspace: WorkspaceKey, kind: Kind, name: String, topic: String = "",
        purpose: String = "", createdAt: Timestamp? = nil, creator: PersonKey? = nil, archived: Bool = false,
        previousNames: [String] = [], isPartial: Bool = false
    ) {
        self.key = key
        self.workspace = workspace
        self.kind = kind
        self.name = name
        self.topic = topic
        self.purpose = purpose
        self.createdAt = createdAt
        self.creator = creator
        self.archived = archived
        self.previousNames = previousNames
        self.isPartial = isPartial
    }
}
