// SPDX-License-Identifier: Apache-2.0

/// Turns a stream of UTF-16, as Windows PowerShell writes files, into UTF-8.
public struct UTF16Transcoder: Sendable {
    private let isBigEndian: Bool
    private var oddByte: UInt8?
    private var high: UInt16?

    /// Makes one for a stream of the one order of bytes or the other.
    public init(bigEndian: Bool) {
        isBigEndian = bigEndian
    }

    /// The next bytes as UTF-8; what is cut in the middle waits for the next call. Lone surrogates become
    /// U+FFFD, byte order marks are left out.
    public mutating func feed(_ chunk: UnsafeRawBufferPointer) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(chunk.count)
        for byte in chunk {
            guard let first = oddByte else {
                oddByte = byte
                continue
            }
            oddByte = nil
            append(
                isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first),
                to: &result)
        }
        return result
    }

    private mutating func append(_ unit: UInt16, to result: inout [UInt8]) {
        if let high {
            self.high = nil
            if (0xDC00...0xDFFF).contains(unit) {
                let value = 0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(unit & 0x3FF))
                if let scalar = Unicode.Scalar(value) { result += Array(UTF8.encode(scalar) ?? .init()) }
                return
            }
            result += [0xEF, 0xBF, 0xBD]
        }
        switch unit {
        case 0xFEFF: return
        case 0xD800...0xDBFF: high = unit
        case 0..<0x80: result.append(UInt8(unit))
        default: result += Array(UTF8.encode(Unicode.Scalar(unit) ?? "\u{FFFD}") ?? .init())
        }
    }
}
