// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryModel

/// The second pass: every mail that goes to a room is read whole and yielded, then the rooms and the people.
final class MailReader {
    private let archive: Archive
    private let layout: MailLayout
    private let index: MailIndex
    private let findings: MailFindings
    private let options: MailOptions
    private let sink: any RecordSink
    private let people: MailPeople
    private let presence: MailStatement
    // A few large mails, or some hundred of the usual size.
    private static let bytesAtOnce = 8 << 20

    /// Makes the pass over an index that has its threads resolved.
    init(
        _ archive: Archive, _ layout: MailLayout, _ survey: MailSurvey, _ options: MailOptions,
        _ sink: any RecordSink
    ) throws {
        self.archive = archive
        self.layout = layout
        index = survey.index
        findings = survey.findings
        self.options = options
        self.sink = sink
        people = try MailPeople(index.database, domains: options.domains)
        try index.database.execute(
            "CREATE TABLE presence(room INTEGER, address TEXT, date INTEGER, PRIMARY KEY(room, address)) WITHOUT ROWID"
        )
        presence = try index.database.statement(
            "INSERT INTO presence VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET date = min(date, excluded.date)")
    }

    /// What the index knows about a mail.
    private struct Entry: Sendable {
        let number: Int64
        let room: MailRoom
        let key: MessageKey
        let isNamed: Bool
        let messageID: String
        let date: Timestamp
        let clock: MailFacts.Clock
        let order: Int64
        let root: MessageKey?
        let parent: MessageKey?
        let showsSubject: Bool
    }

    /// Yields everything.
    ///
    /// An import that was interrupted goes on with the mail after the last one that is kept; of those before it only the
    /// headers are looked at, for the people.
    func run() throws {
        let done = sink.resumesAt.flatMap { Int64($0) } ?? 0
        let mails = try index.database.statement(
            """
            SELECT m.file, m.offset, m.length, m.room, m.key, m.named, m.date, m.clock, m.place, r.key, p.key,
                m.root IS NULL OR m.subject <> r.subject, m.id, m.short
            FROM mail m LEFT JOIN mail r ON r.id = m.root LEFT JOIN mail p ON p.id = m.parent
            WHERE m.twin IS NULL ORDER BY m.id
            """)
        try index.database.execute("BEGIN")
        try read(mails, from: done)
        try index.database.execute("COMMIT")
        try MailRooms(index, findings, options).yield(into: sink)
        for (_, address) in MailChoices.members(options, of: index.rooms) {
            _ = try people.note(MailAuthor(address: address), at: Timestamp(milliseconds: 0))
        }
        try people.yield(into: sink)
        try yieldPresence()
        try stateTwins()
    }

    /// Reads the mails of the index, several at once, and yields those behind `done` in their order.
    private func read(_ mails: MailStatement, from done: Int64) throws {
        typealias Mail = (entry: Entry, range: MailIndex.Range, buffer: MailBuffer)
        typealias Read = (entry: Entry, range: MailIndex.Range, reading: MailReading)
        let work = OrderedWork<Mail, Read>(limit: Self.bytesAtOnce) { [options] mail in
            let reading = MailReading(
                mail.buffer, key: mail.entry.key, options, isShort: mail.range.isShort,
                isWhole: mail.entry.number > done)
            return (mail.entry, mail.range, reading)
        }
        var count = 0
        let take = { (read: Read) in
            let person = try self.note(read.entry, read.reading.author)
            guard read.entry.number > done else { return }
            try self.yield(read.entry, read.range, read.reading, person)
            count += 1
            if count % 256 == 0 { try self.sink.checkpoint(String(read.entry.number)) }
        }
        let fetcher = MailFetcher(archive, layout) { [sink] in sink.advance(bytes: Int64($0 / 2)) }
        try fetcher.fetch(
            { () -> (range: MailIndex.Range, wanted: Entry)? in
                guard try mails.step() else { return nil }
                let range = MailIndex.Range(
                    file: Int(mails.number(0)), offset: mails.number(1), length: mails.number(2),
                    isShort: mails.number(13) == 1)
                return (range, self.entry(mails))
            },
            { entry, range, buffer in
                // What a mail becomes takes no more memory than the mail.
                try work.add((entry, range, buffer), weight: Int(clamping: range.length), take)
            })
        try work.finish(take)
    }

    private func entry(_ row: MailStatement) -> Entry {
        let room = index.rooms[Int(row.number(3))]
        let key = row.text(4)
        return Entry(
            number: row.number(12), room: room, key: MailKeys.message(room, key), isNamed: row.number(5) == 1,
            messageID: key,
            date: Timestamp(milliseconds: row.number(6)),
            clock: MailFacts.Clock(rawValue: row.number(7)) ?? .date,
            order: row.number(8), root: row.isNull(9) ? nil : MailKeys.message(room, row.text(9)),
            parent: row.isNull(10) ? nil : MailKeys.message(room, row.text(10)),
            showsSubject: row.number(11) == 1)
    }

