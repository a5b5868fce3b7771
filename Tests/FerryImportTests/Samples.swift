// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import FerryImport
import FerryModel
import Glibc
import ImportCompliance
import ImportMail
import ImportSlack
import ImportTeams
import ImportWebex
import ImportZoom
import Testing

/// Every sample of every source, as the folder `samples` holds them.
struct Sample: CustomTestStringConvertible, Sendable {
    let source: String
    let name: String

    /// What is given to the program: the file or folder called `archive…` beside the expected outcome.
    var path: String {
        let folder = Self.folder + "/" + source + "/" + name
        return folder + "/" + (TestFile.names(in: folder).first { $0.hasPrefix("archive") } ?? "archive")
    }

    var testDescription: String { source + "/" + name }

    static let folder =
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/samples"

    static let all: [Sample] = TestFile.names(in: folder).flatMap { source in
        TestFile.names(in: folder + "/" + source).map { Sample(source: source, name: $0) }
    }.filter {
        SourceKind(rawValue: $0.source) != nil && access($0.path, F_OK) == 0 && !mapped.contains($0.name)
    }

    // A table with headings nobody knows is nobody's before the administrator says what they mean.
    private static let mapped: Set<String> = ["history-table-mapped"]

    /// All importers in the program's order.
    static var importers: [any Importer] {
        [
            SlackImporter(), TeamsImporter(), WebexImporter(), ZoomImporter(), ComplianceImporter(),
            MailImporter(),
        ]
    }
}
