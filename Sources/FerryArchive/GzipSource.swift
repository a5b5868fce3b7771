// SPDX-License-Identifier: Apache-2.0

import FerryModel

/// The unpacked bytes of a gzip file, checked against the checksum at its end, which libarchive 3.6 passes
/// over unread.
///
/// A file of several gzip members behind each other (`pigz`, `cat a.gz b.gz`) has only the checksum of its
/// last member at its end; it is taken as it is.
final class GzipSource: ByteSource {
    private let file: InputFile
    private let limits: ArchiveLimits
    private let stream: LibarchiveStream
    private var checksum = CRC32()
    /// Bytes unpacked so far.
    private(set) var count: Int64 = 0

    init(_ file: InputFile, limits: ArchiveLimits) throws {
        self.file = file
        self.limits = limits
        stream = try LibarchiveStream(FileSource(file), .gzip, archive: file.path)
        guard try stream.nextHeader(), stream.isPacked else {
            throw Failure.archiveInvalid(
                "the gzip archive is damaged at its start, or cut after \(file.size) bytes", in: file.path)
        }
    }

    func next() throws -> UnsafeRawBufferPointer {
        let bytes = try stream.readBlock()
        count += Int64(bytes.count)
        guard !limits.isBomb(unpacked: count, packed: file.size) else {
            throw Failure.archiveInvalid(
                "the archive unpacks to more than \(limits.ratio) times its size", in: file.path,
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
        let end = try file.bytes(at: max(0, file.size - 8), count: 8)
        let fields = ByteReader(end[...])
        guard fields.word(4) == UInt32(truncatingIfNeeded: count), fields.word(0) != checksum.value else {
            return
        }
        throw Failure.archiveInvalid(
            "the checksum of the gzip archive is wrong: it is damaged", in: file.path)
    }
}
