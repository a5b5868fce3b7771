// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// The report of an upload: how far it got, what it had to repeat, and what needs a human.
public struct UploadReport: Sendable {
    /// The tables and pages it consists of.
    public enum File {
        /// The figures, for machines.
        public static let json = "upload.json"
        /// The page.
        public static let html = "upload.html"
        /// Every operation that is wedged or was left out.
        public static let stuck = "upload-stuck.csv"
    }

    let summary: UploadSummary

    /// A report of what an upload has done.
    public init(_ summary: UploadSummary) { self.summary = summary }

    /// The page, self-contained.
    public func html(_ language: ReportLanguage = .english) -> String {
        UploadPage(summary: summary, words: Wording(language: language)).html
    }

    /// The content of `upload.json`.
    public var json: String { summary.json.reportText }

    /// Writes the table, the page and, last, the JSON.
    ///
    /// - Throws: `Failure.storage`; every file is then either the old one or the new one.
    public func write(to folder: ReportFolder, in language: ReportLanguage = .english) throws {
        let table = try ReportTable(
            File.stuck, columns: ["state", "kind", "source", "room", "reason"], in: folder)
        for stuck in summary.stuck {
            try table.append([
                stuck.state, stuck.kind, VisibleText.visible(stuck.source), stuck.room, stuck.reason,
            ])
        }
        try table.finish()
        try folder.write(File.html, html(language))
        try folder.write(File.json, json)
    }
}
