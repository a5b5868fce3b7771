// SPDX-License-Identifier: Apache-2.0

import FerryModel

/// The end of a ZIP: where its central directory is (APPNOTE.TXT 4.3.14 to 4.3.16).
///
/// Found by this program itself, because a reader that falls back to reading from the front takes a truncated
/// archive for a shorter one.
struct ZipEnd {
    /// Where the central directory starts in the file.
    let start: Int64
    /// Behind its last byte.
    let end: Int64
    /// What to add to the offsets in the directory: the length of what somebody put before the archive.
    let shift: Int64

    init(_ file: InputFile) throws(Failure) {
        let tailStart = max(0, file.size - 65_557)
        let tail = try file.bytes(at: tailStart, count: Int(file.size - tailStart))
        guard let found = Self.find(in: tail) else {
            throw .archiveInvalid(
                "the zip archive has no directory at its end: it was cut after \(file.size) bytes or is still"
                    + " being copied", in: file.path, offset: file.size)
        }
        let record = ByteReader(tail[found...])
        let damaged = Failure.archiveInvalid(
            "the directory at the end of the zip archive is damaged", in: file.path,
            offset: tailStart + Int64(found))
        guard let disk = record.short(4), let length = record.word(12), let offset = record.word(16) else {
            throw damaged
        }
        guard disk == 0 || disk == 0xFFFF else {
            throw .archiveInvalid(
                "the zip archive is one part of several", in: file.path,
                remedy: "join the parts first, or unpack them and give the folder")
        }
        let place =
            try Self.long(file, before: tailStart + Int64(found)) ?? (
                length: Int64(length), offset: Int64(offset), end: tailStart + Int64(found)
            )
        guard place.length <= place.end, place.offset <= place.end - place.length else { throw damaged }
        end = place.end
        start = place.end - place.length
        shift = start - place.offset
    }

    /// The last end record whose comment reaches the end of the file, or else the last that fits in.
    private static func find(in tail: [UInt8]) -> Int? {
        var fallback: Int?
        for position in stride(from: tail.count - 22, through: 0, by: -1)
        where tail[position] == 0x50 && tail[position..<(position + 4)].elementsEqual([0x50, 0x4B, 5, 6]) {
            guard let comment = ByteReader(tail[position...]).short(20) else { continue }
            if position + 22 + comment == tail.count { return position }
            if position + 22 + comment < tail.count, fallback == nil { fallback = position }
        }
        return fallback
    }

    /// What the Zip64 record says, `nil` when there is none.
    private static func long(
        _ file: InputFile, before position: Int64
    ) throws(Failure) -> (length: Int64, offset: Int64, end: Int64)? {
        guard position >= 20 else { return nil }
        let locator = try file.bytes(at: position - 20, count: 20)
        guard locator.starts(with: [0x50, 0x4B, 6, 7]), let at = ByteReader(locator[...]).long(8) else {
            return nil
        }
        let record = at < file.size ? try file.bytes(at: at, count: 56) : []
        guard record.starts(with: [0x50, 0x4B, 6, 6]), let length = ByteReader(record[...]).long(40),
            let offset = ByteReader(record[...]).long(48)
        else {
            throw .archiveInvalid(
                "the Zip64 directory at the end of the zip archive is damaged", in: file.path, offset: at)
        }
        return (length, offset, at)
    }
}
