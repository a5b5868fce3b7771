// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryTestImports
import FerryTestKit
import ImportCompliance

/// An export as a folder on disk, removed when the test is over.
final class ComplianceFolder: ExportFolder {
    /// What the importer makes of the folder.
    func read() throws -> ListSink { try Self.read(path) }

    /// What the importer makes of an archive.
    static func read(_ path: String, _ options: ComplianceOptions = .init()) throws -> ListSink {
        let sink = ListSink()
        let importer = ComplianceImporter(options)
        try ArchiveReading(try Archive.open(path), importers: [importer], source: nil).read(into: sink)
        return sink
    }

    /// The folder of fixtures.
    static let fixtures = Checkout.root + "/Tests/ImportComplianceTests/Fixtures"
}
