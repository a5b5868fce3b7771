// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import ImportMail
import Testing

@Suite("Threads of mails")
struct MailThreadsTests {
    private func read(_ mails: [String], list: Bool = false) throws -> ListSink {
        let mbox = mails.map { "From -\n" + $0 + "\n" }.joined()
        let folder = try MailFolder(["inbox.mbox": mbox])
        return try folder.read(
            list ? MailOptions(lists: ["* = dev.example.org"]) : MailOptions(mailboxes: ["* = Desk"]))
    }

    private func message(_ sink: ListSink, _ id: String) -> Message? {
        sink.messages.first { $0.key.key.id.hasSuffix("/" + id) }
    }

    private func root(_ sink: ListSink, _ id: String) -> String? {
        message(sink, id)?.threadRoot?.key.id.split(separator: "/").last.map(String.init)
    }

    private func parent(_ sink: ListSink, _ id: String) -> String? {
        message(sink, id)?.replyTo?.key.id.split(separator: "/").last.map(String.init)
    }

    @Test("answers stand in the thread of the first mail, with the mail they answer")
    func references() throws {
        let sink = try read([
            MailFolder.mail("c@x", minute: 2, subject: "Re: Budget", more: "References: <a@x> <b@x>"),
            MailFolder.mail("a@x"),
            MailFolder.mail("b@x", minute: 1, subject: "AW: Budget", more: "In-Reply-To: <a@x>"),
        ])
        #expect(root(sink, "a@x") == nil)
        #expect(root(sink, "b@x") == "a@x" && parent(sink, "b@x") == "a@x")
        #expect(root(sink, "c@x") == "a@x" && parent(sink, "c@x") == "b@x")
        #expect(sink.messages.map { $0.key.key.id.suffix(3) } == ["a@x", "b@x", "c@x"])
    }

    @Test("answers to a mail that is missing stay together, the earliest first")
    func phantom() throws {
        let sink = try read([
            MailFolder.mail("c@x", minute: 5, subject: "Re: Budget", more: "References: <gone@x>"),
            MailFolder.mail("b@x", minute: 1, subject: "Re: Budget", more: "References: <gone@x>"),
            MailFolder.mail(
                "d@x", minute: 6, subject: "Re: Budget", more: "References: <gone@x> <lost@x> <c@x>"),
        ])
        #expect(root(sink, "b@x") == nil)
        #expect(root(sink, "c@x") == "b@x" && parent(sink, "c@x") == nil)
        #expect(root(sink, "d@x") == "b@x" && parent(sink, "d@x") == "c@x")
    }

    @Test("mails that answer each other in a circle come out once each")
    func circle() throws {
        let sink = try read([
            MailFolder.mail("a@x", more: "References: <b@x>"),
            MailFolder.mail("b@x", minute: 1, more: "References: <a@x>"),
            MailFolder.mail("s@x", minute: 2, more: "In-Reply-To: <s@x>"),
        ])
        #expect(sink.messages.count == 3)
        #expect(sink.messages.count { $0.threadRoot == nil } == 2)
    }

    @Test("an answer stands behind what it answers, though its clock was slow")
    func clock() throws {
        let sink = try read([
            MailFolder.mail("a@x", minute: 30), MailFolder.mail("b@x", minute: 1, more: "In-Reply-To: <a@x>"),
            MailFolder.mail("c@x", minute: 2, more: "In-Reply-To: <b@x>"),
        ])
        let orders = sink.messages.map(\.order)
        #expect(orders == orders.sorted() && Set(orders).count == 3)
        #expect(root(sink, "b@x") == "a@x")
        #expect(message(sink, "b@x").map { $0.sentAt.milliseconds < $0.order } == true)
    }

    @Test("Google's number and Outlook's index bind mails that name nothing")
    func bonds() throws {
        let index = "Thread-Index: AdxkR1zkQm1nT0yPSTuYv0rY7mZx3A=="
        let sink = try read([
            MailFolder.mail("a@x", more: "X-GM-THRID: 1844347792267117879"),
            MailFolder.mail(
                "b@x", minute: 1, subject: "Something else", more: "X-GM-THRID: 1844347792267117879"),
            MailFolder.mail("c@x", minute: 2, subject: "Plan", more: index),
            MailFolder.mail(
                "d@x", minute: 3, subject: "WG: AW: Plan",
                more: "Thread-Index: AdxkR1zkQm1nT0yPSTuYv0rY7mZx3AAA1234"),
            MailFolder.mail("e@x", minute: 4, subject: "Other plan", more: index),
        ])
        #expect(root(sink, "b@x") == "a@x")
        #expect(root(sink, "d@x") == "c@x")
        #expect(root(sink, "e@x") == nil)
    }

    @Test("the subject binds answers in a list only, within some weeks, and only answers")
    func subjects() throws {
        let mails = [
            MailFolder.mail("a@x", subject: "[dev] Budget"),
            MailFolder.mail("b@x", minute: 5, subject: "Re: [dev] Budget"),
            MailFolder.mail("c@x", minute: 6, subject: "RE[2]: budget"),
            MailFolder.mail("d@x", minute: 7, subject: "Budget"),
            MailFolder.mail("e@x", subject: "Re: Budget").replacing("3 Nov 2025", with: "3 Feb 2026"),
        ]
        let list = try read(mails, list: true)
        #expect(root(list, "b@x") == "a@x" && root(list, "c@x") == "a@x")
        #expect(root(list, "d@x") == nil && root(list, "e@x") == nil)
        let mailbox = try read(mails)
        #expect(mailbox.messages.allSatisfy { $0.threadRoot == nil })
    }

    @Test("strange references are lived with: no brackets, sentences, empty ids, the mail itself")
    func strange() throws {
        let sink = try read([
            MailFolder.mail("a@x"),
            MailFolder.mail("b@x", minute: 1, more: "In-Reply-To: Your message of Monday <a@x>"),
            MailFolder.mail("c@x", minute: 2, more: "References: a@x,b@x"),
            MailFolder.mail("d@x", minute: 3, more: "References: <>"),
            MailFolder.mail("e@x", minute: 4, more: "References: <a@x>\n\t<b@x>\n <e@x>"),
        ])
        #expect(root(sink, "b@x") == "a@x" && root(sink, "c@x") == "a@x" && root(sink, "d@x") == nil)
        #expect(parent(sink, "c@x") == "b@x")
        #expect(parent(sink, "e@x") == "b@x")
    }

    @Test("the first mail and changed subjects are shown, answers' subjects are not")
    func subjectShown() throws {
        let sink = try read([
            MailFolder.mail("a@x"),
            MailFolder.mail("b@x", minute: 1, subject: "Re: Budget", more: "In-Reply-To: <a@x>"),
            MailFolder.mail("c@x", minute: 2, subject: "Lunch (was: Budget)", more: "In-Reply-To: <a@x>"),
        ])
        #expect(message(sink, "a@x")?.body.plain.hasPrefix("Budget\n") == true)
        #expect(message(sink, "b@x")?.body.plain.hasPrefix("Hello") == true)
        #expect(message(sink, "c@x")?.body.plain.hasPrefix("Lunch") == true)
    }
}
