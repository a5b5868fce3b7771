// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Makes the keys of things in mail. They name no archive, so that the same mail in another export is the same message.
enum MailKeys {
    /// A mail domain, or the host of lists.
    static func workspace(_ domain: String) -> WorkspaceKey { WorkspaceKey(key(.workspace, domain)) }

    /// A person, by address.
    static func person(_ address: String) -> PersonKey { PersonKey(key(.person, address)) }

    /// A list or mailbox.
    static func channel(_ id: String) -> ChannelKey { ChannelKey(key(.channel, id)) }

    /// A mail in a room, by the text that stands for its Message-ID.
    static func message(_ room: MailRoom, _ id: String) -> MessageKey {
        MessageKey(key(.message, room.key.key.id + "/" + id))
    }

    /// A file of a mail, by the path of its part.
    static func attachment(_ message: MessageKey, _ part: String) -> AttachmentKey {
        AttachmentKey(key(.attachment, message.key.id + "/" + part))
    }

    private static func key(_ kind: RecordKind, _ id: String) -> SourceKey {
        SourceKey(.mail, workspace: "", kind, id: id)
    }
}
