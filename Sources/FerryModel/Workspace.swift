// SPDX-License-Identifier: Apache-2.0

/// A workspace of a source (Slack workspace, Teams team, mail domain); becomes a space.
public struct Workspace: Hashable, Sendable {
    /// Its identity.
    public var key: WorkspaceKey
    /// Its name as people know it, empty when the archive does not say.
    public var name: String
    /// The emoji it made itself, each name with its picture.
    public var emoji: [Emoji]

    /// Describes a workspace.
    public init(key: WorkspaceKey, name: String, emoji: [Emoji] = []) {
        self.key = key
        self.name = name
        self.emoji = emoji
    }
}