    // MARK: One mail

    /// Who wrote a mail; in a list that makes a member.
    private func note(_ entry: Entry, _ author: MailAuthor) throws -> PersonKey {
        let person = try people.note(author, at: entry.date)
        if entry.room.isList {
            try presence.run(
                .number(index.number(of: entry.room)), .text(person.key.id), .number(entry.date.milliseconds))
        }
        return person
    }

    private func yield(
        _ entry: Entry, _ range: MailIndex.Range, _ reading: MailReading, _ person: PersonKey
    ) throws {
        guard let body = reading.body, let envelope = reading.envelope else { return }
        let name = layout.entry(range.file).name
        var text = body.text
        if entry.showsSubject, !reading.subject.isEmpty {
            text.blocks.insert(
                .paragraph([.strong([.text(String(reading.subject.prefix(500)))])]), at: 0)
        }
        for file in body.files + body.pictures {
            try sink.take(.attachment(attachment(file, entry.key, name, range)))
        }
        try sink.take(
            .message(
                Message(
                    key: entry.key, channel: entry.room.key, author: person, sentAt: entry.date,
                    order: entry.order,
                    threadRoot: entry.root, replyTo: entry.parent,
                    kind: reading.isFromMachine ? .notice : .text,
                    body: text,
                    attachments: body.files.map { MailKeys.attachment(entry.key, $0.part) },
                    envelope: envelope)))
        try stateLosses(
            entry, body, reading.author,
            place: Place(archive: archive.path, entry: name, offset: range.offset))
    }

    private func attachment(_ file: MailFile, _ key: MessageKey, _ entry: String, _ range: MailIndex.Range)
        -> Attachment
    {
        let part = MailPartName(entry: entry, offset: range.offset, length: range.length, part: file.part)
        return Attachment(
            key: MailKeys.attachment(key, file.part), name: file.name, mediaType: file.type,
            location: file.missing.map { .missing(code: $0) } ?? .entry(part.text), link: file.link)
    }

    // MARK: Losses

    private func stateLosses(_ entry: Entry, _ body: MailComposer.Body, _ author: MailAuthor, place: Place)
        throws
    {
        var losses = body.losses
        if author.address.isEmpty { losses.append(("mail.author", "the mail does not say who wrote it")) }
        switch entry.clock {
        case .date: break
        case .received, .envelope:
            losses.append(
                ("mail.date", "the date is missing or absurd; the one of the last station stands in for it"))
        case .neighbour:
            losses.append(
                ("mail.date", "the mail bears no date; the one of the mail before it stands in for it"))
        }
        for (code, reason) in losses {
            try sink.take(
                Loss(
                    code: code, kind: .message, state: .carriedWithLoss, key: entry.key.key, place: place,
                    reason: reason))
        }
        for file in body.files + body.pictures where body.cut.contains(file.part) {
            try sink.take(
                Loss(
                    code: "mail.attachment.cut", kind: .attachment, state: .carriedWithLoss,
                    key: MailKeys.attachment(entry.key, file.part).key, place: place,
                    reason: "the file in the mail ends before its end; what is there is carried"))
        }
        for file in body.files {
            guard let code = file.missing else { continue }
            let reason =
                code == "mail.attachment.scrubbed"
                ? "the list's archive took the file out of the mail and kept it elsewhere"
                : "the mail program took the file out of the mail and kept it elsewhere"
            try sink.take(
                Loss(
                    code: code, kind: .attachment, state: .notInSource,
                    key: MailKeys.attachment(entry.key, file.part).key, place: place, reason: reason))
        }
    }

    private func yieldPresence() throws {
        for (room, address) in MailChoices.members(options, of: index.rooms) {
            try sink.take(
                .membership(Membership(channel: room.key, person: MailKeys.person(address), joinedAt: nil)))
        }
        let all = try index.database.statement(
            "SELECT room, address, date FROM presence ORDER BY room, address")
        while try all.step() {
            let room = index.rooms[Int(all.number(0))]
            try sink.take(
                .membership(
                    Membership(
                        channel: room.key, person: MailKeys.person(all.text(1)),
                        joinedAt: Timestamp(milliseconds: all.number(2)))))
        }
    }

    private func stateTwins() throws {
        let twins = try index.database.statement(
            "SELECT file, count(*) FROM mail WHERE twin IS NOT NULL GROUP BY file ORDER BY file")
        var counts: [String: Int] = [:]
        while try twins.step() {
            let number = Int(twins.number(0))
            let mailbox = MailLayout.mailbox(of: layout.entry(number).name, layout.form(number))
            counts[mailbox, default: 0] += Int(twins.number(1))
        }
        for (mailbox, count) in counts.sorted(by: { $0.key < $1.key }) {
            try sink.take(
                Loss(
                    code: "mail.duplicate", kind: .message, state: .filtered,
                    place: Place(archive: archive.path, entry: mailbox),
                    reason: "copies of mails that are carried once",
                    count: count))
        }
    }
}
