// SPDX-License-Identifier: Apache-2.0

/// Builds ZIP files byte by byte, right or wrong in every field.
struct ZipBuilder {
    /// One file; what is `nil` is derived from the data.
    struct Part {
        var name: [UInt8]
        var data: [UInt8]
        /// The data as stored, when it is not the data itself.
        var packed: [UInt8]?
        var method: UInt16 = 0
        var flags: UInt16 = 0
        var mode: UInt32 = 0o100644
        var checksum: UInt32?
        var size: UInt32?
        /// Sizes and checksum behind the data instead of before it.
        var hasDescriptor = false
        /// Sizes and offset in a Zip64 field.
        var isLong = false
        var localName: [UInt8]?
        /// Where the directory says the entry is, counted from where it really is.
        var displacement = 0

        init(_ name: String, _ data: String = "data") {
            self.name = Array(name.utf8)
            self.data = Array(data.utf8)
        }

        init(_ name: String, bytes: [UInt8]) {
            self.name = Array(name.utf8)
            data = bytes
        }

        func with(_ change: (inout Part) -> Void) -> Part {
            var copy = self
            change(&copy)
            return copy
        }
    }

    private(set) var bytes: [UInt8]
    private var directory: [UInt8] = []
    private var count = 0

    init(prefix: [UInt8] = []) {
        bytes = prefix
    }

    static func zip(_ parts: Part...) -> [UInt8] {
        var builder = ZipBuilder()
        for part in parts { builder.add(part) }
        return builder.finished()
    }

    mutating func add(_ part: Part, at reused: Int? = nil) {
        let packed = part.packed ?? part.data
        let size = part.size ?? UInt32(part.data.count)
        let checksum = part.checksum ?? Self.crc32(part.data)
        let offset = reused ?? bytes.count
        let sizes =
            Self.little(checksum) + Self.little(part.isLong ? .max : UInt32(packed.count))
            + Self.little(part.isLong ? .max : size)
        let long = Self.little(UInt64(size)) + Self.little(UInt64(packed.count))
        let flags = part.flags | (part.hasDescriptor ? 8 : 0)
        let common =
            Self.little(UInt16(20)) + Self.little(flags) + Self.little(part.method) + [0, 0, 0x21, 0x50]
        if reused == nil {
            let name = part.localName ?? part.name
            let extra = part.isLong ? Self.little(UInt16(1)) + Self.little(UInt16(16)) + long : []
            bytes += [0x50, 0x4B, 3, 4] + common
            bytes += part.hasDescriptor ? [UInt8](repeating: 0, count: 12) : sizes
            bytes +=
                Self.little(UInt16(name.count)) + Self.little(UInt16(extra.count)) + name + extra + packed
            if part.hasDescriptor { bytes += [0x50, 0x4B, 7, 8] + sizes }
        }
        let place = UInt64(offset + part.displacement)
        let extra =
            part.isLong
            ? [9, 9, 2, 0, 1, 2] + Self.little(UInt16(1)) + Self.little(UInt16(24)) + long
                + Self.little(place) : []
        directory += [0x50, 0x4B, 1, 2] + Self.little(UInt16(3 << 8 | 20)) + common + sizes
        directory += Self.little(UInt16(part.name.count)) + Self.little(UInt16(extra.count))
        directory += [UInt8](repeating: 0, count: 6) + Self.little(part.mode << 16)
        directory += Self.little(part.isLong ? .max : UInt32(place)) + part.name + extra
        count += 1
    }

    func finished(comment: String = "", long: Bool = false) -> [UInt8] {
        var result = bytes + directory
        if long {
            let at = UInt64(result.count)
            result +=
                [0x50, 0x4B, 6, 6] + Self.little(UInt64(44)) + [45, 3, 45, 0]
                + [UInt8](repeating: 0, count: 8)
            result += Self.little(UInt64(count)) + Self.little(UInt64(count))
            result += Self.little(UInt64(directory.count)) + Self.little(UInt64(bytes.count))
            result += [0x50, 0x4B, 6, 7, 0, 0, 0, 0] + Self.little(at) + [1, 0, 0, 0]
        }
        let entries = Self.little(long ? .max : UInt16(truncatingIfNeeded: count))
        result += [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + entries + entries
        result += Self.little(long ? .max : UInt32(directory.count))
        result += Self.little(long ? .max : UInt32(bytes.count))
        return result + Self.little(UInt16(comment.utf8.count)) + Array(comment.utf8)
    }

    static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = .max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
