// SPDX-License-Identifier: Apache-2.0

/// Bytes as text of 64 letters (RFC 4648).
public enum Base64 {
    /// The bytes that a text stands for, with padding or without; `nil` where a letter is none of the alphabet.
    ///
    /// - Parameter isURLSafe: whether `-` and `_` are letters too.
    public static func bytes(_ text: some Sequence<UInt8>, isURLSafe: Bool) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.underestimatedCount * 3 / 4)
        var bits: UInt32 = 0
        var width: UInt32 = 0
        for byte in text where byte != UInt8(ascii: "=") {
            guard let sextet = sextet(byte, isURLSafe: isURLSafe) else { return nil }
            bits = bits << 6 | sextet
            width += 6
            guard width >= 8 else { continue }
            width -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> width))
        }
        return bytes
    }

    private static func sextet(_ byte: UInt8, isURLSafe: Bool) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        case UInt8(ascii: "-") where isURLSafe: 62
        case UInt8(ascii: "_") where isURLSafe: 63
        default: nil
        }
    }
}
