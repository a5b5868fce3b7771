// SPDX-License-Identifier: Apache-2.0

/// Slack's three escapes, `&amp;`, `&lt;` and `&gt;`, and no others.
/// Source: https://docs.slack.dev/messaging/formatting-message-text
public enum SlackEntities {
    /// The text of the bytes with the escapes undone, each once.
    static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if let (byte, length) = entity(in: bytes, at: index) {
                result.append(byte)
                index += length
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The text with the escapes undone, each once.
    public static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        return decoded(Array(text.utf8)[...])
    }

    private static func entity(in bytes: ArraySlice<UInt8>, at index: Int) -> (UInt8, Int)? {
        guard bytes[index] == UInt8(ascii: "&") else { return nil }
        let rest = bytes[index...]
        if rest.starts(with: "&amp;".utf8) { return (UInt8(ascii: "&"), 5) }
        if rest.starts(with: "&lt;".utf8) { return (UInt8(ascii: "<"), 4) }
        if rest.starts(with: "&gt;".utf8) { return (UInt8(ascii: ">"), 4) }
        return nil
    }
}
