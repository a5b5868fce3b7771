// SPDX-License-Identifier: Apache-2.0

/// The key of a workspace; unique over all sources.
public struct WorkspaceKey: Hashable, Sendable {
    /// The untyped key.
    public let key: SourceKey

    /// Wraps a key that names a workspace.
    public init(_ key: SourceKey) { self.key = key }
}

/// The key of a person in one workspace; unique over all sources. One human may have several.
public struct PersonKey: Hashable, Sendable {
    /// The untyped key.
    public let key: SourceKey

    /// Wraps a key that names a person.
    public init(_ key: SourceKey) { self.key = key }
}

/// The key of a channel; unique over all sources.
public struct ChannelKey: Hashable, Sendable {
    /// The untyped key.
    public let key: SourceKey

    /// Wraps a key that names a channel.
    public init(_ key: SourceKey) { self.key = key }
}

/// The key of a message; unique over all sources.
public struct MessageKey: Hashable, Sendable {
    /// The untyped key.
    public let key: SourceKey

    /// Wraps a key that names a message.
    public init(_ key: SourceKey) { self.key = key }
}

/// The key of an attachment; unique over all sources.
public struct AttachmentKey: Hashable, Sendable {
    /// The untyped key.
    public let key: SourceKey

    /// Wraps a key that names an attachment.
    public init(_ key: SourceKey) { self.key = key }
}
