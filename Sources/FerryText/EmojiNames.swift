// SPDX-License-Identifier: Apache-2.0

/// The shortcodes of emoji, as Slack names them, and the characters they stand for.
///
/// The names come from `mappings/emoji/slack.json`, whose README names the source.
public enum EmojiNames {
    /// The characters of a shortcode without colons, skin tones included (`thumbsup::skin-tone-2`,
    /// `handshake::skin-tone-2-5`); `nil` for a name nobody knows, a custom emoji for one.
    public static func characters(named name: String) -> String? {
        guard let separator = firstDoubleColon(in: name) else { return plain[name[...]].map(String.init) }
        guard let base = plain[name[..<separator]] else { return nil }
        let tones = SkinTone.tones(inSuffix: name[separator...].dropFirst(2))
        return tones.isEmpty ? nil : SkinTone.composed(String(base), tones)
    }

    /// All names and their characters.
    static let plain: [Substring: Substring] = {
        var names: [Substring: Substring] = [:]
        names.reserveCapacity(2500)
        for pair in EmojiTable.pairs.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            // By bytes: a skin tone and the sign before it would be one character.
            guard let equals = pair.utf8.firstIndex(of: UInt8(ascii: "=")) else { continue }
            names[pair[..<equals]] = pair[pair.utf8.index(after: equals)...]
        }
        return names
    }()

    private static func firstDoubleColon(in name: String) -> String.Index? {
        let bytes = name.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let next = bytes.index(after: colon)
        return next < bytes.endIndex && bytes[next] == UInt8(ascii: ":") ? colon : nil
    }
}
