// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// The header block of a mail, scanned for the fields of `MailField`. Bytes, as mails hold anything.
struct MailHeader {
    /// The most bytes of a header block that are looked at; what follows counts as body.
    static let limit = 256 << 10

    private let bytes: [UInt8]
    private var ranges: [Range<Int>?]

    /// Scans a header block. Of fields that occur more than once the first counts, which for `Received` is the last
    /// station.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var ranges = [Range<Int>?](repeating: nil, count: MailField.allCases.count)
        bytes.withUnsafeBytes { buffer in
            var start = 0
            while start < buffer.count {
                let end = Self.fieldEnd(buffer, from: start)
                Self.note(buffer, start..<end, in: &ranges)
                start = end
            }
        }
        self.ranges = ranges
    }

    /// Where the header block that begins some bytes ends: behind the blank line, or before the first line that is
    /// none of a header; `nil` when the bytes end before it does.
    static func end(of bytes: UnsafeRawBufferPointer, isLast: Bool) -> Int? {
        var start = 0
        while start < bytes.count {
            let found = bytes.baseAddress.flatMap { memchr($0 + start, 10, bytes.count - start) }
            guard let found, let base = bytes.baseAddress else {
                return isLast || bytes.count > limit ? bytes.count : nil
            }
            let end = UnsafeRawPointer(found) - base
            let line = UnsafeRawBufferPointer(
                rebasing: bytes[start..<(end > start && bytes[end - 1] == 13 ? end - 1 : end)])
            if line.isEmpty { return end + 1 }
            let isFolded = line[0] == 32 || line[0] == 9
            if !isFolded, !MboxSeparator.beginsHeader(line) { return start }
            start = end + 1
            if start > limit { return start }
        }
        return isLast ? bytes.count : nil
    }

    /// A field's value, unfolded and without blanks around it; `nil` where the mail has none.
    func value(_ field: MailField) -> [UInt8]? {
        guard let range = ranges[field.rawValue] else { return nil }
        var value: [UInt8] = []
        value.reserveCapacity(range.count)
        for byte in bytes[range] where byte != 10 && byte != 13 { value.append(byte == 9 ? 32 : byte) }
        while value.last == 32 { value.removeLast() }
        return Array(value.drop { $0 == 32 })
    }

    /// A field's value as text, for fields that hold ASCII.
    func text(_ field: MailField) -> String? { value(field).map { String(decoding: $0, as: UTF8.self) } }

    private static func fieldEnd(_ buffer: UnsafeRawBufferPointer, from start: Int) -> Int {
        var end = start
        repeat {
            guard let base = buffer.baseAddress, let found = memchr(base + end, 10, buffer.count - end) else {
                return buffer.count
            }
            end = UnsafeRawPointer(found) - base + 1
        } while end < buffer.count && (buffer[end] == 32 || buffer[end] == 9)
        return end
    }

    private static func note(
        _ buffer: UnsafeRawBufferPointer, _ range: Range<Int>, in ranges: inout [Range<Int>?]
    ) {
        guard let colon = buffer[range].prefix(64).firstIndex(of: UInt8(ascii: ":")) else { return }
        var nameEnd = colon
        while nameEnd > range.lowerBound, buffer[nameEnd - 1] == 32 || buffer[nameEnd - 1] == 9 {
            nameEnd -= 1
        }
        let name = UnsafeRawBufferPointer(rebasing: buffer[range.lowerBound..<nameEnd])
        guard let field = MailField(name), ranges[field.rawValue] == nil else { return }
        ranges[field.rawValue] = (colon + 1)..<range.upperBound
    }
}
