// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import ImportMail
import Testing

@Suite("What is shown of a mail")
struct MailBodyTests {
    /// The blocks of one mail with this body, its subject taken off.
    private func blocks(_ type: String, _ body: String, more: String = "", _ options: MailOptions? = nil)
        throws -> [RichText.Block]
    {
        let mail = MailFolder.mail(
            "a@x", more: "MIME-Version: 1.0\nContent-Type: \(type)" + (more.isEmpty ? "" : "\n" + more), body)
        let sink = try MailFolder.read(
            mail: Array(mail.utf8), options ?? MailOptions(mailboxes: ["* = Desk"]))
        return Array(try #require(sink.messages.first).body.blocks.dropFirst())
    }

    private func plain(_ type: String, _ body: String, more: String = "") throws -> String {
        RichText(try blocks(type, body, more: more)).plain
    }

    @Test(
        "keeps the whole mail where a picture is written into its HTML, but not for one that counts readers")
    func writtenPictures() throws {
        for (size, isKept) in [(60, false), (2_000, true)] {
            let picture = "data:image/png;base64," + String(repeating: "A", count: size)
            let sink = try MailFolder.read(
                mail: MailFolder.mail(
                    "a@x", more: "MIME-Version: 1.0\nContent-Type: text/html",
                    "<p>look: <img src=\"\(picture)\"></p>"))
            #expect(sink.attachments.map(\.name) == (isKept ? ["mail.eml"] : []))
        }
    }

    @Test("flowed lines are one, quotes and the signature apart")
    func flowed() throws {
        let text =
            "This is one \nparagraph.\n\n> quoted \n> flows too\n> \n>> deeper\nanswer\n\n-- \nAnna \nWeber"
        #expect(
            try plain("text/plain; format=flowed", text)
                == "This is one paragraph.\n> quoted flows too\n> deeper\nanswer\n[Signature] Anna Weber")
        #expect(try plain("text/plain; format=flowed; delsp=yes", "break \nfast") == "breakfast")
    }

