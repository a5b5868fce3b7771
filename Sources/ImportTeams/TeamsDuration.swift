// SPDX-License-Identifier: Apache-2.0

/// Lengths of time as Graph states them: `PT40M19.26S`, `P1DT2H`.
enum TeamsDuration {
    /// The length in words that need no language, `40 min 19 s`; `nil` for anything else or for none at all.
    static func shown(_ text: String?) -> String? {
        guard let text, text.hasPrefix("P"), text.utf8.count < 40 else { return nil }
        var parts: [String] = []
        var digits = ""
        var isTime = false
        for character in text.dropFirst() {
            switch character {
            case "T": isTime = true
            case "0"..."9", ".": digits.append(character)
            default:
                guard let value = Double(digits), let unit = unit(character, isTime) else { return nil }
                // Parts of a second say nothing about a call.
                let whole = Int(min(value, 1_000_000))
                if whole > 0 { parts.append("\(whole) \(unit)") }
                digits = ""
            }
        }
        return parts.isEmpty || !digits.isEmpty ? nil : parts.joined(separator: " ")
    }

    private static func unit(_ letter: Character, _ isTime: Bool) -> String? {
        switch letter {
        case "D" where !isTime: "d"
        case "H" where isTime: "h"
        case "M" where isTime: "min"
        case "S" where isTime: "s"
        default: nil
        }
    }
}
