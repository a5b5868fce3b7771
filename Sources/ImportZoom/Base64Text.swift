// SPDX-License-Identifier: Apache-2.0

/// Text as Zoom's archived files hold it: base64 of UTF-8.
enum Base64Text {
    /// The text; one that is no base64 of UTF-8 as it is.
    static func decoded(_ text: String) -> String {
        guard let bytes = bytes(text), let decoded = String(validating: bytes, as: UTF8.self) else {
            return text
        }
        return decoded
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.filter { $0 != 61 && $0 != 10 && $0 != 13 }
        guard !digits.isEmpty, digits.count % 4 != 1, text.utf8.count % 4 == 0 || !text.utf8.contains(61)
        else {
            return nil
        }
        var result: [UInt8] = []
        result.reserveCapacity(digits.count * 3 / 4)
        var buffer: UInt32 = 0
        var bits = 0
        for digit in digits {
            guard let value = value(digit) else { return nil }
            buffer = buffer << 6 | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                result.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        return result
    }

    private static func value(_ digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
