// SPDX-License-Identifier: Apache-2.0

import FerryModel

/// The ZIP that libarchive gets to see: the wanted entries in the order they are asked for, each behind a
/// header made from the central directory.
///
/// So any entry is reached at once, no second list of all entries is held, and there is one truth about
/// sizes and checksums.
final class ZipSource: ByteSource {
    private let file: InputFile
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    private var header: [UInt8] = []
    private var position: Int64 = 0
    private var remaining: Int64 = 0

    init(_ file: InputFile) {
        self.file = file
    }

    deinit {
        buffer.deallocate()
    }

    /// Makes an entry the next one; the one before has been read to its end.
    func prepare(_ record: ZipRecord, named name: String) throws(Failure) {
        let local = try file.bytes(at: record.offset, count: 30)
        let fields = ByteReader(local[...])
        guard local.starts(with: [0x50, 0x4B, 3, 4]), let nameLength = fields.short(26),
            let extraLength = fields.short(28)
        else {
            throw .archiveInvalid(
                "an entry of the zip archive is not where its directory says", in: file.path, entry: name,
                offset: record.offset)
        }
        header = record.localHeader
        position = record.offset + 30 + Int64(nameLength + extraLength)
        remaining = record.packed
    }

    func next() throws -> UnsafeRawBufferPointer {
        if !header.isEmpty {
            buffer.copyBytes(from: header)
            defer { header = [] }
            return UnsafeRawBufferPointer(rebasing: buffer[..<header.count])
        }
        let wanted = Int(min(remaining, Int64(buffer.count)))
        let count = try file.read(
            into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]), at: position)
        position += Int64(count)
        remaining -= Int64(count)
        return UnsafeRawBufferPointer(rebasing: buffer[..<count])
    }

    func skip(_ count: Int64) -> Int64 { 0 }
}
