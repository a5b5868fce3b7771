// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryTestImports
import Testing

@testable import ImportMail

@Suite("Names and flags of mail stores")
struct MailContainerTests {
    @Test(
        "folders of Maildir++ in modified UTF-7",
        arguments: [
            (["user", ".Sent.2020"], "user/Sent/2020"), ([".Antr&AOQ-ge"], "Anträge"),
            (["box", ".&ZeVnLIqe-"], "box/日本語"),
            (["box", ".R&-D"], "box/R&D"), (["box", ".broken&AOQ"], "box/broken&AOQ"), (["a", "b"], "a/b"),
            ([], ""),
        ] as [([String], String)])
    func folders(_ folders: [String], _ name: String) { #expect(MaildirName.mailbox(folders) == name) }

    @Test(
        "flags behind every mark that file systems leave of a colon",
        arguments: [
            ("1756.M1.host:2,ST", "ST"), ("1756.M1.host;2,S", "S"), ("1756.M1.host!2,DS", "DS"),
            ("1756.M1.host_2,", ""),
            ("1756.M1.host,S=900:2,RS", "RS"), ("1756.M1.host", ""), ("2,S", ""),
        ])
    func flags(_ name: String, _ flags: String) { #expect(MaildirName.flags(name) == Set(flags)) }

    @Test(
        "mailboxes by the paths of their files",
        arguments: [
            ("Mail/Inbox.sbd/Projects", MailLayout.Form.mbox, "Mail/Inbox/Projects"),
            ("Mail/Amt.mbox/mbox", .mbox, "Mail/Amt.mbox"),
            ("V2/Amt.mbox/3A-B/Data/1/Messages/7.emlx", .emlx, "V2/Amt.mbox"),
            ("Export/Inbox/1.eml", .eml, "Export/Inbox"),
            ("user/.Sent/cur/17.M1:2,S", .maildir, "user/Sent"), ("a.mbox", .mbox, "a.mbox"),
            ("x.eml", .eml, ""),
        ])
    func mailboxes(_ path: String, _ form: MailLayout.Form, _ name: String) {
        #expect(MailLayout.mailbox(of: path, form) == name)
    }

    @Test("labels with commas and quotes")
    func labels() {
        #expect(
            MailLabels.names(Array("Inbox,\"A, B\",Opened,=?utf-8?Q?Gr=C3=BCn?=".utf8)) == [
                "Inbox", "A, B", "Grün",
            ])
    }

    @Test("names of parts are read back, whatever stands in a file's name")
    func partNames() {
        for entry in ["a.mbox", "a#b/c#1+2/x", "päth/é"] {
            let name = MailPartName(entry: entry, offset: 17, length: 1 << 40, part: "1.2/3")
            #expect(MailPartName(name.text) == name)
        }
        #expect(MailPartName("files/report#2.pdf") == nil)
    }

    @Test("subjects without the marks of replies and lists")
    func subjects() {
        for text in [
            "Re: Budget", "AW: RE[2]: budget", "[dev] Re: [dev] Budget", "Re : Budget", "SV: TR: Budget",
            "回复：Budget",
        ] {
            #expect(MailSubject(text).base == "budget", "\(text)")
            #expect(MailSubject(text).isReply, "\(text)")
        }
        #expect(MailSubject("Fwd: Budget").base == "budget")
        #expect(!MailSubject("Fwd: Budget").isReply)
        #expect(MailSubject("[urgent]").base == "[urgent]")
        #expect(MailSubject("Reason: none").base == "reason: none")
    }

    @Test("a single mbox is known by its content")
    func single() throws {
        let folder = try MailFolder(["Inbox": MailFolder.mbox(MailFolder.mail("a@x"))])
        #expect(try MailImporter().recognise(try Archive.open(folder.path + "/Inbox"))?.layout == "mbox")
    }

    @Test(
        "what stands before a mail in its file is passed over",
        arguments: [
            "\u{FEFF}", "\n", "\r\n\r\n", "From a@x Mon Jan  1 10:00:00 2024\n",
            ">From a@x Mon Jan  1 10:00:00 2024\n", "\u{FEFF}\nFrom a@x Mon Jan  1 10:00:00 2024\r\n", "",
        ])
    func preludes(prelude: String) throws {
        let mail = MailFolder.mail("a@x", subject: "Betreff", "TEXT")
        for name in ["a.eml", "Maildir/cur/1.host:2,S"] {
            let sink = try MailFolder([name: prelude + mail]).read()
            #expect(sink.messages.map { $0.key.key.id.hasSuffix("/a@x") } == [true])
            #expect(sink.messages.first?.envelope?.subject == "Betreff")
            #expect(sink.messages.first?.body.plain == "Betreff\nTEXT")
            #expect(sink.losses.isEmpty)
        }
    }

    @Test("two mails with their separators in one file of a mail are two")
    func twoInOne() throws {
        let separator = "From a@x Mon Jan  1 10:00:00 2024\n"
        let sink = try MailFolder([
            "a.eml": separator + MailFolder.mail("a@x", "A") + "\n" + separator + MailFolder.mail("b@x", "B")
        ]).read()
        #expect(Set(sink.messages.map { $0.key.key.id.suffix(3) }) == ["a@x", "b@x"])
    }

    @Test("line ends that no mail has are read as line ends", arguments: ["\r\r\n", "\r", "\r\n", "\n"])
    func lineEnds(end: String) throws {
        let mail = MailFolder.mail("a@x", subject: "Betreff", "eins\nzwei\n\ndrei")
        for (name, text) in [
            ("a.eml", mail),
            (
                "a.mbox",
                "From a@x Mon Jan  1 10:00:00 2024\n" + mail + "\nFrom a@x Mon Jan  1 10:00:00 2024\n"
                    + MailFolder.mail("b@x", "B")
            ),
        ] {
            let sink = try MailFolder([
                name: text.split(separator: "\n", omittingEmptySubsequences: false)
                    .joined(separator: end)
            ]).read()
            let message = try #require(sink.messages.first { $0.key.key.id.hasSuffix("/a@x") })
            #expect(message.body.plain == "Betreff\neins\nzwei\ndrei")
            #expect(sink.messages.count == (name == "a.eml" ? 1 : 2))
            #expect(sink.losses.isEmpty)
        }
    }
}
