// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Makes the keys of one workspace.
struct SlackKeys {
    /// The workspace's id, or that of the organisation of several.
    let workspaceId: String

    /// The workspace.
    var workspace: WorkspaceKey { WorkspaceKey(key(.workspace, workspaceId)) }

    /// A workspace of an organisation, by its id.
    func workspace(_ id: String) -> WorkspaceKey { WorkspaceKey(key(.workspace, id)) }

    /// A person or a bot, by its id.
    func person(_ id: String) -> PersonKey { PersonKey(key(.person, id)) }

    /// A channel by its id.
    func channel(_ id: String) -> ChannelKey { ChannelKey(key(.channel, id)) }

    /// A message by its channel and its `ts`.
    func message(_ channel: String, _ time: SlackTime) -> MessageKey {
        let count = channel.utf8.count
        // One string made at once: there is one for every message, reply and reaction.
        let id = String(unsafeUninitializedCapacity: count + 25) { buffer in
            _ = UnsafeMutableBufferPointer(rebasing: buffer[..<count]).update(fromContentsOf: channel.utf8)
            buffer[count] = UInt8(ascii: "/")
            return count + 1 + time.write(to: UnsafeMutableBufferPointer(rebasing: buffer[(count + 1)...]))
        }
        return MessageKey(key(.message, id))
    }

    /// What stands for a channel's canvas.
    func canvas(_ channel: String, _ file: String) -> MessageKey {
        MessageKey(key(.message, channel + "/canvas/" + file))
    }

    /// A file by its id.
    func attachment(_ id: String) -> AttachmentKey { AttachmentKey(key(.attachment, id)) }

    private func key(_ kind: RecordKind, _ id: String) -> SourceKey {
        SourceKey(.slack, workspace: workspaceId, kind, id: id)
    }
}
