// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@testable import ImportMail

@Suite("Import of mail")
struct MailImporterTests {
    @Test("has its kind")
    func kind() { #expect(MailImporter().source == .mail) }
}
