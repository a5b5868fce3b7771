// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import FerryTestKit
import ImportMail
import Testing

@Suite("Mails that are made to break readers")
struct MailHostileTests {
    @Test("sixty thousand headers, a subject of two megabytes: kept whole, not parsed")
    func headers() throws {
        let many =
            String(repeating: "X-Spam: yes, this is what they call spam\n", count: 60_000)
            + MailFolder.mail("a@x")
        let long = MailFolder.mail("b@x", subject: String(repeating: "x", count: 2 << 20))
        let sink = try MailFolder(["a": MailFolder.mbox(many, long)]).read()
        #expect(sink.messages.count == 2)
        #expect(sink.lossCounts["mail.not-parsed"] == 2)
        #expect(sink.bytes.values.contains { $0.count > 2 << 20 })
    }

    @Test("thirty thousand parts of a hundred bytes are kept whole")
    func parts() throws {
        let body =
            String(repeating: "--b\n\n" + String(repeating: "x", count: 95) + "\n", count: 30_000) + "--b--\n"
        let sink = try MailFolder.read(
            mail: MailFolder.mail(
                "a@x", more: "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b", body))
        #expect(sink.attachments.count == 1)
        #expect(sink.lossCounts["mail.not-parsed"] == 1)
    }

    @Test("five thousand parts: the first are read, the whole mail is a file")
    func manyParts() throws {
        let body = String(repeating: "--b\n\nx\n", count: 5_000) + "--b--\n"
        let sink = try MailFolder.read(
            mail: MailFolder.mail(
                "a@x", more: "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b", body))
        #expect(sink.attachments.contains { $0.name == "mail.eml" })
    }

    @Test("a mail of more bytes than are kept in memory is shown in part, and the whole is a file, streamed")
    func huge() throws {
        let head = MailFolder.mail("a@x", more: "MIME-Version: 1.0\nContent-Type: text/plain", "")
        let body = [UInt8](repeating: UInt8(ascii: "a"), count: 70 << 20)
        let folder = try MailFolder()
        try folder.write("Inbox/1.eml", Array(head.utf8) + body)
        let sink = try folder.read()
        #expect(sink.messages.count == 1)
        #expect(sink.bytes.values.map(\.count) == [head.utf8.count + body.count])
        #expect(sink.lossCounts.isEmpty)
    }

    @Test(
        "a mail with a file that is larger than what is kept in memory is read like any other, and so is the next"
    )
    func hugeFile() throws {
        let head = MailFolder.mail(
            "a@x", more: "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b",
            "--b\n\nsee the file\n--b\nContent-Type: application/pdf; name=plan.pdf\n"
                + "Content-Transfer-Encoding: base64\n")
        let line = Array((String(repeating: "QUJD", count: 250) + "\n").utf8)
        let lines = 68 << 20 / 1_000
        var mails = Array(("From anna@example.org Mon Nov  3 09:00:00 2025\n" + head).utf8)
        mails.reserveCapacity(70 << 20)
        for _ in 0..<lines { mails += line }
        mails += Array(("--b--\n\n" + MailFolder.mbox(MailFolder.mail("b@x"))).utf8)
        let folder = try MailFolder()
        try folder.write("a.mbox", mails)
        let sink = try folder.read()
        #expect(sink.messages.count == 2)
        #expect(sink.lossCounts.isEmpty)
        let bytes = try #require(sink.bytes.values.first)
        #expect(sink.attachments.map(\.name) == ["plan.pdf"])
        #expect(bytes.count == lines * 750)
        #expect(bytes.prefix(6).elementsEqual("ABCABC".utf8) && bytes.suffix(6).elementsEqual("ABCABC".utf8))
    }

    @Test("a folder of mails that share one id and one thread is read in its order")
    func oneID() throws {
        let mails = (0..<300).map { number in
            "From -\n"
                + MailFolder.mail(
                    "a@x", minute: number % 60, more: "References: <root@x>",
                    "This is number \(number) of many that differ.") + "\n"
        }
        let sink = try MailFolder(["a": mails.joined()]).read()
        #expect(sink.messages.count == 300)
    }

    @Test("a damaged file gives the mails before the damage, and says so")
    func damaged() throws {
        let folder = try MailFolder()
        let packed = try TestFile.bytes(
            Checkout.root + "/samples/mail/list/archive/technik@lists.lindenfurt.example-2025-09.mbox.gz"
        )
        try folder.write("a.mbox.gz", Array(packed.dropLast(40)))
        try folder.write("b.mbox", Array(MailFolder.mbox(MailFolder.mail("z@x")).utf8))
        let sink = try folder.read()
        #expect(sink.messages.contains { $0.key.key.id.hasSuffix("z@x") })
        #expect(sink.lossCounts["mail.file.damaged"] == 1)
    }
}
