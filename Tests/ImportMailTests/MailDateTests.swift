// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import Testing

@testable import ImportMail

@Suite("Dates of mails")
struct MailDateTests {
    @Test(
        "dates as programs write them",
        arguments: [
            ("Mon, 3 Nov 2025 09:00:00 +0100", 1_762_156_800), ("3 Nov 2025 08:00 GMT", 1_762_156_800),
            ("Mon Nov  3 08:00:00 2025", 1_762_156_800), ("Mon Nov  3 03:00:00 EST 2025", 1_762_156_800),
            ("Mon, 03 Nov 25 09:00:00 +0100 (CET)", 1_762_156_800),
            ("Mon,3 Nov 2025 9:00:00 +0100", 1_762_156_800),
            ("2025-11-03 08:00:00", 1_762_156_800), ("2025-11-03 09:00:00+01:00", 1_762_156_800),
            ("Fri Nov 21 97 09:55:06 -0600", 880_127_706), ("21 Nov 97 09:55:06 -0600", 880_127_706),
            ("Mon, 3-Nov-2025 09:00:00 MEZ", 1_762_156_800), ("3 Nov 2025 8:00:00 AM", 1_762_156_800),
            ("Monday, November 3, 2025 8:00 PM", 1_762_200_000),
            ("Mon, 3 Nov 2025 09.00.00 +0100", 1_762_156_800), ("Mon, 3 Nov 2025 8.00 GMT", 1_762_156_800),
            ("Sat, 29 Feb 2020 12:00:00 -0000", 1_582_977_600),
        ])
    func known(_ text: String, _ seconds: Int) {
        #expect(MailDate.parse(text)?.milliseconds == Int64(seconds) * 1000, "\(text)")
    }

    @Test(
        "what is no date is none",
        arguments: ["", "yesterday", "Mon, 99 Nov 2025", "3 Nov", "3 Nov 0001 09:00", "(3 Nov 2025)"])
    func none(_ text: String) { #expect(MailDate.parse(text) == nil) }

    @Test("a missing or absurd date gives way to the last station's, the separator's, the mail's before")
    func standIns() throws {
        let absurd = MailFolder.mail("a@x").replacing("3 Nov 2025", with: "3 Nov 2098")
        let received = "Received: from a by b; Mon, 3 Nov 2025 09:00:07 +0100\n" + absurd
        let missing = MailFolder.mail("b@x").split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("Date:") }.joined(separator: "\n")
        let sink = try MailFolder(["a": MailFolder.mbox(received, missing)]).read()
        #expect(sink.message("mailbox:Desk/a@x")?.sentAt.milliseconds == 1_762_156_807_000)
        #expect(sink.message("mailbox:Desk/b@x")?.sentAt.milliseconds == 1_762_160_400_000)
        #expect(sink.lossCounts["mail.date"] == 2)
    }
}
