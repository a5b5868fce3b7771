// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryModel
internal import FerryText

/// Turns a table of messages, as the administrator's chat history is exported, into records, row by row.
final class ZoomTable {
    private let context: ZoomContext
    private let header: ZoomHeader
    private let attachments: ZoomAttachments
    private let dayFirst: Bool
    /// Whether the rows go back in time.
    private let descends: Bool
    private var moment: Int64 = .min
    private var index = 0
    /// How often the same row without an id came in this second.
    private var ordinals: [String: Int] = [:]

    init(_ header: ZoomHeader, _ survey: ZoomTableSurvey, _ context: ZoomContext) {
        self.context = context
        self.header = header
        dayFirst = survey.dayFirst
        descends = survey.descends
        attachments = ZoomAttachments(context)
    }

    /// Yields a row as one message, or as one loss.
    func read(_ row: [String], at place: Place) throws {
        guard let time = time(row) else {
            return try lose("zoom.message.no-time", place, "the message states no usable time")
        }
        let sender = sender(row)
        guard let author = context.people.id(of: sender) else {
            return try lose("zoom.message.no-author", place, "the message does not say who wrote it")
        }
        guard let room = room(row, sender) else {
            return try lose(
                "zoom.message.no-place", place, "nothing says in which channel or talk the message stands")
        }
        if time.stated == nil, context.options.timeZone == nil {
            context.rooms.change(room) { $0.assumesUTC = true }
        }
        let timestamp = time.timestamp
        let text = header.value(.message, in: row) ?? ""
        let id =
            header.value(.messageId, in: row).map(ZoomKeys.messageId)
            ?? derivedId(time.key, room, author, text)
        let key = context.keys.message(room, id)
        var message = Message(
            key: key, channel: context.keys.channel(room), author: context.keys.person(author),
            sentAt: timestamp,
            order: order(timestamp), body: ZoomMarkup(text, ranges: []).text)
        if let root = header.value(.replyTo, in: row).map(ZoomKeys.messageId), root != id {
            message.threadRoot = context.keys.message(room, root)
        }
        message.attachments = try files(row, of: key, at: place)
        try stateHurt(text, message, at: place)
        context.rooms.note(author, in: room, at: timestamp)
        try context.sink.take(.message(message))
    }

    private func stateHurt(_ text: String, _ message: Message, at place: Place) throws {
        let key = message.key
        if text.isEmpty, message.attachments.isEmpty {
            try context.losses.state(
                "zoom.message.empty", .carriedWithLoss, .message, key: key.key, place: place,
                because: "the message holds neither text nor files")
        }
        if text.unicodeScalars.contains("\u{FFFD}") {
            try context.losses.state(
                "zoom.text.broken", .carriedWithLoss, .message, key: key.key, place: place,
                because: "some bytes of the message are not UTF-8")
        }
    }

    private func lose(_ code: String, _ place: Place, _ reason: String) throws {
        try context.losses.state(code, .notSupported, .message, place: place, because: reason)
    }

    private func files(_ row: [String], of key: MessageKey, at place: Place) throws -> [AttachmentKey] {
        let names = (header.value(.file, in: row) ?? "").split { $0 == ";" || $0.isNewline }.map(
            \.trimmedBlanks)
        return try names.filter { !$0.isEmpty }.enumerated().map { index, name in
            let file = name.split(separator: "/").last.map(String.init) ?? name
            return try attachments.yield(
                key, id: "\(index)", name: file, entries: context.files.entries(named: file), at: place)
        }
    }

    // MARK: Times

    private func time(_ row: [String]) -> (timestamp: Timestamp, stated: Int64?, key: Int64)? {
        let text = [header.value(.date, in: row), header.value(.time, in: row)].compactMap { $0 }.joined(
            separator: " ")
        guard let time = TableTime(text, dayFirst: dayFirst) else { return nil }
        let offset = time.offset ?? (header.isUTC ? 0 : nil)
        let seconds = offset.map { time.wall - $0 }
        let timestamp = seconds.map { Timestamp(seconds: $0) } ?? context.timestamp(wallSeconds: time.wall)
        return (
            Timestamp(milliseconds: timestamp.milliseconds + time.milliseconds), offset,
            time.wall * 1000 + time.milliseconds
        )
    }

    // Rows of one second keep the order in which they came to be.
    private func order(_ time: Timestamp) -> Int64 {
        index = time.milliseconds == moment ? index + 1 : 0
        moment = time.milliseconds
        return context.order(time, index: descends ? 999_999 - index : index)
    }

    // MARK: Who and where

    private func sender(_ row: [String]) -> ZoomIdentity {
        var identity = ZoomIdentity(shown: header.value(.sender, in: row) ?? "")
        if let address = header.value(.senderAddress, in: row).flatMap({ ZoomIdentity.address($0) }) {
            identity.address = address
        }
        return identity
    }

    private func room(_ row: [String], _ sender: ZoomIdentity) -> String? {
        if let id = header.value(.channelId, in: row) {
            let room = context.rooms.canonical(id)
            context.rooms.change(room) { found in
                if found.name.isEmpty { found.name = header.value(.channel, in: row) ?? "" }
            }
            return room
        }
        if let name = header.value(.channel, in: row) { return room(named: name) }
        guard let receiver = header.value(.receiver, in: row) else { return nil }
        let identity = ZoomIdentity(shown: receiver)
        // A column for both: people by their addresses or as somebody who writes in this table, the rest channels.
        if identity.address != nil { return context.directRoom(sender, identity) }
        return room(named: receiver)
    }

    private func room(named name: String) -> String {
        let id = "name/" + name
        context.rooms.change(id) { room in
            room.name = name
            room.kind = room.kind ?? .private
        }
        return id
    }

    // Zoom's export has no ids: the moment as it is written, the sender and the text.
    private func derivedId(_ time: Int64, _ room: String, _ author: String, _ text: String) -> String {
        let words = author + "\n" + text
        let stem = "\(time)/" + SHA256.digest(of: words).hex.prefix(16)
        if time != ordinalMoment {
            ordinals.removeAll(keepingCapacity: true)
            ordinalMoment = time
        }
        let ordinal = ordinals[room + "\n" + stem, default: 0]
        ordinals[room + "\n" + stem] = ordinal + 1
        return ordinal == 0 ? stem : stem + "/\(ordinal)"
    }

    private var ordinalMoment: Int64 = .min
}
