// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import Glibc

/// Reads an archive's JSON arrays element by element and turns what is broken into losses.
struct SlackSource {
    let archive: Archive
    let layout: SlackLayout
    let sink: any RecordSink
    /// Reads the files of messages ahead, once it is known which they are.
    var ahead: ReadAhead?

    /// Where something stands.
    func place(_ entry: ArchiveEntry, _ offset: Int64? = nil) -> Place {
        Place(archive: archive.path, entry: entry.name, offset: offset)
    }

    /// Hands out the elements of the array that a file is or holds. An element that is broken is a loss and is skipped;
    /// where the file itself breaks off, the rest is one loss. What the body throws ends the reading.
    func elements(
        of entry: ArchiveEntry, at path: SplitPath = .topLevelArray, lost kind: RecordKind,
        _ body: (_ element: JSONElement, _ offset: Int64) throws -> Void
    ) throws {
        let elements = JSONElementStream(path)
        func broken(_ offset: Int64, _ error: JSONError) throws {
            try sink.take(.unreadable("slack.json.broken-element", kind, at: place(entry, offset), error))
        }
        do {
            try read(entry) { try elements.feed($0, broken: broken, body) }
            try elements.finish(broken: broken, body)
        } catch let error as JSONError {
            let place = place(entry, Int64(error.offset))
            try sink.take(.unreadable("slack.json.broken-file", kind, at: place, error, isWholeFile: true))
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            try sink.take(.damaged("slack.entry.damaged", kind, at: place(entry), failure))
        }
    }

    // Packed files count as what they are unpacked; nobody knows that before.
    private func read(_ entry: ArchiveEntry, _ chunk: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard entry.name.hasSuffix(".gz") else {
            let counted: (UnsafeRawBufferPointer) throws -> Void = { bytes in
                sink.advance(bytes: Int64(bytes.count))
                try chunk(bytes)
            }
            if let ahead, try ahead.read(entry, counted) { return }
            return try archive.read(entry, counted)
        }
        try archive.readGzip(entry, chunk)
        sink.advance(bytes: entry.size ?? 0)
    }
}

extension SlackSource {
    /// The first text that one of a file's elements gives; `nil` when none does or the file breaks off before.
    func firstText(
        in entry: ArchiveEntry, at path: SplitPath = .topLevelArray, where text: (JSONElement) -> String?
    ) throws -> String? {
        struct Found: Error { let text: String }
        let elements = JSONElementStream(path)
        do {
            try read(entry) { chunk in
                // What is broken is stated where the file is read.
                try elements.feed(chunk, broken: { _, _ in }) { element, _ in
                    if let found = text(element) { throw Found(text: found) }
                }
            }
        } catch let found as Found {
            return found.text
        } catch is JSONError {
            return nil
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            return nil
        }
        return nil
    }
}

extension SlackSource {
    /// The database of slackdump's in the archive; `nil` when there is none, or another program's.
    ///
    /// - Throws: `Failure.archiveInvalid` when it is damaged.
    func database() throws -> SlackdumpDatabase? {
        guard let entry = layout.database, try hasHeader(entry) else { return nil }
        return try SlackdumpDatabase(archive, entry, log: try log(of: entry))
    }

    private func log(of entry: ArchiveEntry) throws -> DatabaseLog? {
        if let log = layout.databaseLog, log.name == entry.name + "-wal" {
            return DatabaseLog(archive: archive, entry: log)
        }
        var status = stat()
        guard archive.kind == .file, stat(archive.path + "-wal", &status) == 0, status.st_size > 0 else {
            return nil
        }
        let beside = try Archive.open(archive.path + "-wal")
        return beside.entries.first.map { DatabaseLog(archive: beside, entry: $0) }
    }

    private func hasHeader(_ entry: ArchiveEntry) throws -> Bool {
        try head(of: entry, bytes: 16).elementsEqual("SQLite format 3\0".utf8)
    }

    /// The first bytes of a file, one more than asked for where there are more; all of a shorter one.
    func head(of entry: ArchiveEntry, bytes limit: Int) throws -> [UInt8] {
        struct Enough: Error {}
        var head: [UInt8] = []
        do {
            try archive.read(entry) { chunk in
                head += chunk.prefix(limit - head.count)
                if head.count >= limit { throw Enough() }
            }
        } catch is Enough {
            return head
        }
        return head
    }
}
