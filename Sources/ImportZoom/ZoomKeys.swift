// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// The keys of one Zoom account.
struct ZoomKeys {
    /// What tells the account apart; archives that name none share one word for it.
    let account: String

    init(account: String) { self.account = account.isEmpty ? "account" : account }

    /// The account as a workspace.
    var workspace: WorkspaceKey { WorkspaceKey(key(.workspace, account)) }

    /// A person by the id that `ZoomPeople` gave.
    func person(_ id: String) -> PersonKey { PersonKey(key(.person, id)) }

    /// A channel by the id that `ZoomRooms` gave.
    func channel(_ id: String) -> ChannelKey { ChannelKey(key(.channel, id)) }

    /// A message by its id in a channel.
    func message(_ channel: String, _ id: String) -> MessageKey {
        MessageKey(key(.message, channel + "/" + id))
    }

    /// A file of a message.
    func attachment(_ message: MessageKey, _ id: String) -> AttachmentKey {
        AttachmentKey(key(.attachment, message.key.id + "/" + id))
    }

    /// The picture of an emoji.
    func emoji(_ id: String) -> AttachmentKey { AttachmentKey(key(.attachment, "emoji/" + id)) }

    /// A message's id in one form: the same id comes with and without braces, in capitals and small letters.
    static func messageId(_ id: String) -> String {
        let bare = id.hasPrefix("{") && id.hasSuffix("}") ? String(id.dropFirst().dropLast()) : id
        return bare.utf8.count == 36 ? bare.uppercased() : bare
    }

    private func key(_ kind: RecordKind, _ id: String) -> SourceKey {
        SourceKey(.zoom, workspace: account, kind, id: id)
    }
}
