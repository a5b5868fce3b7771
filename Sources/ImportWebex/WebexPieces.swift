// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryModel

/// Reads a transcript in pieces that end at a mark, so that memory is that of the longest piece.
struct WebexPieces {
    /// Bytes of the longest piece that is kept; of longer ones the start is left out.
    private static let limit = 16 << 20

    /// Hands out what stands before the first mark, then what stands behind each mark up to the next one. A file that
    /// is damaged ends at the damage.
    static func read(
        _ entry: ArchiveEntry, in archive: Archive, mark: [UInt8], _ body: (ArraySlice<UInt8>) throws -> Void
    ) throws {
        var buffer: [UInt8] = []
        // Where the search for the next mark goes on.
        var searched = 0
        do {
            try archive.read(entry) { chunk in
                buffer.append(contentsOf: chunk)
                var start = 0
                while let found = Self.find(mark, in: buffer, from: max(start, searched)) {
                    try body(buffer[start..<found])
                    start = found + mark.count
                    searched = start
                }
                buffer.removeSubrange(..<start)
                if buffer.count > limit { buffer.removeSubrange(..<(buffer.count - mark.count)) }
                searched = max(0, buffer.count - mark.count)
            }
        } catch let failure as Failure where failure.kind == .archiveInvalid {
        }
        try body(buffer[...])
    }

    /// The first place of some bytes.
    static func find(_ needle: [UInt8], in bytes: some RandomAccessCollection<UInt8>, from start: Int) -> Int?
    {
        bytes.withContiguousStorageIfAvailable { find(needle, $0, start) } ?? nil
    }

    private static func find(_ needle: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        guard let first = needle.first, bytes.count >= needle.count + start else { return nil }
        var index = start
        let last = bytes.count - needle.count
        while index <= last {
            if bytes[index] == first, needle.indices.allSatisfy({ bytes[index + $0] == needle[$0] }) {
                return index
            }
            index += 1
        }
        return nil
    }
}
