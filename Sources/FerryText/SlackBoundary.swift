// SPDX-License-Identifier: Apache-2.0

/// Where Slack takes `*`, `_` and `~` for formatting: at the edges of words, and not beside a blank inside.
enum SlackBoundary {
    /// Whether the mark at `index` can start formatted text.
    static func canOpen(_ bytes: ArraySlice<UInt8>, at index: Int) -> Bool {
        guard index + 1 < bytes.endIndex, !isBlank(bytes[index + 1]), bytes[index + 1] != bytes[index] else {
            return false
        }
        guard index > bytes.startIndex else { return true }
        return bytes[index - 1] != bytes[index] && !isWord(before: index, bytes)
    }

    /// Whether the mark at `index` can end formatted text.
    static func canClose(_ bytes: ArraySlice<UInt8>, at index: Int) -> Bool {
        guard index > bytes.startIndex, !isBlank(bytes[index - 1]) else { return false }
        guard index + 1 < bytes.endIndex else { return true }
        return bytes[index + 1] != bytes[index] && !isWord(at: index + 1, bytes)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 }

    private static func isWord(at index: Int, _ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes[index] >= 0x80 else { return isWord(bytes[index]) }
        return isWord(String(decoding: bytes[index...].prefix(4), as: UTF8.self).unicodeScalars.first)
    }

    private static func isWord(before index: Int, _ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes[index - 1] >= 0x80 else { return isWord(bytes[index - 1]) }
        return isWord(String(decoding: bytes[..<index].suffix(4), as: UTF8.self).unicodeScalars.last)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return false }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
