// SPDX-License-Identifier: Apache-2.0

/// An emoji shortcode between colons, `:thumbsup:` or `:thumbsup::skin-tone-2:`.
enum SlackEmojiName {
    /// The name without the outer colons, and where the text goes on; `nil` if no name stands at `index`.
    static func read(_ bytes: ArraySlice<UInt8>, at index: Int) -> (name: String, end: Int)? {
        guard let close = nameEnd(bytes, from: index + 1) else { return nil }
        let name = bytes[(index + 1)..<close]
        if bytes[(close + 1)...].starts(with: ":skin-tone-".utf8),
            let toneEnd = nameEnd(bytes, from: close + 2)
        {
            return (String(decoding: bytes[(index + 1)..<toneEnd], as: UTF8.self), toneEnd + 1)
        }
        return (String(decoding: name, as: UTF8.self), close + 1)
    }

    /// Where the closing colon of a name of at most 100 bytes stands.
    private static func nameEnd(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < bytes.endIndex, index - start <= 100 {
            let byte = bytes[index]
            if byte == UInt8(ascii: ":") { return index > start ? index : nil }
            guard isNameByte(byte) else { return nil }
            index += 1
        }
        return nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "'"), UInt8(ascii: "."):
            true
        default: byte >= 0x80
        }
    }
}