    @Test("a quoted tail is folded with the line that announces it, one with answers inside is not")
    func tails() throws {
        let tail = try blocks(
            "text/plain",
            "Yes.\n\nOn Mon, 3 Nov 2025, Anna Weber\n<anna@example.org> wrote:\n> Shall we?\n> Anna\n")
        #expect(tail.count == 2)
        guard case .folded("Quoted mail", let quoted) = tail[1] else { return #expect(Bool(false)) }
        #expect(RichText(quoted).plain.hasPrefix("On Mon, 3 Nov 2025"))
        let inside = try blocks("text/plain", "Anna wrote on 3.11.:\n> Shall we?\nYes.\n> When?\nNow.\n")
        #expect(!inside.contains { if case .folded = $0 { true } else { false } })
        let outlook = try blocks(
            "text/plain",
            "Ja.\n\n-----Ursprüngliche Nachricht-----\nVon: Anna\nGesendet: heute\n\nGeht das?\n",
            more: "Content-Transfer-Encoding: 8bit")
        guard case .folded = outlook.last else { return #expect(Bool(false)) }
    }

    @Test("nothing is folded where the administrator does not want it")
    func unfolded() throws {
        let found = try blocks(
            "text/plain", "Yes.\n\nOn 3 Nov 2025 Anna wrote:\n> Shall we?\n\n-- \nBert",
            MailOptions(mailboxes: ["* = Desk"], foldsQuotes: false))
        #expect(!found.contains { if case .folded = $0 { true } else { false } })
        #expect(RichText(found).plain.contains("Bert"))
    }

    @Test(
        "the quoted mails of mail programs' HTML are folded",
        arguments: [
            #"<div>Yes</div><div class="gmail_quote"><div>On Mon Anna wrote:<br></div><blockquote class="gmail_quote">Shall we?</blockquote></div>"#,
            #"<p>Yes</p><div class="moz-cite-prefix">Am 3.11. schrieb Anna:</div><blockquote type="cite"><p>Shall we?</p></blockquote>"#,
            #"<div>Yes</div><hr><div id="divRplyFwdMsg"><b>From:</b> Anna</div><div>Shall we?</div>"#,
            #"<div class="WordSection1"><p>Yes</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p>From: Anna</p></div></div><p>Shall we?</p></div>"#,
            #"<p>Yes</p><blockquote type="cite"><div>On Mon, Anna wrote:</div><div>Shall we?</div></blockquote><br>"#,
        ])
    func quotes(_ html: String) throws {
        let found = try blocks("text/html", html)
        guard case .folded(_, let quoted) = found.last else { return #expect(Bool(false), "\(found)") }
        #expect(RichText(quoted).plain.contains("Shall we?"))
        #expect(RichText(found.dropLast().map { $0 }).plain.contains("Yes"))
        #expect(!RichText(found.dropLast().map { $0 }).plain.contains("Shall"))
    }

    @Test("tables of a layout are text, tables of data are tables, what is hidden is not shown")
    func tables() throws {
        let layout =
            "<table><tr><td><table><tr><td>Hello</td></tr></table></td></tr><tr><td>all</td></tr></table>"
        #expect(
            try blocks("text/html", layout) == [.paragraph([.text("Hello")]), .paragraph([.text("all")])])
        let data = try blocks("text/html", "<table border=1><tr><th>a<th>b</tr><tr><td>1<td>2</tr></table>")
        guard case .table(true, let rows) = data.first else { return #expect(Bool(false)) }
        #expect(rows.count == 2)
        #expect(try plain("text/html", "<div style='display:none'>teaser</div><p>text</p>") == "text")
    }

    @Test("the richer form is shown, its pictures in their place, files behind it")
    func related() throws {
        let body = """
            --m
            Content-Type: multipart/alternative; boundary=a

            --a
            Content-Type: text/plain

            plain form
            --a
            Content-Type: multipart/related; boundary=r

            --r
            Content-Type: text/html

            <p>rich <b>form</b> <img src="cid:p1%40x" alt="pic"></p>
            --r
            Content-Type: image/png; name=p.png
            Content-ID: <p1@x>
            Content-Transfer-Encoding: base64

            aGVsbG8=
            --r--
            --a--
            --m
            Content-Type: text/csv; name=list.csv
            Content-Disposition: attachment

            a,b
            --m--
            """
        let sink = try MailFolder.read(
            mail: MailFolder.mail(
                "a@x", more: "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m", body))
        let message = try #require(sink.messages.first)
        #expect(!message.body.plain.contains("plain form"))
        let picture = try #require(sink.attachments.first { $0.name == "p.png" })
        #expect(
            message.body.blocks.contains { block in
                if case .paragraph(let inlines) = block {
                    inlines.contains(.image(picture.key, alt: "pic"))
                } else {
                    false
                }
            })
        #expect(message.attachments.map { sink.attachment($0.key.id)?.name } == ["list.csv"])
        #expect(sink.bytes.values.contains(Array("hello".utf8)))
    }

    @Test(
        "character sets are taken as mail programs mean them",
        arguments: [
            ("iso-8859-1", [0x80, 0x93, 0xFC], "€“ü"), ("x-unknown", [0xFC], "ü"),
            ("us-ascii", [0xC3, 0xBC], "ü"),
            ("utf-8", [0x66, 0xFC, 0x72], "für"),
            ("gb2312", [0xB0, 0xA1, 0x81, 0x30, 0x81, 0x30], "啊\u{80}"),
            ("iso-8859-8-i", [0xF9, 0xEC], "של"), ("ansi", [0x84], "„"), ("koi8-r", [0xC4, 0xC1], "да"),
            ("windows-1251", [0xE4, 0xE0], "да"), ("iso-8859-1", [0xC3, 0xBC], "ü"),
            ("nobody-knows", [0xE4], "ä"),
            ("utf-7", Array("+APw-".utf8), "ü"),
            ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x24, 0x22, 0x1B, 0x28, 0x42], "あ"),
        ] as [(String, [UInt8], String)])
    func charsets(_ name: String, _ bytes: [UInt8], _ text: String) throws {
        let head = MailFolder.mail(
            "a@x", more: "MIME-Version: 1.0\nContent-Type: text/plain; charset=\"\(name)\"", "")
        let sink = try MailFolder.read(mail: Array(head.utf8).dropLast() + bytes + [10])
        #expect(sink.messages.first?.body.plain == "Budget\n" + text)
    }

