// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryModel

/// Turns a saved meeting chat into records.
final class ZoomChatReader {
    /// A message that was yielded, for those that answer it or react to it.
    private struct Said {
        let key: MessageKey
        let room: String
        let text: String
        let time: Timestamp
    }

    private struct Shown: Hashable {
        let message: MessageKey
        let person: PersonKey
        let emoji: String
    }

    private let room: ZoomMeetingRoom
    private let context: ZoomContext
    private let chat: ZoomChatFile
    private let place: Place
    private var said: [Said] = []
    private var reactions: [Shown: (room: String, time: Timestamp)] = [:]
    private var privates = 0
    /// How many messages back an answer's quote is looked for.
    private static let lookBack = 5_000
    private var undated = 0
    private var unclear = 0
    private var takenBack = 0

    init(_ chat: ZoomChatFile, _ room: ZoomMeetingRoom, at place: Place) {
        self.chat = chat
        self.room = room
        self.place = place
        context = room.context
    }

    /// Yields everything the file holds.
    func read() throws {
        var clock = ZoomChatClock(room.meeting.date, first: chat.entries.first?.head)
        for entry in chat.entries {
            guard let seconds = clock.seconds(of: entry.head) else {
                undated += 1
                continue
            }
            try read(entry, seconds)
        }
        for (shown, found) in reactions.sorted(by: { Self.place($0) < Self.place($1) }) {
            try context.sink.take(
                .reaction(
                    Reaction(
                        message: shown.message, channel: context.keys.channel(found.room),
                        person: shown.person,
                        emoji: Emoji(name: shown.emoji, characters: shown.emoji), reactedAt: found.time)))
        }
        try stateLosses(guessedStart: clock.lacksStart)
    }

    private func read(_ entry: ZoomChatFile.Entry, _ seconds: Int64) throws {
        let audience = chat.audience(of: entry)
        if audience == .unknown {
            unclear += 1
            return
        }
        let isPublic = audience == .everybody
        guard isPublic || context.options.privateMessages else {
            privates += 1
            return
        }
        let author = try room.identity(entry.head.sender)
        guard let person = context.people.person(author) else { return }
        var id = room.id
        if isPublic {
            room.open()
        } else {
            let recipients = try (entry.head.recipient ?? "").split(separator: ",").map {
                try room.identity($0.trimmedBlanks)
            }
            id = room.privateRoom([author] + recipients.filter(\.isNamed))
        }
        try act(entry, id, person, seconds)
    }

    private func act(_ entry: ZoomChatFile.Entry, _ id: String, _ person: PersonKey, _ seconds: Int64) throws
    {
        let time = room.timestamp(seconds)
        switch ZoomChatAction(entry.text) {
        case .text(let text): try say(text, entry, id, person, seconds)
        case .reply(let readings):
            let found = readings.lazy.compactMap { reading in
                self.quoted(reading.quote, in: id).map { (reading, $0) }
            }.first
            let reading = found?.0 ?? readings[0]
            try say(reading.text, entry, id, person, seconds, quote: reading.quote, answering: found?.1)
        case .reacted(let emoji, let quote):
            try react(emoji, to: quoted(quote, in: id), by: person, at: time, entry)
        case .reactedBefore(let emoji):
            try react(emoji, to: said.last { $0.room == id }, by: person, at: time, entry)
        case .removed(let emoji, let quote): takeBack(emoji, from: quoted(quote, in: id), by: person)
        case .removedBefore(let emoji):
            takeBack(
                emoji,
                from: said.last { said in
                    reactions[Shown(message: said.key, person: person, emoji: emoji)] != nil
                        && said.room == id
                }, by: person)
        }
    }

    // MARK: Messages

