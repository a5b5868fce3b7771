// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryTestImports
import FerryTestKit
import ImportWebex

/// An export as a folder on disk, removed when the test is over.
final class WebexFolder: ExportFolder {
    /// What the importer makes of the folder.
    func read() throws -> ListSink { try Self.read(path) }

    /// What the importer makes of an archive.
    static func read(_ path: String) throws -> ListSink {
        let sink = ListSink()
        try WebexImporter().read(try Archive.open(path), into: sink)
        return sink
    }

    /// The folder of samples.
    static let samples = Checkout.root + "/samples/webex"
}
