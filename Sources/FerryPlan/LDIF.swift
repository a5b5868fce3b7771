// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// LDAP data in text form (RFC 2849), as far as people's addresses need it.
enum LDIF {
    /// One entry.
    struct Record {
        /// The line it begins on, from 1.
        let line: Int
        /// Attributes in lower case, without options, with their values.
        let fields: [(name: String, value: String)]
    }

    /// The entries of a text. A line that is no attribute is passed over.
    static func records(_ text: String) -> [Record] {
        var records: [Record] = []
        var fields: [(name: String, value: String)] = []
        var first = 1
        for (number, line) in unfolded(text) {
            if line.isEmpty {
                if !fields.isEmpty { records.append(Record(line: first, fields: fields)) }
                fields = []
            } else if line.first != "#", let field = field(line) {
                if fields.isEmpty { first = number }
                fields.append(field)
            }
        }
        if !fields.isEmpty { records.append(Record(line: first, fields: fields)) }
        return records
    }

    // A line that begins with a blank goes on with the one before.
    private static func unfolded(_ text: String) -> [(number: Int, text: String)] {
        var lines: [(number: Int, text: String)] = []
        let raw = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (index, line) in raw.enumerated() {
            if line.first == " ", !lines.isEmpty, !lines[lines.count - 1].text.isEmpty {
                lines[lines.count - 1].text += line.dropFirst()
            } else {
                lines.append((index + 1, String(line)))
            }
        }
        return lines
    }

    private static func field(_ line: String) -> (name: String, value: String)? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let name = line[..<colon].prefix { $0 != ";" }.lowercased()
        var value = line[line.index(after: colon)...]
        let isEncoded = value.first == ":"
        if isEncoded { value = value.dropFirst() }
        // A value behind < is a file somewhere else, which is not opened.
        guard value.first != "<" else { return nil }
        value = value.drop { $0 == " " }
        return isEncoded ? base64(value).map { (name, $0) } : (name, String(value))
    }

    private static func base64(_ text: Substring) -> String? {
        Base64.bytes(text.utf8, isURLSafe: false).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
