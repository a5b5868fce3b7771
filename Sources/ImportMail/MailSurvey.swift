// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryModel

/// The first pass: every mail of every file is found, its header looked at, and what goes to a room put into the index.
final class MailSurvey {
    private let archive: Archive
    private let layout: MailLayout
    private let sink: any RecordSink
    private(set) var index: MailIndex
    private(set) var findings = MailFindings()
    private var neighbour = Timestamp(milliseconds: 0)
    private let work: OrderedWork<(scan: MailScan, place: MailNote.Place), MailNote>
    private static let bytesAtOnce = 2 << 20

    /// Makes the pass.
    init(_ archive: Archive, _ layout: MailLayout, _ choices: MailChoices, _ sink: any RecordSink) throws {
        self.archive = archive
        self.layout = layout
        self.sink = sink
        index = try MailIndex()
        work = OrderedWork(limit: Self.bytesAtOnce) { MailNote($0.scan, at: $0.place, choices) }
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
        try work.finish(take)
        try index.close()
    }

    private func survey(_ number: Int, _ entry: ArchiveEntry, _ form: MailLayout.Form) throws {
        let mailbox = MailLayout.mailbox(of: entry.name, form)
        switch form {
        case .mbox, .packedMbox: try surveyMbox(number, entry, form, mailbox)
        case .emlx: try surveyEmlx(number, entry, mailbox)
        default:
            do {
                try surveyMail(number, entry, form, mailbox, from: nil)
            } catch is Prelude {
                var head: [UInt8] = []
                try read(entry, form) { head += $0.prefix(max(0, Self.headLength - head.count)) }
                guard !MailHead.isMbox(head) else { return try surveyMbox(number, entry, form, mailbox) }
                try surveyMail(number, entry, form, mailbox, from: MailHead.prelude(head))
            }
        }
    }

    private struct Prelude: Error {}
    private static let headLength = 8_192

    /// Reads a file of one mail, from a place on where that is known; stops where the mail may begin behind the first
    /// byte.
    private func surveyMail(
        _ number: Int, _ entry: ArchiveEntry, _ form: MailLayout.Form, _ mailbox: String, from start: Int?
    ) throws {
        let scan = MailScan(at: Int64(start ?? 0))
        var skipped = start ?? 0
        var isFirst = start == nil
        try read(entry, form) { bytes in
            if isFirst, MailHead.mayHavePrelude(bytes) { throw Prelude() }
            isFirst = false
            let count = min(skipped, bytes.count)
            skipped -= count
            scan.take(UnsafeRawBufferPointer(rebasing: bytes[count...]))
        }
        scan.end = lastSize
        let stated = form == .maildir ? MaildirName.size(entry.name) : nil
        try take(scan, number, entry, mailbox, isShort: stated.map { $0 > lastSize } ?? false)
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
            try work.finish(take)
            throw failure
        }
        try splitter.finish()
        try assembler.finish(at: lastSize)
        // The next file's mails have no neighbours in this one.
        try work.finish(take)
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
        let place = MailNote.Place(file: number, entry: entry, mailbox: mailbox, isShort: isShort)
        try work.add((scan, place), weight: scan.headerLength, take)
    }

    private func take(_ note: MailNote) throws {
        let place = note.place
        findings.count(
            mailbox: place.mailbox, labels: note.labels, list: note.list?.id, listName: note.list?.name ?? "")
        switch note.fate {
        case .counted: break
        case .leftOut(let why): findings.leave(why, mailbox: place.mailbox)
        case .room(let room, var facts, let digest):
            if facts.clock == .neighbour { facts.date = neighbour }
            neighbour = facts.date
            try index.add(
                facts, digest: digest,
                at: MailIndex.Range(
                    file: place.file, offset: note.offset, length: note.end - note.offset,
                    isShort: place.isShort),
                room: room,
                isListed: note.list.map { room.origin == .list($0.id) } ?? false)
        }
    }
}
