// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import ImportMail
import Testing

@Suite("Copies of mails")
struct MailTwinsTests {
    private static let text =
        "Hello all, here is the text of this mail.\nWith a second line that makes it long enough."

    private func ids(_ files: [String: String], _ options: MailOptions = MailOptions(mailboxes: ["* = Desk"]))
        throws -> [String]
    {
        try MailFolder(files).read(options).messages.map(\.key.key.id)
    }

    @Test("the copies in Inbox and Sent are one message, and are counted")
    func inboxAndSent() throws {
        let mail = MailFolder.mail("a@x", Self.text)
        let sink = try MailFolder([
            "Inbox": MailFolder.mbox(mail), "Sent": MailFolder.mbox("X-Mozilla-Status: 0001\n" + mail),
        ]).read()
        #expect(sink.messages.count == 1)
        #expect(sink.losses.filter { $0.code == "mail.duplicate" }.reduce(0) { $0 + $1.count } == 1)
    }

    @Test("a copy with the list's footer, or encoded otherwise, is one")
    func footer() throws {
        let footer =
            Self.text
            + "\n_______________________________________________\ndev mailing list\nhttps://example.org/dev"
        let encoded =
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable"
        let packed = Self.text.replacing("second", with: "sec=\nond")
        #expect(
            try ids([
                "a": MailFolder.mbox(
                    MailFolder.mail("a@x", Self.text),
                    MailFolder.mail("a@x", subject: "[dev] Budget", footer),
                    MailFolder.mail("a@x", more: encoded, packed))
            ]).count == 1)
    }

    @Test("different mails that share an id stay two, however alike")
    func shared() throws {
        let files = [
            "a": MailFolder.mbox(
                MailFolder.mail("a@x", "The backup of Monday is complete, all is well."),
                MailFolder.mail("a@x", "The backup of Tuesday has failed, look at it."),
                MailFolder.mail("a@x", "The backup of Monday is complete, all is well."))
        ]
        let found = try ids(files)
        #expect(found.count == 2)
        #expect(Set(found).count == 2)
        #expect(try ids(files) == found)
    }

    @Test("different mails that share an id are not each other's thread")
    func sharedThreads() throws {
        let sink = try MailFolder([
            "a": MailFolder.mbox(
                MailFolder.mail("a@x", "The backup of Monday is complete, all is well."),
                MailFolder.mail("a@x", minute: 1, "The backup of Tuesday has failed, look at it."))
        ]).read()
        #expect(sink.messages.allSatisfy { $0.threadRoot == nil })
    }

    @Test("short texts are one only when they are the same")
    func short() throws {
        #expect(
            try ids([
                "a": MailFolder.mbox(
                    MailFolder.mail("a@x", "Yes"), MailFolder.mail("a@x", "Yes, but not today"))
            ]).count == 2)
    }

    @Test("mails without an id are one when they are the same, and two when not")
    func withoutID() throws {
        #expect(
            try ids([
                "a": MailFolder.mbox(
                    MailFolder.mail("", Self.text), MailFolder.mail("", minute: 1, Self.text),
                    MailFolder.mail("", Self.text))
            ]).count == 2)
    }

    @Test("the direct copy of a mail that came from a list too is the list's")
    func direct() throws {
        let listed = MailFolder.mail(
            "a@x", more: "List-Id: Dev <dev.example.org>", Self.text + "\n_______\ndev")
        let sink = try MailFolder([
            "Inbox": MailFolder.mbox(
                MailFolder.mail("a@x", Self.text), MailFolder.mail("b@x", "Only to the desk, this one.")),
            "Lists/dev": MailFolder.mbox(listed),
        ]).read(MailOptions(lists: ["dev.example.org"], mailboxes: ["Inbox = Desk"]))
        #expect(sink.messages.map(\.key.key.id) == ["list:dev.example.org/a@x", "mailbox:Desk/b@x"])
    }
}
