// SPDX-License-Identifier: Apache-2.0

/// Comma-separated values as RFC 4180 has them, and as spreadsheets on Windows write and read them.
public enum CSV {
    /// Reads records with the line each begins on, counted from 1. A byte order mark is skipped; `;` or a tab
    /// separates fields if the first line holds no comma outside quotes.
    public static func records(_ text: String) -> [(line: Int, fields: [String])] {
        var records: [(line: Int, fields: [String])] = []
        forEachRecord(text) { records.append(($0, $1)) }
        return records
    }

    /// Hands over record by record, as `records` gives them: a table of all people is large.
    public static func forEachRecord<Problem: Error>(
        _ text: String, _ body: (_ line: Int, _ fields: [String]) throws(Problem) -> Void
    ) throws(Problem) {
        var reader = CSVReader(text)
        while let record = reader.next() { try body(record.line, record.fields) }
    }

    /// What stands before the first record, so that spreadsheets take the text for UTF-8.
    public static let byteOrderMark = "\u{FEFF}"

    /// Writes records with CR LF between them, after a byte order mark.
    ///
    /// A field that a spreadsheet would take for a formula gets an apostrophe in front; `unguarded` takes it off.
    public static func text(_ records: [[String]]) -> String {
        byteOrderMark + records.map { record($0) }.joined()
    }

    /// One record with its CR LF, for tables that are written as they grow; guarded as in `text`.
    public static func record(_ fields: [String]) -> String {
        fields.map { isPlain($0) ? $0 : quoted($0) }.joined(separator: ",") + "\r\n"
    }

    /// The field without the apostrophe that `text` put in front of a formula.
    public static func unguarded(_ field: String) -> String {
        guard field.unicodeScalars.first == "'", needsGuard(field.unicodeScalars.dropFirst()) else {
            return field
        }
        return String(String.UnicodeScalarView(field.unicodeScalars.dropFirst()))
    }

    // A field that has an apostrophe before a formula of its own gets a second one, so that reading back takes
    // off no more than was put on.
    private static func needsGuard(_ field: some Collection<Unicode.Scalar>) -> Bool {
        let bare = field.drop { $0 == "'" }
        guard let first = bare.first else { return false }
        if first == "@" { return !looksLikeUser(bare) }
        return "=+-\t\r".unicodeScalars.contains(first)
    }

    // A user id begins with @ too, but without brackets, bars or quotes it calls no function of any spreadsheet.
    private static func looksLikeUser(_ field: some Collection<Unicode.Scalar>) -> Bool {
        field.contains(":")
            && field.dropFirst().allSatisfy {
                $0.isASCII
                    && ($0.properties.isAlphabetic || "0123456789._=/+-:[]".unicodeScalars.contains($0))
            }
    }

    // Nearly every field, and tables have millions of them.
    private static func isPlain(_ field: String) -> Bool {
        var field = field
        return field.withUTF8 { bytes in
            guard let first = bytes.first else { return true }
            switch first {
            case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"),
                UInt8(ascii: "'"):
                return false
            default: break
            }
            return !bytes.contains {
                switch $0 {
                case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), 0x09, 0x0A, 0x0D: true
                default: false
                }
            }
        }
    }

    // Scalars, not characters: a combining mark after a quote makes one character of the two.
    private static func quoted(_ field: String) -> String {
        let guarded = needsGuard(field.unicodeScalars) ? "'" + field : field
        guard guarded.unicodeScalars.contains(where: { ",\";\t\r\n".unicodeScalars.contains($0) }) else {
            return guarded
        }
        var text = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in guarded.unicodeScalars {
            text.append(scalar)
            if scalar == "\"" { text.append(scalar) }
        }
        text.append("\"")
        return String(text)
    }
}
