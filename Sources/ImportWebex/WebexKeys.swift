// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Makes the keys of things in Webex.
///
/// Webex's ids are unique in the world, so keys name neither region nor organisation: whatever tool saved a space,
/// and wherever it is hosted, it has the same keys.
enum WebexKeys {
    /// What holds the spaces that belong to no team.
    static let spaces = workspace("spaces")

    /// A team.
    static func workspace(_ id: String) -> WorkspaceKey { WorkspaceKey(key(.workspace, id)) }

    /// A person or a bot.
    static func person(_ id: String) -> PersonKey { PersonKey(key(.person, id)) }

    /// A space, of two or of many.
    static func channel(_ id: String) -> ChannelKey { ChannelKey(key(.channel, id)) }

    /// A message, or an event that happened to a space.
    static func message(_ id: String) -> MessageKey { MessageKey(key(.message, id)) }

    /// A file that came with a message.
    static func attachment(_ message: String, _ id: String) -> AttachmentKey {
        AttachmentKey(key(.attachment, message + "/" + id))
    }

    /// The picture of a person.
    static func avatar(_ person: String) -> AttachmentKey {
        AttachmentKey(key(.attachment, "avatar/" + person))
    }

    private static func key(_ kind: RecordKind, _ id: String) -> SourceKey {
        SourceKey(.webex, workspace: "", kind, id: id)
    }
}
