// SPDX-License-Identifier: Apache-2.0
import FerryJSON

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
