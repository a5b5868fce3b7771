// SPDX-License-Identifier: Apache-2.0

/// The inside of a string with its escapes resolved. The scanner has checked that the escapes are whole.
struct JSONUnescape {
    /// The bytes; UTF-8 as far as the source is.
    private(set) var bytes: [UInt8] = []
    /// How many escaped surrogates have no partner; each is U+FFFD in `bytes`.
    private(set) var loneSurrogates = 0

    init(_ source: UnsafeBufferPointer<UInt8>) {
        bytes.reserveCapacity(source.count)
        var position = 0
        while position < source.count {
            let start = position
            while position < source.count, source[position] != ASCII.backslash { position += 1 }
            bytes.append(contentsOf: source[start..<position])
            guard position + 1 < source.count else { return }
            position = resolve(source, at: position)
        }
    }

    /// Appends what the escape means and returns the position behind it.
    private mutating func resolve(_ source: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
        switch source[position + 1] {
        case UInt8(ascii: "u"): return resolveUnit(source, at: position)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        default: bytes.append(source[position + 1])
        }
        return position + 2
    }

    private mutating func resolveUnit(_ source: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
        let unit = Self.unit(source, at: position) ?? 0xFFFD
        if unit & 0xFC00 == 0xD800, let low = Self.unit(source, at: position + 6), low & 0xFC00 == 0xDC00 {
            append(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF)
            return position + 12
        }
        append(unit)
        return position + 6
    }

    private mutating func append(_ code: UInt32) {
        guard let scalar = Unicode.Scalar(code) else {
            loneSurrogates += 1
            bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
            return
        }
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    /// The UTF-16 unit of the `\uXXXX` at the position, `nil` when there is none.
    private static func unit(_ source: UnsafeBufferPointer<UInt8>, at position: Int) -> UInt32? {
        guard position + 6 <= source.count, source[position] == ASCII.backslash,
            source[position + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt32 = 0
        for index in (position + 2)..<(position + 6) {
            guard let digit = ASCII.hexadecimal(source[index]) else { return nil }
            unit = unit << 4 | digit
        }
        return unit
    }
}
