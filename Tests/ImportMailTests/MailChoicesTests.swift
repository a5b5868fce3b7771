// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryModel
import FerryTestImports
import ImportMail
import Testing

@Suite("What the administrator names")
struct MailChoicesTests {
    private func folder() throws -> MailFolder {
        try MailFolder([
            "Inbox": MailFolder.mbox(
                MailFolder.mail("a@x"),
                MailFolder.mail("b@x", more: "List-Id: \"Dev talk\" <Dev.example.org>")),
            "Inbox.sbd/Projects": MailFolder.mbox(MailFolder.mail("c@x")),
            "Trash": MailFolder.mbox(MailFolder.mail("d@x")),
        ])
    }

    private func failure(_ options: MailOptions) throws -> Failure? {
        let folder = try folder()
        do {
            _ = try folder.read(options)
            return nil
        } catch let failure as Failure {
            return failure
        }
    }

    @Test("nothing named: nothing is read, and what there is is said")
    func nothing() throws {
        let failure = try #require(try failure(MailOptions()))
        #expect(failure.kind == .configuration)
        for word in ["dev.example.org (1)", "Inbox (2)", "Inbox/Projects (1)", "Trash (1)"] {
            #expect(failure.what.contains(word))
        }
    }

    @Test("something named that is not there: nothing is read either")
    func absent() throws {
        let failure = try #require(
            try failure(MailOptions(lists: ["other.example.org"], mailboxes: ["Nowhere = Desk"])))
        #expect(failure.what.contains("none of"))
    }

    @Test("a list alone brings no mail of the mailbox it lies in")
    func list() throws {
        let sink = try folder().read(MailOptions(lists: ["dev.example.org"]))
        #expect(sink.messages.map(\.key.key.id) == ["list:dev.example.org/b@x"])
        #expect(sink.channels.map(\.name) == ["Dev talk"])
        #expect(sink.channels.map(\.kind) == [.list])
        #expect(sink.losses.filter { $0.code == "mail.not-named" }.reduce(0) { $0 + $1.count } == 3)
        #expect(sink.memberships.map(\.person.key.id) == ["anna@example.org"])
    }

    @Test("a mailbox brings its folders, not the trash, and nobody becomes a member by having written to it")
    func mailbox() throws {
        let sink = try folder().read(MailOptions(mailboxes: ["* = Desk"]))
        #expect(
            sink.messages.map(\.key.key.id) == ["mailbox:Desk/a@x", "mailbox:Desk/b@x", "mailbox:Desk/c@x"])
        #expect(sink.channels.map(\.kind) == [.mailbox])
        #expect(sink.memberships.isEmpty)
        #expect(sink.lossCounts["mail.discarded"] == 1)
    }

    @Test("mails in no folder are named as they are shown, and bring no folder with them")
    func ownFolder() throws {
        let folder = try MailFolder()
        try folder.write("a.eml", MailFolder.mail("a@x"))
        try folder.write("private/b.eml", MailFolder.mail("b@x"))
        let shown = try #require(throws: Failure.self) { try folder.read(MailOptions()) }
        #expect(shown.what.hasSuffix("mailboxes found: . (1), private (1)"))
        for (choice, room) in [(". = Desk", "Desk"), (".", "Mail")] {
            let sink = try folder.read(MailOptions(mailboxes: [choice], separatesFolders: true))
            #expect(sink.channels.map(\.name) == [room])
            #expect(sink.messages.map(\.key.key.id) == ["mailbox:\(room)/a@x"])
            #expect(sink.lossCounts["mail.not-named"] == 1)
        }
        let both = try folder.read(MailOptions(mailboxes: ["*", ". = Desk", "private = Anna"]))
        #expect(Set(both.channels.map(\.name)) == ["Anna", "Desk"])
    }

    @Test("in a mailbox's room is who was named for it")
    func members() throws {
        let sink = try folder().read(
            MailOptions(
                mailboxes: ["Inbox = Desk"],
                members: ["Desk = Bert@Example.org", "zoe@x.example", "Other = no@x.example"]))
        #expect(Set(sink.memberships.map(\.person.key.id)) == ["bert@example.org", "zoe@x.example"])
        #expect(sink.person("bert@example.org")?.displayName == "bert@example.org")
    }

    @Test("folders have rooms of their own when asked for, and the most exact path wins")
    func folders() throws {
        let own = try folder().read(MailOptions(mailboxes: ["Inbox = Desk"], separatesFolders: true))
        #expect(Set(own.channels.map(\.name)) == ["Desk", "Desk / Projects"])
        let exact = try folder().read(MailOptions(mailboxes: ["Inbox = Desk", "Inbox/Projects = Projects"]))
        #expect(
            exact.messages.map(\.key.key.id) == [
                "mailbox:Desk/a@x", "mailbox:Desk/b@x", "mailbox:Projects/c@x",
            ])
    }

    @Test("the trash is read by who names it")
    func trash() throws {
        let sink = try folder().read(MailOptions(mailboxes: ["Trash = Bin"]))
        #expect(sink.messages.map(\.key.key.id) == ["mailbox:Bin/d@x"])
    }

    @Test("addresses of one's own domains are one person, under the name of the newest mail")
    func people() throws {
        let sink = try MailFolder([
            "a": MailFolder.mbox(
                MailFolder.mail("a@x", minute: 5, from: "Anna Weber <anna@example.org>"),
                MailFolder.mail("b@x", minute: 1, from: "\"Weber, Anna\" <Anna@old.example>"),
                MailFolder.mail("c@x", minute: 2, from: "Zoe <zoe@elsewhere.example>"))
        ]).read(MailOptions(mailboxes: ["* = Desk"], domains: ["example.org", "old.example"]))
        #expect(sink.people.count == 2)
        let anna = try #require(sink.person("anna@example.org"))
        #expect(anna.displayName == "Anna Weber")
        #expect(anna.addresses == ["anna@example.org", "anna@old.example"])
        #expect(anna.role == .member)
        #expect(sink.person("zoe@elsewhere.example")?.role == .external)
        #expect(sink.workspaces.map(\.name) == ["example.org"])
    }

    @Test("what is no mail is not claimed")
    func foreign() throws {
        let folder = try MailFolder([
            "messages.json": "[]", "notes.txt": "From here on\nNote: text", "page.html": "<p>From a@b</p>",
        ])
        let archive = try Archive.open(folder.path)
        #expect(try MailImporter().recognise(archive) == nil)
    }
}
