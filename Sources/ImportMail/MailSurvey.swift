// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryModel

/// The first pass: every mail of every file is found, its header looked at, and what goes to a room put into the index.
final class MailSurvey {
    private let archive: Archive
    private let layout: MailLayout
    private let choices: MailChoices
    private let sink: any RecordSink
    private(set) var index: MailIndex
    private(set) var findings = MailFindings()
    private var neighbour = Timestamp(milliseconds: 0)

    /// Makes the pass.
    init(_ archive: Archive, _ layout: MailLayout, _ choices: MailChoices, _ sink: any RecordSink) throws {
        self.archive = archive
        self.layout = layout
        self.choices = choices
        self.sink = sink
        index = try MailIndex()
    }

    /// Goes through all files.
    func run() throws {
        try layout.forEachFile { number, entry, form in
            do {
                try self.survey(number, entry, form)
            } catch let failure as Failure where failure.kind == .archiveInvalid {
                try self.sink.take(
                    Loss(
                        code: "mail.file.damaged", kind: .message, state: .notSupported,
                        place: Place(archive: self.archive.path, entry: entry.name),
                        reason: "the file is damaged; the mails before the damage are read"))
            }
        }
        try index.close()
    }

    private func survey(_ number: Int, _ entry: ArchiveEntry, _ form: MailLayout.Form) throws {
        let mailbox = MailLayout.mailbox(of: entry.name, form)
        switch form {
        case .mbox, .packedMbox: try surveyMbox(number, entry, form, mailbox)
        case .emlx: try surveyEmlx(number, entry, mailbox)
        default:
            let scan = MailScan(at: 0)
            try read(entry, form) { scan.take($0) }
            scan.end = lastSize
            let stated = form == .maildir ? MaildirName.size(entry.name) : nil
            try take(scan, number, entry, mailbox, isShort: stated.map { $0 > lastSize } ?? false)
        }
    }

    /// How many bytes the file read last has.
    private var lastSize: Int64 = 0

    private func read(
        _ entry: ArchiveEntry, _ form: MailLayout.Form, _ chunk: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        lastSize = 0
        let fetcher = MailFetcher(archive, layout)
        try fetcher.read(entry, form) { bytes in
            self.lastSize += Int64(bytes.count)
            // Each pass has its share of the archive's bytes; the second takes the longest.
            self.sink.advance(bytes: Int64(bytes.count / 4))
            try chunk(bytes)
        }
    }

    private func surveyMbox(_ number: Int, _ entry: ArchiveEntry, _ form: MailLayout.Form, _ mailbox: String)
        throws
    {
        let assembler = MailAssembler { scan in
            // Whoever writes an mbox ends each mail with a line end (RFC 4155); only the last mail may lack it.
            try self.take(scan, number, entry, mailbox, isShort: scan.endsInLine)
        }
        let splitter = MboxSplitter(assembler)
        defer { neighbour = Timestamp(milliseconds: 0) }
        do {
            try read(entry, form) { try splitter.feed($0) }
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            try? splitter.finish()
            try assembler.finish(at: lastSize)
            throw failure
        }
        try splitter.finish()
        try assembler.finish(at: lastSize)
        try state(
            "mail.separator.doubtful", splitter.doubtful, entry,
            "lines look like the start of a mail in part, and are taken for text")
        try state(
            "mail.separator.uncertain", splitter.uncertain + assembler.contested, entry,
            "lines that part two mails stand where text may be: without a blank line before them, or inside what Content-Length states"
        )
        if splitter.stray > 0 {
            try sink.take(
                Loss(
                    code: "mail.stray", kind: .message, state: .notSupported,
                    place: Place(archive: archive.path, entry: entry.name, offset: 0),
                    reason: "\(splitter.stray) bytes before the first mail belong to none"))
        }
    }

    private func state(_ code: String, _ count: Int, _ entry: ArchiveEntry, _ reason: String) throws {
        guard count > 0 else { return }
        try sink.take(
            Loss(
                code: code, kind: .message, state: .carriedWithLoss,
                place: Place(archive: archive.path, entry: entry.name),
                reason: reason, count: count))
    }

    private func surveyEmlx(_ number: Int, _ entry: ArchiveEntry, _ mailbox: String) throws {
        var head: [UInt8] = []
        var scan: MailScan?
        var length: Int64 = 0
        var left: Int64 = 0
        try read(entry, .emlx) { chunk in
            var rest = chunk
            if scan == nil {
                let end = rest.firstIndex(of: 10)
                head += rest[..<(end ?? rest.count)]
                guard let end else { return }
                let digits = String(decoding: head, as: UTF8.self).filter(\.isNumber)
                length = Int64(digits) ?? Int64.max
                left = length
                scan = MailScan(at: Int64(head.count + 1))
                rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
            }
            let part = Int(min(left, Int64(rest.count)))
            if part > 0 { scan?.take(UnsafeRawBufferPointer(rebasing: rest[..<part])) }
            left -= Int64(part)
        }
        guard let scan else { return }
        scan.end = min(lastSize, scan.offset + min(length, lastSize))
        try take(scan, number, entry, mailbox, isShort: left > 0 && length < Int64.max)
    }

    // MARK: One mail

    private func take(
        _ scan: MailScan, _ number: Int, _ entry: ArchiveEntry, _ mailbox: String, isShort: Bool
    ) throws {
        let header = scan.header
        let list = header.value(.listID).flatMap { MailList($0) }
        let labels = header.value(.gmailLabels).map { MailLabels.names($0) } ?? []
        findings.count(mailbox: mailbox, labels: labels, list: list?.id, listName: list?.name ?? "")
        guard !choices.isEmpty else { return }
        if let why = Self.flagged(header, entry) { return findings.leave(why, mailbox: mailbox) }
        switch choices.fate(list: list?.id, mailbox: mailbox, labels: labels) {
        case .notNamed: findings.leave(.notNamed, mailbox: mailbox)
        case .discarded: findings.leave(.discarded, mailbox: mailbox)
        case .room(let room):
            let facts = MailFacts(
                header, separator: scan.separator, neighbour: neighbour,
                arrival: MaildirName.arrival(entry.name))
            neighbour = facts.date
            try index.add(
                facts, digest: scan.digest(),
                at: MailIndex.Range(
                    file: number, offset: scan.offset, length: scan.end - scan.offset,
                    isShort: isShort),
                room: room,
                isListed: list.map { room.origin == .list($0.id) } ?? false)
        }
    }

    /// Whether flags say that the mail was deleted or never sent.
    private static func flagged(_ header: MailHeader, _ entry: ArchiveEntry) -> MailFindings.LeftOut.Why? {
        // Bit 3: deleted, and not cleared away yet.
        if let status = header.text(.mozillaStatus).flatMap({ UInt32($0, radix: 16) }), status & 8 != 0 {
            return .deleted
        }
        guard let name = entry.name.split(separator: "/").last, name.contains("2,") else { return nil }
        let flags = MaildirName.flags(String(name))
        return flags.contains("T") ? .deleted : flags.contains("D") ? .draft : nil
    }
}
