// SPDX-License-Identifier: Apache-2.0

import CArchive
import FerryModel
import Glibc

/// A tar, packed or not, or a single packed file. It has no directory: listing it passes over all of it once.
struct TarContainer: Container {
    let kind: Archive.Kind
    private(set) var index: EntryIndex
    private let file: InputFile
    private let limits: ArchiveLimits

    init(_ file: InputFile, limits: ArchiveLimits) throws {
        self.file = file
        self.limits = limits
        index = EntryIndex(archive: file.path, limits: limits)
        let isGzip = try file.bytes(at: 0, count: 2) == [0x1F, 0x8B]
        let gzip = isGzip ? try GzipSource(file, limits: limits) : nil
        let stream = try LibarchiveStream(gzip ?? FileSource(file), .tar, archive: file.path)
        guard try stream.nextHeader() else {
            throw Failure.archiveInvalid("the archive holds nothing", in: file.path)
        }
        guard isGzip || stream.isPacked || !stream.isRaw else {
            throw Failure.archiveInvalid(
                "the archive is damaged at its start, or cut after \(file.size) bytes", in: file.path)
        }
        kind = stream.isRaw ? .file : .tar
        if !stream.isRaw { try list(stream) }
        try gzip?.verify()
        if stream.isRaw {
            let name = EntryName(Self.unpackedName(of: file).utf8, limits: limits)
            try index.add(name, size: gzip?.count, ordinal: 0)
        }
        index.finish()
    }

    func makeReader() throws -> any EntryReader {
        try file.checkUnchanged()
        return try TarReader(file, limits: limits)
    }

    func source(of entry: ArchiveEntry) throws -> any ByteSource {
        try file.checkUnchanged()
        let stream = try LibarchiveStream(FileSource(file), .tar, archive: file.path)
        for _ in 0...entry.ordinal {
            guard try stream.nextHeader() else { throw Failure.archiveChanged(file.path, entry: entry.name) }
        }
        return StreamSource(stream)
    }

    func digest() throws -> Digest { try file.digest() }

    /// The name without the ending that says how it is packed.
    private static func unpackedName(of file: InputFile) -> String {
        let name = file.lastPathPart
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
        return String(name[..<dot])
    }

    private mutating func list(_ stream: LibarchiveStream) throws {
        var ordinal = 0
        var behindData: Int64
        repeat {
            try index.count()
            try add(stream, ordinal: ordinal)
            ordinal += 1
            try stream.skipData()
            behindData = stream.containerBytes
        } while try stream.nextHeader()
        // Without the block of zeros at its end a tar may have been cut between two files.
        guard stream.containerBytes >= behindData + 512 else {
            throw Failure.archiveInvalid(
                "the tar archive has no end: it was cut after \(file.size) bytes or is still being copied",
                in: file.path, offset: file.size)
        }
    }

    private mutating func add(_ stream: LibarchiveStream, ordinal: Int) throws {
        let name = EntryName(stream.name, limits: limits)
        switch stream.fileType {
        case S_IFREG:
            // Passing over it would unpack it, so this cannot wait until somebody reads it.
            guard !limits.isBomb(unpacked: stream.size ?? 0, packed: file.size) else {
                throw Failure.archiveInvalid(
                    "a file in the archive unpacks to more than \(limits.ratio) times the archive",
                    in: file.path, entry: name.text,
                    remedy: "do not trust this archive; ask for a new one from the source system")
            }
            try index.add(name, size: stream.size, ordinal: ordinal)
        case S_IFDIR where name.refusal != .leadsOutside: break
        case S_IFDIR: try index.add(name, size: nil, ordinal: ordinal)
        case S_IFLNK, nil: try index.add(name, size: nil, ordinal: ordinal, refusal: .link)
        default: try index.add(name, size: nil, ordinal: ordinal, refusal: .device)
        }
    }
}

/// Unchecked because one caller at a time uses it.
private final class TarReader: EntryReader, @unchecked Sendable {
    private let file: InputFile
    private let limits: ArchiveLimits
    private let stream: LibarchiveStream
    /// The ordinal of the entry that the next header is for.
    private var next = 0

    init(_ file: InputFile, limits: ArchiveLimits) throws {
        self.file = file
        self.limits = limits
        stream = try LibarchiveStream(FileSource(file), .tar, archive: file.path)
    }

    func reaches(_ entry: ArchiveEntry) -> Bool { entry.ordinal >= next }

    func read(_ entry: ArchiveEntry, _ chunk: (UnsafeRawBufferPointer) -> Bool) throws {
        while next <= entry.ordinal {
            guard try stream.nextHeader() else { throw Failure.archiveChanged(file.path, entry: entry.name) }
            next += 1
        }
        guard stream.isRaw || EntryName(stream.name, limits: limits).text == entry.name else {
            throw Failure.archiveChanged(file.path, entry: entry.name)
        }
        let packedBefore = max(0, stream.packedBytes - 1 << 20)
        var unpacked: Int64 = 0
        var isBomb = false
        _ = try stream.readData(entry: entry.name) { bytes in
            unpacked += Int64(bytes.count)
            isBomb = limits.isBomb(unpacked: unpacked, packed: stream.packedBytes - packedBefore)
            return !isBomb && chunk(bytes)
        }
        guard !isBomb else {
            throw Failure.archiveInvalid(
                "a file in the archive unpacks to more than \(limits.ratio) times its packed size",
                in: file.path, entry: entry.name, offset: unpacked,
                remedy: "do not trust this archive; ask for a new one from the source system")
        }
        try file.checkUnchanged()
    }
}
