// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryModel

/// Yields a transcript as one thread of its meeting: the file, and below it what was said.
struct ZoomTranscriptReader {
    private let room: ZoomMeetingRoom
    private let context: ZoomContext
    private let entry: ArchiveEntry
    private let place: Place

    init(_ room: ZoomMeetingRoom, _ entry: ArchiveEntry, at place: Place) {
        self.room = room
        self.entry = entry
        self.place = place
        context = room.context
    }

    /// Yields everything the transcript holds.
    func read(_ transcript: ZoomTranscript) throws {
        if !transcript.brokenLines.isEmpty {
            try lose(
                "zoom.transcript.broken", .notSupported, transcript.brokenLines.count,
                "the times of a part of the transcript cannot be read")
        }
        guard !transcript.speeches.isEmpty else { return }
        guard context.options.transcripts else {
            return try lose(
                "zoom.transcript.left-out", .filtered, transcript.speeches.count,
                "transcripts are left out since zoom.transcripts is false")
        }
        guard let date = room.meeting.date else {
            return try lose(
                "zoom.meeting.no-date", .notSupported, transcript.speeches.count,
                "no name of file or folder says on which day the meeting was; set zoom.meeting_date")
        }
        room.open()
        let start = date.day * 86_400 + (date.second ?? 0)
        if date.second == nil {
            try context.losses.state(
                "zoom.meeting.no-start", .carriedWithLoss, .channel, key: context.keys.channel(room.id).key,
                place: place,
                because:
                    "the file counts from the start of the recording, which no name says: midnight was taken")
        }
        let root = try yieldRoot(start)
        for speech in transcript.speeches { try yield(speech, start, in: root) }
    }

    private func yieldRoot(_ start: Int64) throws -> MessageKey {
        var bot = ZoomIdentity(name: "Zoom transcript")
        bot.isBot = true
        let author = context.people.person(bot) ?? context.keys.person("bot/Zoom transcript")
        let key = context.keys.message(room.id, "transcript/\(start)")
        let file = try ZoomAttachments(context).yield(
            key, id: "vtt", name: entry.name.split(separator: "/").last.map(String.init) ?? entry.name,
            entries: [entry], at: place)
        let time = room.timestamp(start)
        try context.sink.take(
            .message(
                Message(
                    key: key, channel: context.keys.channel(room.id), author: author, sentAt: time,
                    order: context.order(time), kind: .notice,
                    body: RichText(plain: "Transcript of the meeting"),
                    attachments: [file])))
        return key
    }

    private func yield(_ speech: ZoomTranscript.Speech, _ start: Int64, in root: MessageKey) throws {
        var identity = try room.identity(speech.speaker)
        if speech.speaker.isEmpty {
            identity = ZoomIdentity(name: "Zoom transcript")
            identity.isBot = true
        }
        guard let person = context.people.id(of: identity) else { return }
        let seconds = start + speech.start / 1000
        let time = Timestamp(milliseconds: room.timestamp(seconds).milliseconds + speech.start % 1000)
        if !identity.isBot { context.rooms.note(person, in: room.id, at: time) }
        try context.sink.take(
            .message(
                Message(
                    key: context.keys.message(
                        room.id,
                        "transcript/" + room.place(seconds, person, "\(speech.start)\n" + speech.text).id),
                    channel: context.keys.channel(room.id), author: context.keys.person(person), sentAt: time,
                    order: room.order(time) + 1, threadRoot: root, kind: .notice,
                    body: RichText(plain: speech.text))))
    }

    private func lose(_ code: String, _ state: Loss.State, _ count: Int, _ reason: String) throws {
        try context.losses.state(code, state, .message, place: place, count: count, because: reason)
    }
}
