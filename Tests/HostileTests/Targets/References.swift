// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryText

/// What ids in texts refer to when nobody knows the source: to something, always.
enum References {
    static func key(_ kind: RecordKind, _ id: String) -> SourceKey {
        SourceKey(.slack, workspace: "W", kind, id: id)
    }

    static var slack: SlackReferences {
        SlackReferences(
            person: { PersonKey(key(.person, $0)) }, channel: { ChannelKey(key(.channel, $0)) },
            message: { MessageKey(key(.message, $0 + $1)) },
            emojiImage: { $0.hasPrefix("x") ? AttachmentKey(key(.attachment, $0)) : nil })
    }

    static var teams: TeamsReferences {
        TeamsReferences(
            mention: { .mention(PersonKey(key(.person, $0)), label: $1) },
            attachment: { [.quote([.paragraph([.text($0)])])] },
            emojiImage: { AttachmentKey(key(.attachment, $0)) }, image: { _ in nil })
    }

    static var webex: WebexReferences { WebexReferences { id, _ in PersonKey(key(.person, id)) } }
}
