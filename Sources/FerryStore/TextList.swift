// SPDX-License-Identifier: Apache-2.0
import FerryJSON

/// A text in one column. SQLite's interface ends texts at NUL, so what stands behind one would be lost.
enum WholeText {
    /// The text with `replacement` for every NUL.
    static func encode(_ text: String, nul replacement: String = "") -> String {
        guard text.utf8.contains(0) else { return text }
        return text.unicodeScalars.reduce(into: "") { result, scalar in
            if scalar == "\0" { result += replacement } else { result.unicodeScalars.append(scalar) }
        }
    }
}

/// A list of texts in one column, as a JSON array; no text at all for an empty list.
enum TextList {
    static func encode(_ texts: [String]) -> String {
        guard !texts.isEmpty else { return "" }
        return String(decoding: JSONValue.array(texts.map { .string($0) }).canonicalBytes(), as: UTF8.self)
    }

    static func decode(_ text: String) throws -> [String] {
        guard !text.isEmpty else { return [] }
        return try JSONDocument(parsing: Array(text.utf8)).root.elements.compactMap(\.string)
    }
}
