// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryModel
import Testing

@testable import ImportWebex

@Suite("Import of Webex")
struct WebexImporterTests {
    @Test("has its kind")
    func kind() { #expect(WebexImporter().source == .webex) }
}
