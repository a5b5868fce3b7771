// SPDX-License-Identifier: Apache-2.0

/// Comma-separated values as RFC 4180 has them, and as spreadsheets on Windows write and read them.
public enum CSV {
    /// Reads records with the line each begins on, counted from 1. A byte order mark is skipped; `;` or a tab
    /// separates fields if the first line holds no comma outside quotes.
    public static func records(_ text: String) -> [(line: Int, fields: [String])] {
        let scalars = Array((text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text).unicodeScalars)
        let separator = Self.separator(scalars)
        var records: [(line: Int, fields: [String])] = []
        var fields: [String] = []
        var field = String.UnicodeScalarView()
        var line = 1
        var firstLine = 1
        var isQuoted = false
        var index = 0
        func isAt(_ scalar: Unicode.Scalar, _ position: Int) -> Bool {
            position < scalars.count && scalars[position] == scalar
        }
        func endRecord() {
            fields.append(String(field))
            field = String.UnicodeScalarView()
            if fields != [""] { records.append((firstLine, fields)) }
            fields = []
        }
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "\n" { line += 1 }
            if isQuoted {
                if scalar != "\"" {
                    field.append(scalar)
                } else if isAt("\"", index + 1) {
                    field.append(scalar)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if scalar == "\"" && field.isEmpty {
                isQuoted = true
            } else if scalar == separator {
                fields.append(String(field))
                field = String.UnicodeScalarView()
            } else if scalar == "\n" {
                endRecord()
                firstLine = line
            } else if !(scalar == "\r" && isAt("\n", index + 1)) {
                field.append(scalar)
            }
            index += 1
        }
        if !field.isEmpty || !fields.isEmpty { endRecord() }
        return records
    }

    /// Writes records with CR LF between them, after a byte order mark so that spreadsheets take them for UTF-8.
    ///
    /// A field that a spreadsheet would take for a formula gets an apostrophe in front; `unguarded` takes it off.
    public static func text(_ records: [[String]]) -> String {
        "\u{FEFF}"
            + records.map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    /// The field without the apostrophe that `text` put in front of a formula.
    public static func unguarded(_ field: String) -> String {
        guard field.hasPrefix("'"), isFormula(String(field.dropFirst())) else { return field }
        return String(field.dropFirst())
    }

    private static func isFormula(_ field: String) -> Bool {
        // A user id begins with @ too, but is no function name of any spreadsheet.
        guard let first = field.unicodeScalars.first else { return false }
        if first == "@" { return !field.contains(":") }
        return "=+-\t\r".unicodeScalars.contains(first)
    }

    private static func quoted(_ field: String) -> String {
        let guarded = isFormula(field) ? "'" + field : field
        guard guarded.unicodeScalars.contains(where: { ",\";\t\r\n".unicodeScalars.contains($0) }) else {
            return guarded
        }
        return "\""
            + guarded.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            + "\""
    }

    private static func separator(_ scalars: [Unicode.Scalar]) -> Unicode.Scalar {
        var isQuoted = false
        var found: Set<Unicode.Scalar> = []
        for scalar in scalars {
            if scalar == "\"" { isQuoted.toggle() }
            if !isQuoted && scalar == "\n" { break }
            if !isQuoted { found.insert(scalar) }
        }
        return found.contains(",") ? "," : found.contains(";") ? ";" : found.contains("\t") ? "\t" : ","
    }
}
