// SPDX-License-Identifier: Apache-2.0

/// Text as a homeserver accepts it: homeservers answer 500 to NUL in names and keys, and clients show control
/// characters as boxes.
public enum CleanText {
    /// The longest display name a homeserver takes, in characters.
    public static let displayNameLimit = 256
    /// The longest reaction key a homeserver takes, in characters.
    public static let reactionKeyLimit = 500

    /// The text without C0 control characters other than tab and line feed, and with line feeds for CR LF.
    public static func body(_ text: String) -> String {
        guard text.utf8.contains(where: { ($0 < 0x20 && $0 != 0x0A && $0 != 0x09) || $0 == 0x7F }) else {
            return text
        }
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar.value {
            case 0x0A where previous?.value == 0x0D: continue
            case 0x0D: result.append("\n")
            case 0x09, 0x0A: result.append(scalar)
            case 0..<0x20, 0x7F: continue
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// One line, without what turns the direction of text, at most `limit` characters.
    public static func line(_ text: String, limit: Int) -> String {
        var result = String.UnicodeScalarView()
        for scalar in body(text).unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x2028, 0x2029: result.append(" ")
            case 0x202A...0x202E, 0x2066...0x2069: continue
            default: result.append(scalar)
            }
            if result.count == limit { break }
        }
        return String(result)
    }

    /// A display name.
    public static func displayName(_ text: String) -> String { line(text, limit: displayNameLimit) }

    /// A file name: one line without directories, at most 255 characters.
    public static func fileName(_ text: String) -> String {
        // Scalars, not characters: a combining mark after a slash makes one character of the two.
        let parts = line(text, limit: 4096).unicodeScalars.split { $0 == "/" || $0 == "\\" }
        return parts.last.map { String(String($0).prefix(255)) } ?? "file"
    }
}
