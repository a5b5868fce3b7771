// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// Turns the messages of one channel into records.
struct SlackMessageReader {
    private let context: SlackContext
    private let references: SlackReferences
    private let channelId: String
    private let channel: ChannelKey
    private let pinned: Set<SlackTime>
    /// What the messages say about the channel's threads.
    private(set) var threads = SlackThreads()
    /// What the messages say about the channel's members.
    private(set) var presence = SlackPresence()

    init(_ context: SlackContext, channel: SlackChannel) {
        self.context = context
        references = context.references
        channelId = channel.id
        self.channel = context.keys.channel(channel.id)
        pinned = Set(channel.pins.map(\.time))
    }

    /// Reads one element of a day file: it becomes one message or one loss.
    mutating func read(_ element: JSONElement, at place: Place) throws {
        guard element.kind == .object else {
            try lose(
                "slack.message.not-an-object", .notInSource, place, because: "the element holds no message")
            return
        }
        switch element.text("subtype") {
        case "message_changed", "message_replied":
            guard let inner = element["message"], SlackTime(inner["ts"]) != nil else { break }
            try read(message: inner, at: place, deletedAt: nil)
            if element["previous_message"] != nil {
                try lose(
                    "slack.message.older-text", .carriedWithLoss, place, key(inner),
                    because: "the text before the edit is left out")
            }
            return
        case "message_deleted":
            try read(deletion: element, at: place)
            return
        case "tombstone" where !SlackThreads.isRoot(element):
            try lose(
                "slack.message.deleted", .notInSource, place, because: "the message was deleted at the source"
            )
            return
        default:
            break
        }
        try read(message: element, at: place, deletedAt: nil)
    }

    private mutating func read(deletion element: JSONElement, at place: Place) throws {
        guard let previous = element["previous_message"], SlackTime(previous["ts"]) != nil else {
            try lose(
                "slack.message.deleted", .notInSource, place, because: "the message was deleted at the source"
            )
            return
        }
        try read(message: previous, at: place, deletedAt: SlackTime(element["ts"])?.timestamp)
    }

    private mutating func read(message element: JSONElement, at place: Place, deletedAt: Timestamp?) throws {
        guard let time = SlackTime(element["ts"]) else {
            try lose(
                "slack.message.no-time", .notSupported, place,
                because: "the message states no usable time (ts)")
            return
        }
        let subtype = element.text("subtype")
        let isTombstone = subtype == "tombstone"
        let author = SlackAuthor(element, context)
        let authorKey = context.keys.person(author.id)
        var message = Message(
            key: context.keys.message(channelId, time), channel: channel, author: authorKey,
            sentAt: time.timestamp, order: time.microseconds, body: RichText([]))
        message.deletedAt = deletedAt ?? (isTombstone ? time.timestamp : nil)
        message.editedAt = element["edited"].flatMap { SlackTime($0["ts"])?.timestamp }
        message.broadcast = threads.isBroadcast(element, time)
        message.authorName = author.shownName
        if let root = threads.note(element, time) {
            message.threadRoot = context.keys.message(channelId, root)
        }
        presence.note(author.id, time)

        if !isTombstone {
            let files = SlackFiles(context, element, messageKey: message.key, place: place)
            // Nothing depends on what was said; a reading that only remembers leaves it out.
            let body =
                context.sink.isRereading ? nil : SlackBody(element, references, hasFiles: !files.isEmpty)
            message.body = body?.text ?? RichText([])
            message.body.blocks += files.texts()
            message.kind = kind(element, author, time)
            message.attachments = try files.yield()
            try report(body?.unsupported ?? [], message.key, place)
            try report(mistyped: [body?.mistyped, files.mistyped], message.key, place)
            if body?.isCut == true {
                try lose(
                    "message.body.cut", .carriedWithLoss, place, message.key.key,
                    because: "the text is longer than any that people write; its beginning is carried")
            }
            try reportPreviews(element, message.key, place)
        }
        try report(author, subtype, message.key, place)
        noteDomain(element)
        try context.sink.take(.message(message))
        try reactions(element, message.key, place)
        try pin(element, message.key, time)
    }

    private mutating func kind(_ element: JSONElement, _ author: SlackAuthor, _ time: SlackTime)
        -> Message.Kind
    {
        let subtype = element.text("subtype")
        switch SlackSubtype(subtype) {
        case .said: return author.isBot ? .notice : .text
        case .emote: return .emote
        case .call: return .call
        case .happened:
            let event = SlackSubtype.event(element, author: author, context)
            presence.note(event, time)
            return .system(event)
        }
    }

