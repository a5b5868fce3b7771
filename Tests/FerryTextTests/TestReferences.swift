// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryText

extension SlackReferences {
    /// Knows the person `U0ANNA`, the channel `C0GENERAL` and the custom emoji `our-ferry`.
    static var test: SlackReferences {
        func key(_ kind: RecordKind, _ id: String) -> SourceKey {
            SourceKey(.slack, workspace: "T1", kind, id: id)
        }
        return SlackReferences(
            person: { PersonKey(key(.person, $0)) },
            personName: { $0 == "U0ANNA" ? "Anna" : nil },
            channel: { ChannelKey(key(.channel, $0)) },
            channelName: { $0 == "C0GENERAL" ? "general" : nil },
            message: { $0 == "C0GENERAL" ? MessageKey(key(.message, $0 + "/" + $1)) : nil },
            emojiImage: { $0 == "our-ferry" ? AttachmentKey(key(.attachment, "emoji/ferry")) : nil })
    }
}
