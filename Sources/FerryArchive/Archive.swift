// SPDX-License-Identifier: Apache-2.0

public import FerryModel
import Synchronization

/// An untrusted container, opened safely: what it holds as named byte streams, nothing ever unpacked by name.
///
/// A folder, a ZIP, a tar (plain or packed with gzip, zstd, xz or bzip2), or any other regular file, which
/// then counts as an archive of that one file. May be used from several threads; two reads at once use two
/// readers.
public final class Archive: Sendable {
    /// What holds the files.
    public enum Kind: String, Sendable, Hashable {
        case folder
        case zip
        case tar
        case file
    }

    /// The path as the administrator gave it.
    public let path: String
    /// What holds the files.
    public let kind: Kind
    /// The files, sorted by the bytes of their names.
    public let entries: [ArchiveEntry]
    /// What the archive lists and this type never reads: to be reported.
    public let refused: [RefusedEntry]

    let container: any Container
    let limits: ArchiveLimits
    /// A reader between two reads, kept because the next entry is usually just ahead of it.
    private let idle = Mutex<(any EntryReader)?>(nil)
    private let knownDigest = Mutex<Digest?>(nil)

    init(path: String, container: any Container, limits: ArchiveLimits) {
        self.path = path
        self.container = container
        self.limits = limits
        kind = container.kind
        entries = container.index.entries
        refused = container.index.refused
    }

    /// The file with exactly this name.
    public func entry(named name: String) -> ArchiveEntry? {
        var name = name
        return name.withUTF8 { name in
            var range = entries.startIndex..<entries.endIndex
            while !range.isEmpty {
                let middle = range.lowerBound + range.count / 2
                let order = entries[middle].order(to: name)
                if order == 0 { return entries[middle] }
                range = order < 0 ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
            }
            return nil
        }
    }

    /// The folder that holds everything, `nil` when there is not exactly one at the top. `entries` still have
    /// it in their names.
    public var commonTopFolder: String? {
        guard let name = entries.first?.name, let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")) else {
            return nil
        }
        let folder = name.utf8[...slash]
        return entries.allSatisfy { $0.isInside(folder) } ? String(name[..<slash]) : nil
    }

    /// Streams a file in chunks, lent for the call. In a tar, a file before the one read last makes it start
    /// over; `readAll` gives the order in which that never happens.
    ///
    /// Throws `Failure(.archiveInvalid)` where the archive is damaged, the file is not as long as declared or
    /// grows like a bomb, and whatever the body throws, which ends the stream. Chunks before a failure have
    /// been handed out.
    public func read(_ entry: ArchiveEntry, _ chunk: (UnsafeRawBufferPointer) throws -> Void) throws {
        let reader = try takeReader(for: entry)
        var count: Int64 = 0
        var stop: (any Error)?
        // A stream that the caller ends leaves the reader whole; an error of the reader does not.
        try reader.read(entry) { bytes in
            count += Int64(bytes.count)
            do {
                if count > entry.size ?? limits.totalBytes { throw tooLong(entry, at: count) }
                try chunk(bytes)
            } catch {
                stop = error
            }
            return stop == nil
        }
        idle.withLock { $0 = reader }
        if let stop { throw stop }
        if let size = entry.size, count != size {
            throw Failure.archiveInvalid(
                "a file in the archive has \(count) bytes instead of \(size)", in: path, entry: entry.name,
                offset: count)
        }
    }

    /// The SHA-256 over the bytes of the archive file; of a folder over the names, sizes and digests of its
    /// files, in the order of `entries`; of a part of an archive file over the archive's and the names. Reads
    /// everything, once.
    public func digest() throws -> Digest {
        if let known = knownDigest.withLock({ $0 }) { return known }
        let digest = try container.digest()
        knownDigest.withLock { $0 = digest }
        return digest
    }

    /// The bytes of a file for somebody who asks for them.
    func source(of entry: ArchiveEntry) throws -> any ByteSource { try container.source(of: entry) }

    private func takeReader(for entry: ArchiveEntry) throws -> any EntryReader {
        let kept = idle.withLock { slot in
            defer { slot = nil }
            return slot
        }
        if let kept, kept.reaches(entry) { return kept }
        return try container.makeReader()
    }

    private func tooLong(_ entry: ArchiveEntry, at offset: Int64) -> Failure {
        .archiveInvalid(
            "a file in the archive unpacks to more bytes than declared or allowed", in: path,
            entry: entry.name, offset: offset)
    }
}
