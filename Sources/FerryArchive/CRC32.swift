// SPDX-License-Identifier: Apache-2.0

/// The checksum of gzip and ZIP (RFC 1952 §8), eight bytes at a step.
struct CRC32 {
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var sum = UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
            tables[byte] = sum
        }
        for index in 256..<tables.count {
            let previous = tables[index - 256]
            tables[index] = previous >> 8 ^ tables[Int(previous & 0xFF)]
        }
        return tables
    }()

    private var state = UInt32.max

    /// The checksum of all bytes so far.
    var value: UInt32 { ~state }

    /// Takes in the next bytes.
    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        Self.tables.withUnsafeBufferPointer { tables in
            var sum = state
            var position = 0
            while position + 8 <= bytes.count {
                let word = UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
                let mixed = word ^ UInt64(sum)
                sum = 0
                for lane in 0..<8 {
                    sum ^= tables[(7 - lane) << 8 | Int(truncatingIfNeeded: mixed >> UInt64(8 * lane) & 0xFF)]
                }
                position += 8
            }
            while position < bytes.count {
                sum = sum >> 8 ^ tables[Int(UInt8(truncatingIfNeeded: sum) ^ bytes[position])]
                position += 1
            }
            state = sum
        }
    }
}
