// SPDX-License-Identifier: Apache-2.0

import FerryModel

/// A ZIP, Zip64 included. Its directory is read here, its contents are unpacked by libarchive.
struct ZipContainer: Container {
    let kind = Archive.Kind.zip
    private let directory: ZipDirectory
    private let file: InputFile

    init(_ file: InputFile, limits: ArchiveLimits) throws(Failure) {
        self.file = file
        directory = try ZipDirectory(file, limits: limits)
    }

    var index: EntryIndex { directory.index }

    func makeReader() -> any EntryReader { ZipReader(file, directory.records) }

    func source(of entry: ArchiveEntry) throws -> any ByteSource {
        let source = ZipSource(file)
        try source.prepare(directory.records[entry.ordinal], named: entry.name)
        let stream = try LibarchiveStream(source, .zip, archive: file.path)
        guard try stream.nextHeader() else {
            throw stream.failure("a file in the archive cannot be unpacked", entry: entry.name)
        }
        return StreamSource(stream)
    }

    func digest() throws -> Digest { try file.digest() }
}

/// Unchecked because one caller at a time uses it.
private final class ZipReader: EntryReader, @unchecked Sendable {
    private let file: InputFile
    private let records: [ZipRecord]
    /// What unpacks, and what it reads from; `nil` after an entry that was not read to its end.
    private var current: (stream: LibarchiveStream, source: ZipSource)?

    init(_ file: InputFile, _ records: [ZipRecord]) {
        self.file = file
        self.records = records
    }

    func reaches(_ entry: ArchiveEntry) -> Bool { true }

    func read(_ entry: ArchiveEntry, _ chunk: (UnsafeRawBufferPointer) -> Bool) throws {
        let record = records[entry.ordinal]
        let source = current?.source ?? ZipSource(file)
        // Before the stream is made: libarchive reads the first bytes when it opens.
        try source.prepare(record, named: entry.name)
        let stream = try current?.stream ?? LibarchiveStream(source, .zip, archive: file.path)
        current = nil
        guard try stream.nextHeader() else {
            throw stream.failure("a file in the archive cannot be unpacked", entry: entry.name)
        }
        let isWhole = try stream.readData(entry: entry.name, chunk)
        try file.checkUnchanged()
        if isWhole { current = (stream, source) }
    }
}