    private func reactions(_ element: JSONElement, _ message: MessageKey, _ place: Place) throws {
        var mistyped = MistypedMembers()
        for reaction in element.objects("reactions", noting: &mistyped) {
            guard let name = reaction.text("name") else { continue }
            let people = reaction.texts("users")
            let emoji = references.emoji(named: name)
            for id in people {
                let person = context.people.canonical(bot: id)
                context.people.note(person)
                try context.sink.take(
                    .reaction(
                        Reaction(
                            message: message, channel: channel, person: context.keys.person(person),
                            emoji: emoji)))
            }
            let more = (reaction.number("count") ?? 0) - Int64(people.count)
            guard more > 0 else { continue }
            try lose(
                "slack.reaction.nameless", .notInSource, place,
                message.key.sibling(.reaction, id: message.key.id + "/" + name), kind: .reaction,
                because: "reactions without the people who gave them", count: Int(clamping: more))
        }
        guard !mistyped.isEmpty else { return }
        try lose(
            "slack.reaction.wrong-type", .notSupported, place,
            message.key.sibling(.reaction, id: message.key.id + "/"), kind: .reaction,
            because: "the reactions to the message are not of the type that the format gives them")
    }

    private func pin(_ element: JSONElement, _ message: MessageKey, _ time: SlackTime) throws {
        // A channel's own list says who pinned and when, so it is the one that counts.
        guard element.texts("pinned_to").contains(channelId), !pinned.contains(time) else { return }
        try context.sink.take(.pin(Pin(channel: channel, message: message)))
    }

    private func report(_ unsupported: [String], _ message: MessageKey, _ place: Place) throws {
        guard !unsupported.isEmpty else { return }
        let types = Set(unsupported).sorted().joined(separator: ", ")
        try lose(
            "slack.block.not-supported", .carriedWithLoss, place, message.key,
            because: "parts of the message are of kinds this program does not know: \(types)")
    }

    private func report(mistyped parts: [MistypedMembers?], _ message: MessageKey, _ place: Place) throws {
        for mistyped in parts.compactMap({ $0 }) where !mistyped.isEmpty {
            try lose(
                "slack.message.wrong-type", .carriedWithLoss, place, message.key, because: mistyped.reason)
        }
    }

    /// Previews of web pages come with pictures that lie on Slack's servers only.
    private func reportPreviews(_ element: JSONElement, _ message: MessageKey, _ place: Place) throws {
        guard let attachments = element["attachments"] else { return }
        let count = attachments.elements.count { attachment in
            attachment.text("thumb_url") != nil || attachment.text("image_url") != nil
        }
        guard count > 0 else { return }
        try lose(
            "slack.preview.picture", .carriedWithLoss, place, message.key,
            because: "the pictures of link previews are not in exports")
    }

    private func report(_ author: SlackAuthor, _ subtype: String?, _ message: MessageKey, _ place: Place)
        throws
    {
        if author.isUnstated {
            try lose(
                "slack.message.no-author", .carriedWithLoss, place, message.key,
                because: "the message does not say who wrote it")
        }
        if subtype == "ekm_access_denied" {
            try lose(
                "slack.message.text-withheld", .carriedWithLoss, place, message.key,
                because: "the source withheld the text because its key was revoked")
        }
    }

    private func noteDomain(_ element: JSONElement) {
        guard context.domain == nil,
            element["files"] != nil || element["file"] != nil || element["subtype"] != nil
        else { return }
        let permalinks = (element.objects("files") + [element["file"]].compactMap { $0 }).compactMap {
            $0.text("permalink")
        }
        let texts = SlackSubtype(element.text("subtype")) == .happened ? [element.text("text") ?? ""] : []
        context.domain = (permalinks + texts).lazy.compactMap(SlackWorkspace.domain).first
    }

    private func key(_ element: JSONElement) -> SourceKey? {
        SlackTime(element["ts"]).map { context.keys.message(channelId, $0).key }
    }

    private func lose(
        _ code: String, _ state: Loss.State, _ place: Place, _ key: SourceKey? = nil,
        kind: RecordKind = .message,
        because reason: String, count: Int = 1
    ) throws {
        try context.sink.take(
            Loss(
                code: code, kind: kind, state: state, key: key, place: place, reason: reason, count: count))
    }
}