    private func say(
        _ text: String, _ entry: ZoomChatFile.Entry, _ id: String, _ person: PersonKey, _ seconds: Int64,
        quote: String? = nil, answering target: Said? = nil
    ) throws {
        let place = room.place(seconds, person.key.id, (id == room.id ? "" : id + "\n") + entry.text)
        let time = room.timestamp(place.seconds)
        let key = context.keys.message(id, place.id)
        var body = RichText(plain: text)
        if let quote, target == nil {
            if !quote.isEmpty { body.blocks.insert(.quote([.paragraph([.text(quote)])]), at: 0) }
            try context.losses.state(
                "zoom.reply.target-unknown", .carriedWithLoss, .message, key: key.key, place: at(entry),
                because:
                    "no earlier message of the file begins like the one that is answered, so its quote stays")
        }
        if body.isEmpty {
            try context.losses.state(
                "zoom.message.empty", .carriedWithLoss, .message, key: key.key, place: at(entry),
                because: "the message holds no text")
        }
        if entry.text.unicodeScalars.contains("\u{FFFD}") {
            try context.losses.state(
                "zoom.text.broken", .carriedWithLoss, .message, key: key.key, place: at(entry),
                because: "some bytes of the message are not UTF-8")
        }
        context.rooms.note(person.key.id, in: id, at: time)
        try context.sink.take(
            .message(
                Message(
                    key: key, channel: context.keys.channel(id), author: person, sentAt: time,
                    order: room.order(time), replyTo: target?.key, body: body)))
        said.append(Said(key: key, room: id, text: Self.plain(text), time: time))
    }

    /// The last message before that begins like a quote.
    private func quoted(_ quote: String, in id: String) -> Said? {
        let isCut = quote.hasSuffix("...") || quote.hasSuffix("…")
        let start = Self.plain(
            quote.hasSuffix("...") ? String(quote.dropLast(3)) : isCut ? String(quote.dropLast()) : quote)
        guard !start.isEmpty else { return nil }
        let recent = said.suffix(Self.lookBack)
        let whole = isCut ? nil : recent.last { $0.room == id && $0.text == start }
        return whole ?? recent.last { $0.room == id && $0.text.hasPrefix(start) }
    }

    private static func plain(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    // MARK: Reactions

    private func react(
        _ emoji: String, to target: Said?, by person: PersonKey, at time: Timestamp,
        _ entry: ZoomChatFile.Entry
    ) throws {
        guard let target else {
            return try context.losses.state(
                "zoom.reaction.target-unknown", .notSupported, .reaction, place: at(entry),
                because: "no earlier message of the file begins like the one that was reacted to")
        }
        context.rooms.note(person.key.id, in: target.room, at: time)
        reactions[Shown(message: target.key, person: person, emoji: emoji)] = (target.room, time)
    }

    private func takeBack(_ emoji: String, from target: Said?, by person: PersonKey) {
        takenBack += 1
        guard let target else { return }
        if reactions.removeValue(forKey: Shown(message: target.key, person: person, emoji: emoji)) != nil {
            takenBack += 1
        }
    }

    private static func place(_ reaction: (key: Shown, value: (room: String, time: Timestamp))) -> (
        Int64, String, String, String
    ) {
        (
            reaction.value.time.milliseconds, reaction.key.message.key.id, reaction.key.person.key.id,
            reaction.key.emoji
        )
    }

    // MARK: Losses

    private func stateLosses(guessedStart: Bool) throws {
        let places: [(code: String, count: Int, state: Loss.State, kind: RecordKind, reason: String)] = [
            (
                "zoom.meeting.private", privates, .filtered, .message,
                "private messages of meetings are left out unless zoom.private_messages is true"
            ),
            (
                "zoom.meeting.recipient-unknown", unclear, .notSupported, .message,
                "the words around the names are of no known language, so it cannot be told who could read it"
            ),
            (
                "zoom.meeting.no-date", undated, .notSupported, .message,
                "no name of file or folder says on which day the meeting was; set zoom.meeting_date"
            ),
            (
                "zoom.reaction.taken-back", takenBack, .notSupported, .reaction,
                "reactions that were taken back again, and their being taken back, are not carried"
            ),
            (
                "zoom.entry.unread-lines", chat.strayLines.count, .notSupported, .message,
                "lines before the first message belong to none"
            ),
        ]
        for loss in places where loss.count > 0 {
            try context.losses.state(
                loss.code, loss.state, loss.kind, place: place, count: loss.count, because: loss.reason)
        }
        guard guessedStart, !said.isEmpty else { return }
        try context.losses.state(
            "zoom.meeting.no-start", .carriedWithLoss, .channel, key: context.keys.channel(room.id).key,
            place: place,
            because: "the file counts from the start of the recording, which no name says: midnight was taken"
        )
    }

    private func at(_ entry: ZoomChatFile.Entry) -> Place {
        Place(archive: place.archive, entry: place.entry, line: entry.line)
    }
}
