// SPDX-License-Identifier: Apache-2.0

/// Where a file lies in a ZIP and how it is packed, as the central directory says.
struct ZipRecord: Sendable {
    /// Where its local header starts in the archive file.
    var offset: Int64
    var packed: Int64
    var unpacked: Int64
    var checksum: UInt32
    var method: UInt16
    var flags: UInt16

    /// Whether the contents are encrypted, by any scheme.
    var isEncrypted: Bool { flags & 0x2041 != 0 }

    /// A local header that says what the central directory says. Real ones may leave the sizes to the end of
    /// the data, or say something else.
    var localHeader: [UInt8] {
        let isLong = packed >= 0xFFFF_FFFF || unpacked >= 0xFFFF_FFFF
        var header: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
        func append(_ value: Int64, _ count: Int) {
            for shift in 0..<count { header.append(UInt8(truncatingIfNeeded: value >> Int64(8 * shift))) }
        }
        append(isLong ? 45 : 20, 2)
        append(Int64(flags & 0x0006), 2)
        append(Int64(method), 2)
        append(0, 4)
        append(Int64(checksum), 4)
        append(isLong ? 0xFFFF_FFFF : packed, 4)
        append(isLong ? 0xFFFF_FFFF : unpacked, 4)
        append(1, 2)
        append(isLong ? 20 : 0, 2)
        header.append(UInt8(ascii: "x"))
        if isLong {
            append(1, 2)
            append(16, 2)
            append(unpacked, 8)
            append(packed, 8)
        }
        return header
    }
}
