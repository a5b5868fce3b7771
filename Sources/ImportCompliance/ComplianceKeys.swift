// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Makes the keys of one workspace's things.
struct ComplianceKeys: Hashable {
    let workspace: String

    var workspaceKey: WorkspaceKey { WorkspaceKey(key(.workspace, workspace)) }
    func person(_ id: String) -> PersonKey { PersonKey(key(.person, id)) }
    func channel(_ id: String) -> ChannelKey { ChannelKey(key(.channel, id)) }
    func message(_ room: String, _ id: String) -> MessageKey { MessageKey(key(.message, room + "/" + id)) }
    func attachment(_ message: MessageKey, _ path: String) -> AttachmentKey {
        AttachmentKey(key(.attachment, message.key.id + "/" + path))
    }

    private func key(_ kind: RecordKind, _ id: String) -> SourceKey {
        SourceKey(.compliance, workspace: workspace, kind, id: id)
    }
}
