// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryModel
internal import FerryText

/// What reading one message needs to know of the rest of the archive, and what it finds out for it.
final class SlackContext {
    let keys: SlackKeys
    let people: SlackPeople
    let channels: SlackChannels
    let layout: SlackLayout
    let emoji: SlackCustomEmoji
    let source: SlackSource
    /// The workspace of each part of the export.
    let workspaces: [WorkspaceKey]
    /// Names of integrations by their app's or service's id, from `integration_logs.json`.
    let integrations: [String: String]
    /// The workspace's name in its URLs, once a message showed it.
    var domain: String?
    /// The attachments yielded so far without bytes, so that a file shared often is one loss.
    var missing: Set<String> = []

    init(
        keys: SlackKeys, people: SlackPeople, channels: SlackChannels, layout: SlackLayout,
        emoji: SlackCustomEmoji, source: SlackSource, workspaces: [WorkspaceKey],
        integrations: [String: String]
    ) {
        self.workspaces = workspaces
        self.keys = keys
        self.people = people
        self.channels = channels
        self.layout = layout
        self.emoji = emoji
        self.source = source
        self.integrations = integrations
    }

    /// Takes what is read.
    var sink: any RecordSink { source.sink }

    /// What stands in a canvas whose file is in the archive, as a quote; nothing for any other file.
    func canvasText(_ id: String) -> [RichText.Block] {
        guard let entry = layout.files[id],
            let head = try? source.head(of: entry, bytes: SlackCanvasText.limit)
        else { return [] }
        let text = SlackCanvasText.read(String(decoding: head, as: UTF8.self), references)
        return text.isEmpty ? [] : [.quote(text.blocks)]
    }

    /// What ids in texts refer to.
    var references: SlackReferences {
        SlackReferences(
            person: { [keys, people] in keys.person(people.canonical(bot: $0)) },
            personName: { [people] in people.name($0) },
            channel: { [keys] in keys.channel($0) },
            channelName: { [channels] in channels.name($0) },
            message: { [keys, channels] channel, ts in
                guard channels.channel(channel) != nil, let time = SlackTime(ts) else { return nil }
                return keys.message(channel, time)
            },
            emojiImage: { [emoji, keys] in emoji.image($0, keys) },
            emojiName: { [emoji] in emoji.target(of: $0) })
    }

    /// Reads texts that are not messages.
    var markup: SlackMarkup { SlackMarkup(references) }
}
