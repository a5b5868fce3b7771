// SPDX-License-Identifier: Apache-2.0

import FerryModel

/// The unpacked bytes of a gzip file, checked against the checksum at its end, which libarchive 3.6 passes
/// over unread.
///
/// A file of several gzip members behind each other (`pigz`, `cat a.gz b.gz`) has only the checksum of its
/// last member at its end; it is taken as it is.
final class GzipSource: ByteSource {
    private let path: String
    private let entry: String?
    private let limits: ArchiveLimits
    private let size: Int64
    private let packed: TailSource
    private let stream: LibarchiveStream
    private var checksum = CRC32()
    /// Bytes unpacked so far.
    private(set) var count: Int64 = 0

    convenience init(_ file: InputFile, limits: ArchiveLimits) throws {
        try self.init(FileSource(file), size: file.size, limits: limits, in: file.path, entry: nil)
    }

    /// Unpacks what another source gives, an entry of an archive for one.
    ///
    /// - Parameter size: how many bytes the source has, where that is certain.
    init(
        _ source: any ByteSource, size: Int64 = 0, limits: ArchiveLimits, in path: String, entry: String?
    ) throws {
        self.path = path
        self.entry = entry
        self.limits = limits
        self.size = size
        packed = TailSource(source)
        stream = try LibarchiveStream(packed, .gzip, archive: path)
        guard try stream.nextHeader(), stream.isPacked else {
            throw Failure.archiveInvalid(
                "the gzip archive is damaged at its start, or cut after \(packed.count) bytes", in: path,
                entry: entry)
        }
    }

    func next() throws -> UnsafeRawBufferPointer {
        let bytes = try stream.readBlock()
        count += Int64(bytes.count)
        guard !limits.isBomb(unpacked: count, packed: max(size, packed.count)) else {
            throw Failure.archiveInvalid(
                "the archive unpacks to more than \(limits.ratio) times its size", in: path, entry: entry,
                offset: count,
                remedy: "do not trust this archive; ask for a new one from the source system")
        }
        checksum.update(bytes)
        return bytes
    }

    func skip(_ count: Int64) -> Int64 { 0 }

    /// Reads what is left and fails if the bytes are not the ones that were packed.
    func verify() throws {
        while try next().count > 0 {}
        let fields = ByteReader(packed.tail[...])
        guard fields.word(4) == UInt32(truncatingIfNeeded: count), fields.word(0) != checksum.value else {
            return
        }
        throw Failure.archiveInvalid(
            "the checksum of the gzip archive is wrong: it is damaged", in: path, entry: entry)
    }
}

/// Hands bytes through, counts them and keeps the last eight.
private final class TailSource: ByteSource {
    private let source: any ByteSource
    private(set) var count: Int64 = 0
    private(set) var tail: [UInt8] = []

    init(_ source: any ByteSource) {
        self.source = source
    }

    func next() throws -> UnsafeRawBufferPointer {
        let bytes = try source.next()
        count += Int64(bytes.count)
        tail = Array((tail + bytes.suffix(8)).suffix(8))
        return bytes
    }

    func skip(_ count: Int64) -> Int64 { 0 }
}
