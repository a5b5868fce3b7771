// SPDX-License-Identifier: Apache-2.0

/// Colours as HTML and style attributes write them.
enum HTMLColour {
    /// The value of a property in a style attribute; `nil` when it is not there.
    static func property(_ name: String, in style: String?) -> String? {
        for part in style?.split(separator: ";") ?? [] {
            let pair = part.split(separator: ":", maxSplits: 1)
            if pair.count == 2, pair[0].trimmingBlanks.lowercased() == name {
                return pair[1].trimmingBlanks
            }
        }
        return nil
    }

    /// The colour as `#rrggbb`; `nil` for one that is none, is see-through, or is the usual colour of text.
    static func hex(_ text: String) -> String? {
        let text = text.trimmingBlanks.lowercased()
        if text.hasPrefix("#") { return hex(digits: text.dropFirst()) }
        if text.hasPrefix("rgb") { return rgb(text) }
        return names[text].map { "#" + $0 }
    }

    private static func hex(digits: Substring) -> String? {
        guard digits.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
            return nil
        }
        switch digits.utf8.count {
        case 3: return "#" + digits.map { "\($0)\($0)" }.joined()
        case 6: return "#" + digits
        default: return nil
        }
    }

    private static func rgb(_ text: String) -> String? {
        guard let open = text.firstIndex(of: "("), text.hasSuffix(")") else { return nil }
        let parts = text[text.index(after: open)...].dropLast().split { $0 == "," || $0 == " " || $0 == "/" }
        guard parts.count >= 3, parts.count < 4 || parts[3] != "0" else { return nil }
        let values = parts.prefix(3).compactMap { part in
            part.split(separator: ".").first.flatMap { UInt8($0) }
        }
        guard values.count == 3 else { return nil }
        return "#" + values.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static let names = [
        "red": "ff0000", "green": "008000", "blue": "0000ff", "yellow": "ffff00", "orange": "ffa500",
        "purple": "800080", "gray": "808080", "grey": "808080", "white": "ffffff", "maroon": "800000",
        "navy": "000080", "teal": "008080", "olive": "808000", "lime": "00ff00", "aqua": "00ffff",
        "cyan": "00ffff", "fuchsia": "ff00ff", "magenta": "ff00ff", "silver": "c0c0c0", "brown": "a52a2a",
        "pink": "ffc0cb", "darkred": "8b0000", "darkgreen": "006400", "darkblue": "00008b",
    ]
}
