// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// Reads one channel: its description, its messages day by day, then what only all of them together say.
struct SlackChannelReader {
    private let source: SlackSource
    private let context: SlackContext
    private let channel: SlackChannel
    private let key: ChannelKey

    init(_ source: SlackSource, _ context: SlackContext, _ channel: SlackChannel) {
        self.source = source
        self.context = context
        self.channel = channel
        key = context.keys.channel(channel.id)
    }

    /// Yields the channel and all that stands in the feeds of its messages, then its canvases; calls the body after each
    /// message.
    func read(
        _ feeds: [SlackFeed], canvases: [SlackCanvas], _ finishedMessage: () throws -> Void
    ) throws {
        try context.sink.take(.channel(record()))
        try reportShared()
        try yieldPins()
        var reader = SlackMessageReader(context, channel: channel)
        for feed in feeds {
            try source.messages(of: feed, channel: channel.id) {
                try reader.read($0, at: $1)
                try finishedMessage()
            }
        }
        for canvas in canvases { try canvas.yield(in: channel, context) }
        try yieldRoots(&reader, feeds)
        try yieldMemberships(reader.presence)
    }

    private func reportShared() throws {
        guard channel.isShared else { return }
        try context.sink.take(
            Loss(
                code: "slack.channel.shared", kind: .channel, state: .carriedWithLoss, key: key.key,
                reason:
                    "the channel was shared with another organisation, whose people keep their history here"
                    + " but no access"))
    }

    private func record() -> Channel {
        if let creator = channel.creator { context.people.note(creator) }
        let markup = context.markup
        return Channel(
            key: key, workspace: context.workspaces[channel.part], kind: channel.kind,
            name: channel.shownName,
            topic: markup.plain(channel.topic), purpose: markup.plain(channel.purpose),
            createdAt: channel.createdAt, creator: channel.creator.map(context.keys.person),
            archived: channel.archived, previousNames: channel.previousNames)
    }

    private func yieldPins() throws {
        for pin in channel.pins {
            if let person = pin.person { context.people.note(person) }
            try context.sink.take(
                .pin(
                    Pin(
                        channel: key, message: context.keys.message(channel.id, pin.time),
                        person: pin.person.map(context.keys.person), pinnedAt: pin.pinnedAt)))
        }
        guard channel.otherPins > 0 else { return }
        try context.sink.take(
            Loss(
                code: "slack.pin.not-a-message", kind: .pin, state: .notSupported, key: key.key,
                reason: "something other than a message is pinned to the channel", count: channel.otherPins))
    }

    private func yieldMemberships(_ presence: SlackPresence) throws {
        let memberships: [Membership]
        if let members = channel.members {
            let people = members.map { id in
                let id = context.people.canonical(bot: id)
                context.people.note(id)
                return context.keys.person(id)
            }
            memberships = presence.memberships(of: key, members: people)
        } else {
            memberships = presence.memberships(of: key, keys: context.keys) { id, joined in
                // Machines write without being in a channel; whoever left the workspace is in no channel's list.
                let person = context.people.person(id)
                guard id != "unknown", person?.departed != true else { return false }
                return joined || channel.kind == .direct || person?.role != .bot
            }
        }
        for membership in memberships { try context.sink.take(.membership(membership)) }
    }

    /// Each thread's first message that the archive's range cut off: as a reply repeats it, else a message in its place.
    private func yieldRoots(_ reader: inout SlackMessageReader, _ feeds: [SlackFeed]) throws {
        let candidates = reader.threads.unconfirmed
        guard !candidates.isEmpty else { return }
        for time in try missing(candidates, feeds).sorted() {
            if let bytes = reader.threads.repeatedRoot(time) {
                let document = try? JSONDocument(parsing: bytes)
                if let root = document?.root {
                    try reader.read(root, at: Place(archive: source.archive.path))
                    continue
                }
            }
            context.people.note("USLACKBOT")
            let message = context.keys.message(channel.id, time)
            try context.sink.take(
                .message(
                    Message(
                        key: message, channel: key, author: context.keys.person("USLACKBOT"),
                        sentAt: time.timestamp, order: time.microseconds, kind: .system(.other("stub")),
                        body: RichText(plain: "The first message of this thread is not in the archive."))))
            try context.sink.take(
                Loss(
                    code: "slack.thread.no-first-message", kind: .message, state: .carriedWithLoss,
                    key: message.key, reason: "the archive holds replies, but not the thread's first message")
            )
        }
    }

    /// Those of the candidates that really are not there. First messages need not say that they have replies,
    /// so the files are searched once more, which is rare.
    private func missing(_ candidates: Set<SlackTime>, _ feeds: [SlackFeed]) throws -> Set<SlackTime> {
        struct Enough: Error {}
        var missing = candidates
        // What is broken in them was reported when they were read.
        let silent = SlackSource(archive: source.archive, layout: source.layout, sink: SilentSink())
        do {
            for feed in feeds {
                try silent.messages(of: feed, channel: channel.id) { element, _ in
                    if let time = SlackTime(element["ts"]) { missing.remove(time) }
                    if missing.isEmpty { throw Enough() }
                }
            }
        } catch is Enough {
            return []
        }
        return missing
    }
}
