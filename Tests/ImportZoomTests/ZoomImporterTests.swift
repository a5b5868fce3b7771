// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@testable import ImportZoom

@Suite("Import of zoom")
struct ZoomImporterTests {
    @Test("has its kind")
    func kind() { #expect(ZoomImporter().source == .zoom) }
}
