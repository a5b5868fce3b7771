// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ImportMail

@Suite("The lines that part mails in an mbox")
struct MboxSeparatorTests {
    private func verdict(_ line: String, _ next: String) -> MboxSeparator.Verdict {
        Array(line.utf8).withUnsafeBytes { line in
            Array(next.utf8).withUnsafeBytes { MboxSeparator.verdict(line, next: $0) }
        }
    }

    @Test(
        "programs' separators are known, with and without a date, with strange senders",
        arguments: [
            "From anna@example.org Sat Apr 12 11:57:17 2025", "From - Sat Apr 12 11:57:17 2025", "From -",
            "From ",
            "From MAILER-DAEMON Fri Jul  8 12:08:34 2011", "From MAILER-DAEMON",
            "From 1844347792267117879@xxx Fri Sep 05 10:11:12 +0000 2025",
            "From 1844347792267117879@xxx", "From ???@??? Sun Nov 03 10:00:00 1996",
            "From root Sat Apr 12 11:57 2025",
            "From anna@example.org  Sat Apr 12 11:57:17 CEST 2025",
            "From anna Sat, 12 Apr 2025 11:57:17 +0200",
            "From uucp!host!anna Sat Apr 12 11:57:17 2025 remote from host", "From anna remote from host",
            "From anna at example.org  Sat Apr 12 11:57:17 2025",
            "From anna.weber at mail.example.org Sat Apr 12 11:57:17 2025",
            "From anna@example.org 12 Apr 2025 11:57:17", "From anna@example.org 2025-04-12 11:57:17",
            "From \"anna weber\"@example.org Sat Apr 12 11:57:17 2025",
        ])
    func separators(_ line: String) {
        #expect(verdict(line, "Return-Path: <anna@example.org>") == .separator)
        #expect(verdict(line, "X-Mozilla-Status: 0001") == .separator)
        #expect(verdict(line, ">From anna@example.org Sat Apr 12 11:57:17 2025") == .separator)
        #expect(verdict(line, "and then the text goes on") != .separator)
        #expect(verdict(line, "") != .separator)
    }

    @Test(
        "sentences are text, whatever follows",
        arguments: [
            "From Russia with love", "From what I hear, nothing happened", "From the desk of Anna",
            "From Monday on we meet",
            "From here on", "From 9 to 5", "From February 12 onwards", "From: anna@example.org", "From Paris",
            "From now on, Mon and Tue are free", "From page 12 March begins",
        ])
    func sentences(_ line: String) {
        for next in ["Year: 1963", "Note: this is important", "", "more text", "http://example.org/"] {
            #expect(verdict(line, next) != .separator, "\(line) before \(next)")
        }
    }

    @Test("a line with one of the marks only counts as doubtful")
    func doubtful() {
        #expect(verdict("From anna@example.org Sat Apr 12 11:57:17 2025", "Dear all,") == .doubtful)
        #expect(verdict("From Russia with love", "Year: 1963") == .doubtful)
        #expect(verdict("From Russia with love", "a film") == .text)
    }
}
