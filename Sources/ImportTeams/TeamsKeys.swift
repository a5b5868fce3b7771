// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Makes the keys of things in Teams.
///
/// Microsoft's ids of people, teams, chats and channels are unique in the world, so keys name no tenant: a later
/// archive that does not state its tenant still gives the same keys.
enum TeamsKeys {
    /// A team, or the tenant that holds the chats.
    static func workspace(_ id: String) -> WorkspaceKey { WorkspaceKey(key(.workspace, id)) }

    /// A person or an app, by the id that `TeamsIdentity` gives.
    static func person(_ id: String) -> PersonKey { PersonKey(key(.person, id)) }

    /// A channel or chat.
    static func channel(_ id: String) -> ChannelKey { ChannelKey(key(.channel, id)) }

    /// A message of a channel or chat; ids of messages are unique in it only.
    static func message(_ channel: String, _ id: String) -> MessageKey {
        MessageKey(key(.message, channel + "/" + id))
    }

    /// A file that came with a message.
    static func attachment(_ message: MessageKey, _ id: String) -> AttachmentKey {
        AttachmentKey(key(.attachment, message.key.id + "/" + id))
    }

    private static func key(_ kind: RecordKind, _ id: String) -> SourceKey {
        SourceKey(.teams, workspace: "", kind, id: id)
    }
}
