// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryModel

/// Reads wanted mails out of an archive in one pass: only the files that hold one, and each mail into a buffer of its own.
final class MailFetcher {
    private struct Enough: Error {}
    private struct Packed: Error {}

    private let archive: Archive
    private let layout: MailLayout
    private let advance: (Int) -> Void
    private var buffer: MailBuffer?

    /// Makes a reader; `advance` hears how many bytes of the archive have passed.
    init(_ archive: Archive, _ layout: MailLayout, advance: @escaping (Int) -> Void = { _ in }) {
        self.archive = archive
        self.layout = layout
        self.advance = advance
    }

    /// Hands out the mails that `next` names, which it must do in the order of the first pass. The buffer belongs to
    /// the one it is handed to. A file that is damaged gives the mails before the damage.
    func fetch<Wanted>(
        _ next: () throws -> (range: MailIndex.Range, wanted: Wanted)?,
        _ body: (Wanted, MailIndex.Range, MailBuffer) throws -> Void
    ) throws {
        var pending = try next()
        try layout.forEachFile { number, entry, form in
            guard pending?.range.file == number else { return }
            var position: Int64 = 0
            self.buffer = nil
            do {
                try self.read(entry, form) { chunk in
                    self.advance(chunk.count)
                    try self.take(chunk, at: position, in: number, &pending, next, body)
                    position += Int64(chunk.count)
                    if pending?.range.file != number { throw Enough() }
                }
            } catch is Enough {
            } catch let failure as Failure where failure.kind == .archiveInvalid {
            }
            // What a damaged file still owed is passed over; the first pass has stated the damage.
            while pending?.range.file == number { pending = try next() }
        }
    }

    /// Streams a file as it is read: unpacked where it is packed, with the line ends of mail.
    func read(
        _ entry: ArchiveEntry, _ form: MailLayout.Form, _ chunk: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var ends = LineEnds()
        if form == .packedMbox {
            try archive.readGzip(entry) { try ends.feed($0, chunk) }
        } else {
            do {
                var isFirst = form == .maildir || form == .eml
                try archive.read(entry) { bytes in
                    // Dovecot packs single mails and leaves their names as they are.
                    if isFirst, bytes.starts(with: MailHead.gzipMark) { throw Packed() }
                    isFirst = false
                    try ends.feed(bytes, chunk)
                }
            } catch is Packed {
                try archive.readGzip(entry) { try ends.feed($0, chunk) }
            }
        }
        try ends.finish(chunk)
    }

    private func take<Wanted>(
        _ chunk: UnsafeRawBufferPointer, at position: Int64, in number: Int,
        _ pending: inout (range: MailIndex.Range, wanted: Wanted)?,
        _ next: () throws -> (range: MailIndex.Range, wanted: Wanted)?,
        _ body: (Wanted, MailIndex.Range, MailBuffer) throws -> Void
    ) throws {
        let chunkEnd = position + Int64(chunk.count)
        while let (range, wanted) = pending, range.file == number, range.offset < chunkEnd {
            let start = Int(max(range.offset, position) - position)
            let end = Int(min(range.offset + range.length, chunkEnd) - position)
            let buffer = self.buffer ?? MailBuffer(range.length)
            self.buffer = buffer
            if end > start { try buffer.append(UnsafeRawBufferPointer(rebasing: chunk[start..<end])) }
            guard range.offset + range.length <= chunkEnd else { return }
            self.buffer = nil
            try body(wanted, range, buffer)
            pending = try next()
        }
    }
}
