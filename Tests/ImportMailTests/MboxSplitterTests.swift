// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ImportMail

@Suite("Parting an mbox into mails")
struct MboxSplitterTests {
    /// The mails that come out, in pieces of so many bytes.
    private func parts(_ text: String, pieces: Int = .max) throws -> (
        mails: [String], splitter: MboxSplitter, contested: Int
    ) {
        let bytes = Array(text.utf8)
        var found: [MailScan] = []
        let assembler = MailAssembler { found.append($0) }
        let splitter = MboxSplitter(assembler)
        var start = 0
        while start < bytes.count {
            let end = start + min(pieces, bytes.count - start)
            try bytes[start..<end].withUnsafeBytes { try splitter.feed($0) }
            start = end
        }
        try splitter.finish()
        try assembler.finish(at: Int64(bytes.count))
        return (
            found.map { String(decoding: bytes[Int($0.offset)..<Int($0.end)], as: UTF8.self) }, splitter,
            assembler.contested
        )
    }

    private static let two = """
        From anna@example.org Mon Nov  3 09:00:00 2025
        Subject: one

        text
        From Russia with love

        From bert@example.org Mon Nov  3 09:01:00 2025
        Subject: two

        From here on it is text

        """

    @Test("mails come out whole, in pieces of any size", arguments: [1, 2, 3, 5, 7, 16, 1000])
    func pieces(_ size: Int) throws {
        let mails = try parts(Self.two, pieces: size).mails
        #expect(
            mails == [
                "Subject: one\n\ntext\nFrom Russia with love\n\n",
                "Subject: two\n\nFrom here on it is text\n",
            ])
    }

    @Test("line ends of Windows are the same")
    func windows() throws {
        let mails = try parts(
            Self.two.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        ).mails
        #expect(mails.count == 2)
        #expect(mails.first?.hasPrefix("Subject: one\r\n") == true)
    }

    @Test("a byte order mark and blank lines may stand in front")
    func mark() throws {
        #expect(try parts("\u{FEFF}" + Self.two).mails.count == 2)
        #expect(try parts("\n\n" + Self.two).mails.count == 2)
    }

    @Test("a separator needs no blank line before it, and is counted then")
    func noBlank() throws {
        let text =
            "From a@b Mon Nov  3 09:00:00 2025\nSubject: one\n\ntext\nFrom a@b Mon Nov  3 09:00:00 2025\nSubject: two\n\nx\n"
        let (mails, splitter, _) = try parts(text)
        #expect(mails.count == 2)
        #expect(splitter.uncertain == 1)
    }

    @Test("a mail pasted into another stays one where Content-Length says so")
    func contentLength() throws {
        let body = "see:\n\nFrom a@b Mon Nov  3 09:00:00 2025\nSubject: pasted\n\ninner\n"
        let outer =
            "From a@b Mon Nov  3 09:00:00 2025\nSubject: outer\nContent-Length: \(body.utf8.count)\n\n" + body
        let after = "\nFrom a@b Mon Nov  3 09:00:00 2025\nSubject: after\n\nx\n"
        let (mails, _, contested) = try parts(outer + after)
        #expect(mails.count == 2)
        #expect(mails.first?.contains("inner") == true)
        #expect(contested == 1)
        #expect(try parts(outer).mails.count == 1)
    }

    @Test("a Content-Length that ends nowhere is not believed")
    func wrongLength() throws {
        let text =
            "From a@b Mon Nov  3 09:00:00 2025\nSubject: one\nContent-Length: 70\n\ntext\n\n"
            + "From a@b Mon Nov  3 09:00:00 2025\nSubject: two\n\nsecond text\n\n"
            + "From a@b Mon Nov  3 09:00:00 2025\nSubject: three\n\nthird\n"
        #expect(try parts(text).mails.count == 3)
    }

    @Test("bytes before the first separator belong to no mail and are counted")
    func stray() throws {
        let (mails, splitter, _) = try parts("some words\n\n" + Self.two)
        #expect(mails.count == 2)
        #expect(splitter.stray == 9)
    }

    @Test("a line of a megabyte that begins like a separator is text")
    func longLine() throws {
        let text =
            "From a@b Mon Nov  3 09:00:00 2025\nSubject: one\n\nFrom "
            + String(repeating: "x", count: 1 << 20) + "\nSubject: no\n\nend\n"
        #expect(try parts(text, pieces: 4096).mails.count == 1)
    }
}
