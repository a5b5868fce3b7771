// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// The report of a verification: whether the homeserver holds what the plan says, and if not, what differs.
public struct VerifyReport: Sendable {
    /// The tables and pages it consists of.
    public enum File {
        /// The figures and the first differences, for machines.
        public static let json = "verify.json"
        /// The page.
        public static let html = "verify.html"
        /// Every difference.
        public static let differences = "verify-differences.csv"
        /// Everybody who is in a room, or no longer in it, without the migration's doing.
        public static let members = "verify-members.csv"
    }

    let summary: VerifySummary

    /// A report of what reading the homeserver back has shown.
    public init(_ summary: VerifySummary) { self.summary = summary }

    /// The page, self-contained.
    public func html(_ language: ReportLanguage = .english) -> String {
        VerifyPage(summary: summary, words: Wording(language: language)).html
    }

    /// The content of `verify.json`.
    public var json: String { summary.json.reportText }

    /// Writes the page and, last, the JSON. The table of differences is a `DifferenceTable`'s.
    ///
    /// - Throws: `Failure.storage`; every file is then either the old one or the new one.
    public func write(to folder: ReportFolder, in language: ReportLanguage = .english) throws {
        try folder.write(File.html, html(language))
        try folder.write(File.json, json)
    }
}
