// SPDX-License-Identifier: Apache-2.0

/// Reads little-endian numbers out of bytes; `nil` beyond their end.
struct ByteReader {
    let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    /// Two bytes from the start as a number.
    func short(_ offset: Int) -> Int? { number(offset, 2).map { Int(truncatingIfNeeded: $0) } }

    /// Four bytes from the start as a number.
    func word(_ offset: Int) -> UInt32? { number(offset, 4).map { UInt32(truncatingIfNeeded: $0) } }

    /// Eight bytes from the start as a number; `nil` when it does not fit a signed one.
    func long(_ offset: Int) -> Int64? { number(offset, 8).flatMap { Int64(exactly: $0) } }

    private func number(_ offset: Int, _ count: Int) -> UInt64? {
        guard offset >= 0, offset + count <= bytes.count else { return nil }
        let start = bytes.startIndex + offset
        return bytes[start..<(start + count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
