// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// Reads the answers of Zoom's interfaces that somebody saved: first for what all of them say about people and
/// channels, then for the messages.
final class ZoomAnswers {
    private let context: ZoomContext
    private let source: ZoomSource
    private let sessions: ZoomSession
    private let messages: ZoomMessageReader
    private let activity: ZoomActivity
    /// The values of the file being read that nothing is known of.
    private var unknown = 0

    init(_ context: ZoomContext, _ source: ZoomSource) {
        self.context = context
        self.source = source
        sessions = ZoomSession(context)
        messages = ZoomMessageReader(context)
        activity = ZoomActivity(context)
    }

    // MARK: First reading

    /// Learns who is who and which channel is which.
    func survey(_ entry: ArchiveEntry, isArray: Bool) throws {
        let scope = ZoomScope(path: entry.name)
        // What is broken is stated in the second reading.
        let silent = ZoomSource(archive: source.archive, sink: SilentSink())
        try silent.values(of: entry, isArray: isArray) { value, list, _ in learn(value, list, scope) }
    }

    private func learn(_ value: JSONElement, _ list: String?, _ scope: ZoomScope) {
        guard list == nil, ZoomAnswer.isPage(value) else { return learn(value, ZoomAnswer(value, list)) }
        for list in ZoomAnswer.lists where value.isArray(list) {
            for element in value.objects(list) { learn(element, ZoomAnswer(element, list)) }
        }
        if ZoomAnswer(value, nil) == .meeting { context.meetings.learn(value) }
    }

    private func learn(_ element: JSONElement, _ kind: ZoomAnswer) {
        switch kind {
        case .session: sessions.learn(session: element)
        case .channel: sessions.learn(channel: element)
        case .member, .user: context.people.learn(ZoomSession.identity(of: element))
        case .message: messages.learn(element)
        case .activity: activity.learn(element)
        case .meeting: context.meetings.learn(element)
        case .emoji:
            if let id = element.text("file_id"), let name = element.text("name") { context.emoji[id] = name }
        case .pin, .unknown: break
        }
    }

    // MARK: Second reading

    /// Yields the messages, and what is known of people and channels.
    func read(_ entry: ArchiveEntry, isArray: Bool, _ finished: () throws -> Void) throws {
        let scope = ZoomScope(path: entry.name)
        unknown = 0
        var place = source.place(entry)
        try source.values(of: entry, isArray: isArray) { value, list, offset in
            place.offset = offset
            try read(value, list, scope, at: place)
            try finished()
        }
        source.sink.advance(bytes: entry.size ?? 0)
        guard unknown > 0 else { return }
        try context.losses.state(
            "zoom.json.unknown", .notSupported, .attachment, place: source.place(entry), count: unknown,
            because: "the file holds JSON that is nothing this program knows")
    }

    private func read(_ value: JSONElement, _ list: String?, _ scope: ZoomScope, at place: Place) throws {
        guard list == nil, ZoomAnswer.isPage(value) else {
            return try read(value, ZoomAnswer(value, list), list, scope, at: place)
        }
        if ZoomArchivedChat.isChat(value) { return try readArchived(value, at: place) }
        let inner = scope.inside(value)
        for list in ZoomAnswer.lists where value.isArray(list) {
            unknown += value[list]?.elements.count { $0.kind != .object } ?? 0
            for (index, element) in value.objects(list).enumerated() {
                // Losses of one page stand at different spots.
                let spot = Place(
                    archive: place.archive, entry: place.entry, offset: place.offset, line: index + 1)
                try read(element, ZoomAnswer(element, list), list, inner, at: spot)
            }
        }
    }

    private func read(
        _ element: JSONElement, _ kind: ZoomAnswer, _ list: String?, _ scope: ZoomScope, at place: Place
    ) throws {
        switch kind {
        case .message:
            let stated: ZoomMessageReader.List =
                list == "edited_messages" ? .edited : list == "deleted_messages" ? .deleted : .sent
            try messages.read(element, scope, list: stated, at: place)
        case .member: sessions.learn(person: element, in: scope.known(context.rooms) ?? scope.unknown)
        case .user: sessions.describe(person: element)
        case .activity:
            try activity.read(element, channel: scope.known(context.rooms) ?? scope.unknown, at: place)
        case .pin: try readPin(element, scope)
        case .emoji: try readEmoji(element)
        case .session, .channel, .meeting: break
        case .unknown: unknown += 1
        }
    }

    private func readPin(_ pin: JSONElement, _ scope: ZoomScope) throws {
        guard pin["currently_pinned"]?.bool != false, let id = pin.text("message_id"),
            let channel = scope.known(context.rooms) ?? scope.unknown
        else { return }
        let room = context.rooms.canonical(channel)
        let identity = ZoomIdentity(
            memberId: pin.text("pinner_member_id"), userId: pin.text("pinner_user_id"))
        try context.sink.take(
            .pin(
                Pin(
                    channel: context.keys.channel(room),
                    message: context.keys.message(room, ZoomKeys.messageId(id)),
                    person: context.people.person(identity), pinnedAt: pin.moment("pinned_time"))))
    }

    private func readEmoji(_ emoji: JSONElement) throws {
        guard let id = emoji.text("file_id"), let name = emoji.text("name") else { return }
        guard let entry = context.files.entry(id: id) else {
            return try context.losses.state(
                "zoom.emoji.not-in-archive", .notInSource, .attachment, key: context.keys.emoji(id).key,
                because: "the picture of an emoji of the account is not in the archive")
        }
        try context.sink.take(
            .attachment(
                Attachment(
                    key: context.keys.emoji(id), name: name, mediaType: MediaType.named(entry.name),
                    declaredSize: entry.size, location: .entry(entry.name))))
    }

    private func readArchived(_ page: JSONElement, at place: Place) throws {
        let entry = page.text("uuid").flatMap { context.meetings.entry($0) }
        var meeting = ZoomExport.meeting(source.archive, place.entry ?? "", context.options)
        var start = meeting.date.flatMap { date in date.second.map { date.day * 86_400 + $0 } }
        if let entry {
            let seconds = entry.start.milliseconds / 1000
            meeting.date = MeetingDate(day: seconds / 86_400, second: seconds % 86_400, isUTC: true)
            meeting.topic = entry.topic
            meeting.number = entry.number
            start = seconds
        } else if meeting.number == nil {
            meeting.fallback = page.text("uuid") ?? meeting.fallback
            meeting.topic = ""
        }
        guard let start else {
            return try context.losses.state(
                "zoom.meeting.no-date", .notSupported, .message, place: place,
                count: page.objects("messages").count,
                because:
                    "an archived chat counts from the start of its meeting, which no list of meetings in the "
                    + "archive, no name and no option states")
        }
        let room = ZoomMeetingRoom(context, meeting, file: place.entry ?? "")
        try ZoomArchivedChat(room, start: start, at: place).read(page)
    }
}
