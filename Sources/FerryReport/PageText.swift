// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// Text from archives, made fit to stand on a page.
enum PageText {
    private static let longest = 160

    /// The text, cut where it is longer than anybody reads in a table; the CSV tables have all of it.
    static func shortened(_ text: String) -> String {
        // Scalars, not characters: one character can hold any number of them.
        guard text.unicodeScalars.count > longest else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(longest))) + "…"
    }

    /// A key or a path, with what would turn the direction of the line written out, and cut where it is too long.
    static func key(_ text: String) -> String { shortened(VisibleText.visible(text)) }

    /// A name, kept from turning the direction of what stands beside it.
    static func name(_ text: String) -> HTML { "<bdi class=\"name\">\(shortened(text))</bdi>" }
}
