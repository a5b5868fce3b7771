// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@testable import ImportWebex

@Suite("Import of webex")
struct WebexImporterTests {
    @Test("has its kind")
    func kind() { #expect(WebexImporter().source == .webex) }
}
