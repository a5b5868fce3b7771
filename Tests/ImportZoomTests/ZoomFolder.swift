// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryTestImports
import FerryTestKit
import ImportZoom

/// An export as a folder on disk, removed when the test is over.
final class ZoomFolder: ExportFolder {
    /// What the importer makes of the folder.
    func read(_ options: ZoomOptions = ZoomOptions()) throws -> ListSink { try Self.read(path, options) }

    /// What the importer makes of an archive.
    static func read(_ path: String, _ options: ZoomOptions = ZoomOptions()) throws -> ListSink {
        let sink = ListSink()
        try ZoomImporter(options).read(try Archive.open(path), into: sink)
        return sink
    }

    /// The folder of fixtures.
    static let fixtures = Checkout.root + "/Tests/ImportZoomTests/Fixtures"
}
