// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@testable import ImportCompliance

@Suite("Import of compliance")
struct ComplianceImporterTests {
    @Test("has its kind")
    func kind() { #expect(ComplianceImporter().source == .compliance) }
}