    @Test(
        "bytes that mean nothing in the character set of the mail are marked, and that is stated",
        arguments: [
            ("utf-8", true), ("big5", true), ("gb2312", true), ("shift_jis", true), ("ks_c_5601-1987", true),
            ("tis-620", true), ("iso-8859-8", true), ("koi8-r", false),
        ])
    func unknownBytes(_ name: String, _ isLost: Bool) throws {
        let head = MailFolder.mail(
            "a@x", more: "MIME-Version: 1.0\nContent-Type: text/plain; charset=\"\(name)\"", "")
        let bytes = Array("abc Grü ü ü ü ".utf8.filter { name == "utf-8" || $0 < 128 }) + [0xFF, 0xFE, 0x0A]
        let sink = try MailFolder.read(mail: Array(head.utf8).dropLast() + bytes)
        #expect(sink.messages.first?.body.plain.contains("\u{FFFD}") == isLost)
        #expect(sink.lossCounts["mail.charset"] == (isLost ? 1 : nil))
    }

    @Test("subjects and names of people: encoded words, split ones, bytes nobody encoded")
    func headers() throws {
        let subject = "=?utf-8?B?R3LDvMOf?= =?utf-8?Q?e_=E2=82?= =?utf-8?Q?=AC?="
        let sink = try MailFolder.read(
            mail: MailFolder.mail(
                "a@x", subject: subject, from: "=?iso-8859-1?Q?J=F6rg?= <Joerg@Example.org>"))
        #expect(sink.messages.first?.envelope?.subject == "Grüße €")
        #expect(sink.person("joerg@example.org")?.displayName == "Jörg")
        let raw = Array(MailFolder.mail("b@x", subject: "Gr#e").utf8).map {
            $0 == UInt8(ascii: "#") ? 0xFC : $0
        }
        #expect(try MailFolder.read(mail: raw).messages.first?.envelope?.subject == "Grüe")
    }

    @Test("a text over the size of an event is an excerpt, and the whole mail a file")
    func excerpt() throws {
        let mail = MailFolder.mail(
            "a@x", String(repeating: "A line of <text> that is \"long\".\n\n", count: 4_000))
        let sink = try MailFolder.read(mail: mail)
        let message = try #require(sink.messages.first)
        #expect(message.body.plain.utf8.count < 30_000)
        #expect(message.body.plain.hasSuffix("attached as mail.eml."))
        #expect(message.attachments.count == 1)
        #expect(sink.bytes.values.map(\.count) == [mail.utf8.count])
    }

    @Test(
        "what cannot be read is a file with a remark and a stated loss",
        arguments: [
            (
                "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", "smime.p7m",
                "mail.encrypted"
            ),
            ("application/ms-tnef; name=winmail.dat", "winmail.dat", "mail.tnef"),
            ("message/partial; id=\"a@x\"; number=1; total=3", "file-1.bin", "mail.partial"),
        ])
    func unreadable(_ type: String, _ name: String, _ code: String) throws {
        let sink = try MailFolder.read(
            mail: MailFolder.mail(
                "a@x", more: "MIME-Version: 1.0\nContent-Type: \(type)\nContent-Transfer-Encoding: base64",
                "aGVsbG8="))
        #expect(sink.attachments.map(\.name) == [name])
        #expect(sink.bytes.values.contains { $0.count >= 5 })
        #expect(sink.lossCounts[code] == 1)
        #expect(sink.messages.first?.body.blocks.count == 2)
    }

    @Test("a signed mail is read, its signature a file")
    func signed() throws {
        let body =
            "--s\nContent-Type: text/plain\n\nsigned text\n--s\nContent-Type: application/pgp-signature\n\nsig\n--s--\n"
        let sink = try MailFolder.read(
            mail: MailFolder.mail(
                "a@x", more: "MIME-Version: 1.0\nContent-Type: multipart/signed; boundary=s", body))
        #expect(sink.messages.first?.body.plain == "Budget\nsigned text")
        #expect(sink.attachments.map(\.name) == ["signature.asc"])
    }

    @Test("To, Cc and the Message-ID are kept")
    func envelope() throws {
        let sink = try MailFolder.read(
            mail: MailFolder.mail(
                "a@x", more: "Cc: Zoe <zoe@x.example>, team: bert@x.example, carl@x.example;"))
        #expect(
            sink.messages.first?.envelope
                == Envelope(
                    messageID: "a@x", subject: "Budget", from: ["Anna Weber <anna@example.org>"],
                    to: ["desk@example.org"],
                    cc: ["Zoe <zoe@x.example>", "bert@x.example", "carl@x.example"]))
    }
}
