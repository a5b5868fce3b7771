// SPDX-License-Identifier: Apache-2.0

/// Text as it may be shown on a terminal or in a list of files, whoever wrote it: names in archives may hold what moves the
/// cursor, sets the title of the window or turns the direction of the line.
public enum VisibleText {
    /// The text with everything that would be obeyed written out (`\u{1B}`); line feeds and tabs stay.
    public static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isObeyed) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isObeyed(scalar) {
                let hex = String(scalar.value, radix: 16, uppercase: true)
                result.append(contentsOf: "\\u{\(hex)}".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        // Control characters of both sets, and those of Unicode that turn the direction or end the line.
        case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x061C, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
