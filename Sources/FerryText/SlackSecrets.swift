// SPDX-License-Identifier: Apache-2.0

/// Takes Slack's access tokens out of texts and URLs: exports put one on every file's URL (`?t=xoxe-…`).
public enum SlackSecrets {
    /// The text without tokens; a URL parameter that holds one goes as a whole.
    public static func stripped(_ text: String) -> String {
        guard contains(text) else { return text }
        return String(decoding: stripped(Array(text.utf8)), as: UTF8.self)
    }

    /// Whether a text holds a token.
    public static func contains(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var start = 0
            while let mark = next(in: bytes, from: start) {
                if isToken(bytes, at: mark) { return true }
                start = mark + 1
            }
            return false
        }
    }

    private static func stripped(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var start = 0
        bytes.withUnsafeBufferPointer { bytes in
            while let mark = next(in: bytes, from: start) {
                guard isToken(bytes, at: mark) else {
                    result += bytes[start...mark]
                    start = mark + 1
                    continue
                }
                result += bytes[start..<mark]
                var end = mark
                while end < bytes.count, isTokenByte(bytes[end]) { end += 1 }
                start = dropParameter(&result, bytes, end)
            }
            result += bytes[start...]
        }
        return result
    }

    /// Removes `t=` and the separator before the token; gives where the text goes on.
    private static func dropParameter(
        _ result: inout [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ end: Int
    ) -> Int {
        guard result.last == UInt8(ascii: "=") else { return end }
        var name = result.count - 1
        while name > 0, isTokenByte(result[name - 1]) { name -= 1 }
        guard name > 0, let separator = result[..<name].last,
            [UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: ";")].contains(separator)
        else { return end }
        let more = end < bytes.count && bytes[end] == UInt8(ascii: "&")
        if more {
            result.removeSubrange(name...)
            return end + 1
        }
        result.removeSubrange((name - 1)...)
        return end
    }

    /// The next `xox`.
    private static func next(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard bytes.count >= 5 else { return nil }
        var index = start
        while index <= bytes.count - 5 {
            if bytes[index] == UInt8(ascii: "x"), bytes[index + 1] == UInt8(ascii: "o"),
                bytes[index + 2] == UInt8(ascii: "x")
            {
                return index
            }
            index += 1
        }
        return nil
    }

    /// `xoxe-1…`, `xoxb-1…`, `xoxe.xoxp-1…`: four letters, a separator, and something secret behind it.
    private static func isToken(_ bytes: UnsafeBufferPointer<UInt8>, at mark: Int) -> Bool {
        let separator = bytes[mark + 4]
        guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "."), mark + 5 < bytes.count,
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[mark + 3])
        else { return false }
        return isTokenByte(bytes[mark + 5])
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
