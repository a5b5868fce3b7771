// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// `verify-differences.csv` while it grows: takes every difference, and remembers the first ones for the summary.
public final class DifferenceTable {
    /// How many differences the summary keeps.
    public static let mostRemembered = 200

    private let table: ReportTable
    /// The first differences that were taken.
    public private(set) var first: [VerifySummary.Difference] = []
    /// How many differences were taken.
    public var count: Int { table.count }

    /// Begins the table.
    ///
    /// - Throws: `Failure.storage`.
    public init(in folder: ReportFolder) throws {
        table = try ReportTable(
            VerifyReport.File.differences, columns: ["verdict", "room", "event", "source", "what"],
            in: folder)
    }

    /// Takes a difference.
    ///
    /// - Throws: `Failure.storage`.
    public func append(_ difference: VerifySummary.Difference) throws {
        try table.append([
            difference.verdict.rawValue, difference.room, difference.event,
            VisibleText.visible(difference.source),
            difference.what,
        ])
        if first.count < Self.mostRemembered { first.append(difference) }
    }

    /// Puts the table under its name.
    ///
    /// - Throws: `Failure.storage`.
    public func finish() throws { try table.finish() }
}
