// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// A CSV table that grows row by row, so that it may be larger than memory; it appears with `finish`.
public final class ReportTable {
    private let file: ReportFile
    /// Rows written so far, the header not counted.
    public private(set) var count = 0

    /// Begins a table with its header.
    ///
    /// - Throws: `Failure.storage`.
    public init(_ name: String, columns: [String], in folder: ReportFolder) throws {
        file = try folder.begin(name)
        try file.append(CSV.byteOrderMark + CSV.record(columns))
    }

    /// Adds a row. Fields that a spreadsheet would take for formulas are guarded; NUL, at which many programs stop
    /// reading, becomes U+FFFD.
    ///
    /// - Throws: `Failure.storage`.
    public func append(_ fields: [String]) throws {
        try file.append(CSV.record(fields.map(Self.cleaned)))
        count += 1
    }

    /// Puts the table under its name.
    ///
    /// - Throws: `Failure.storage`.
    public func finish() throws { try file.finish() }

    private static func cleaned(_ field: String) -> String {
        guard field.utf8.contains(0) else { return field }
        return String(String.UnicodeScalarView(field.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
    }
}
