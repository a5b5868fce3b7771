// SPDX-License-Identifier: Apache-2.0

/// Puts skin tones on emoji by the rules of Unicode TS #51 §2.2, so that no table has to list them.
enum SkinTone {
    /// The modifiers in `skin-tone-2` to `skin-tone-6`, two for an emoji of two people (`skin-tone-2-5`);
    /// nothing for any other text.
    static func tones(inSuffix suffix: Substring) -> [Unicode.Scalar] {
        guard suffix.hasPrefix("skin-tone-") else { return [] }
        let parts = suffix.dropFirst("skin-tone-".count).split(
            separator: "-", omittingEmptySubsequences: false)
        let tones = parts.compactMap { part -> Unicode.Scalar? in
            guard let number = UInt32(part), (2...6).contains(number) else { return nil }
            return Unicode.Scalar(0x1F3FB + number - 2)
        }
        return tones.count == parts.count && tones.count <= 2 ? tones : []
    }

    /// The emoji with the tones on its people: the first tone on the first, the last on all others.
    static func composed(_ emoji: String, _ tones: [Unicode.Scalar]) -> String {
        guard let first = tones.first, let last = tones.last else { return emoji }
        let base = first == last ? emoji : pairs[emoji] ?? emoji
        var result = String.UnicodeScalarView()
        var toned = 0
        for scalar in base.unicodeScalars {
            // The tone takes the place of the emoji presentation selector.
            if scalar == "\u{FE0F}", let previous = result.last, tones.contains(previous) { continue }
            result.append(scalar)
            guard toned == 0 || people.contains(scalar) else { continue }
            result.append(toned == 0 ? first : last)
            toned += 1
        }
        return String(result)
    }

    private static let people: Set<Unicode.Scalar> = ["\u{1F468}", "\u{1F469}", "\u{1F9D1}", "\u{1FAF2}"]

    /// Emoji of two people in one character, which has room for one tone only, spelled out.
    private static let pairs: [String: String] = [
        "\u{1F91D}": "\u{1FAF1}\u{200D}\u{1FAF2}",
        "\u{1F46B}": "\u{1F469}\u{200D}\u{1F91D}\u{200D}\u{1F468}",
        "\u{1F46C}": "\u{1F468}\u{200D}\u{1F91D}\u{200D}\u{1F468}",
        "\u{1F46D}": "\u{1F469}\u{200D}\u{1F91D}\u{200D}\u{1F469}",
        "\u{1F48F}": "\u{1F9D1}\u{200D}\u{2764}\u{FE0F}\u{200D}\u{1F48B}\u{200D}\u{1F9D1}",
        "\u{1F491}": "\u{1F9D1}\u{200D}\u{2764}\u{FE0F}\u{200D}\u{1F9D1}",
    ]
}
