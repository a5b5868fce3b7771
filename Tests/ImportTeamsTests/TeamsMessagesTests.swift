// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import Testing

struct TeamsMessagesTests {
    private static let first: Int64 = 1_673_251_200_000

    private func key(_ id: Int64, _ room: String = TeamsFolder.group) -> String { "\(room)/\(id)" }

    @Test("a message keeps author, time, order and text")
    func plain() throws {
        let sink = try TeamsFolder(messages: TeamsFolder.message(Self.first + 181, "<p>hi</p>")).read()
        let message = try #require(sink.message(key(Self.first + 181)))
        #expect(message.author.key.id == TeamsFolder.anna)
        #expect(message.sentAt.milliseconds == Self.first + 181)
        #expect(message.order == (Self.first + 181) * 10_000)
        #expect(message.body.plain == "hi")
        #expect(message.kind == .text)
        #expect(sink.channel(TeamsFolder.group)?.kind == .group)
        #expect(sink.lossCounts == ["teams.chat.not-described": 1])
    }

    @Test(
        "times with any number of decimals and with an offset, and no time at all",
        arguments: [
            ("2025-08-12T13:03:39.181+00:00", 1_755_003_819_181),
            ("2025-08-12T15:03:39.1819999+02:00", 1_755_003_819_181),
            ("2025-08-12T13:03:08.2+00:00", 1_755_003_788_200), ("2025-08-12T13:03:08Z", 1_755_003_788_000),
            ("2021-03-1706:47:05.123Z", 1_673_251_200_000), ("0001-01-01T00:00:00Z", 1_673_251_200_000),
            ("2025-13-12T13:03:08Z", 1_673_251_200_000), ("", 1_673_251_200_000),
        ] as [(String, Int64)])
    func times(text: String, expected: Int64) throws {
        let sink = try TeamsFolder(
            messages: TeamsFolder.message(Self.first, "x", #""createdDateTime":"\#(text)""#)
        ).read()
        #expect(sink.messages.map(\.sentAt.milliseconds) == [expected])
    }

    @Test("replies may come before what they answer; what is missing gets a stub")
    func threads() throws {
        let sink = try TeamsFolder(
            messages:
                TeamsFolder.post(Self.first + 2, "reply", #""replyToId":"\#(Self.first)""#),
            TeamsFolder.post(Self.first, "root"),
            TeamsFolder.post(Self.first + 3, "lost", #""replyToId":"\#(Self.first - 5)""#)
        ).read()
        #expect(
            sink.message(key(Self.first + 2, TeamsFolder.channel))?.threadRoot?.key.id
                == key(Self.first, TeamsFolder.channel))
        #expect(sink.message(key(Self.first, TeamsFolder.channel))?.threadRoot == nil)
        let stub = try #require(sink.message(key(Self.first - 5, TeamsFolder.channel)))
        #expect(stub.kind == .system(.other("stub")))
        #expect(stub.sentAt.milliseconds == Self.first - 5)
        #expect(sink.messages.count == 4)
        #expect(sink.lossCounts["teams.message.referred-to"] == 1)
    }

    @Test("replies inside a message are messages of their own")
    func inline() throws {
        let reply =
            #"{"id":"\#(Self.first + 9)","replyToId":"\#(Self.first)","messageType":"message","from":{"user":{"id":"\#(TeamsFolder.bert)"}},"body":{"contentType":"text","content":"a < b"}}"#
        let sink = try TeamsFolder(
            messages: TeamsFolder.post(
                Self.first, "root", #""replies":[\#(reply)],"replies@odata.nextLink":"https://x""#)
        ).read()
        let message = try #require(sink.message(key(Self.first + 9, TeamsFolder.channel)))
        #expect(message.threadRoot?.key.id == key(Self.first, TeamsFolder.channel))
        #expect(message.body.plain == "a < b")
        #expect(sink.lossCounts["teams.replies.not-all"] == 1)
    }

    @Test("quotes in chats are replies, and the quoted text stands in where its message is missing")
    func quotes() throws {
        let quote = { (id: Int64) in
            #""attachments":[{"id":"\#(id)","contentType":"messageReference","content":"{\"messageId\":\"\#(id)\",\"messagePreview\":\"old words\",\"messageSender\":{\"user\":{\"id\":\"\#(TeamsFolder.bert)\",\"displayName\":\"Bert\"}}}"}]"#
        }
        let sink = try TeamsFolder(
            messages:
                TeamsFolder.message(
                    Self.first + 1, #"<attachment id=\"\#(Self.first)\"></attachment><p>yes</p>"#,
                    quote(Self.first)),
            TeamsFolder.message(Self.first, "question"),
            TeamsFolder.message(
                Self.first + 2, #"<attachment id=\"5\"></attachment>no"#, quote(Self.first - 7))
        ).read()
        #expect(sink.message(key(Self.first + 1))?.replyTo?.key.id == key(Self.first))
        #expect(sink.message(key(Self.first + 1))?.body.plain == "yes")
        let stub = try #require(sink.message(key(Self.first - 7)))
        #expect(stub.body.plain == "old words")
        #expect(stub.author.key.id == TeamsFolder.bert)
    }

    @Test("subject, importance, banner, edit, deletion, forwarded message")
    func forms() throws {
        let forwarded =
            #""attachments":[{"id":"f","contentType":"forwardedMessageReference","content":"{\"originalMessageId\":\"1\",\"originalMessageContent\":\"<p>far <b>away</b></p>\",\"originalSentDateTime\":\"2023-01-01T10:00:00Z\",\"originalMessageSender\":{\"user\":{\"id\":\"\#(TeamsFolder.bert)\",\"displayName\":\"Bert\"}}}"}]"#
        let banner =
            #""attachments":[{"id":"b","contentType":"application/vnd.microsoft.teams.messaging-announcementBanner","content":"{\"title\":\"Big news\"}"}]"#
        let sink = try TeamsFolder(
            messages:
                TeamsFolder.post(
                    Self.first, "<p>t</p>",
                    #""subject":"Plan","importance":"urgent","lastEditedDateTime":"2023-01-10T00:00:00Z""#),
            TeamsFolder.post(Self.first + 1, "<p>t</p>", banner),
            TeamsFolder.message(Self.first + 2, #"<p>see</p><attachment id=\"f\"></attachment>"#, forwarded),
            TeamsFolder.message(Self.first + 3, "", #""deletedDateTime":"2023-01-11T00:00:00Z""#)
        ).read()
        #expect(sink.message(key(Self.first, TeamsFolder.channel))?.body.plain == "‼️ Urgent\nPlan\nt")
        #expect(
            sink.message(key(Self.first, TeamsFolder.channel))?.editedAt?.milliseconds == 1_673_308_800_000)
        #expect(sink.message(key(Self.first + 1, TeamsFolder.channel))?.body.plain == "Big news\nt")
        #expect(
            sink.message(key(Self.first + 2))?.body.plain == "see\n> Bert, 2023-01-01 10:00 UTC\nfar away")
        #expect(sink.message(key(Self.first + 3))?.deletedAt?.milliseconds == 1_673_395_200_000)
        #expect(sink.message(key(Self.first + 3))?.body.isEmpty == true)
    }

    @Test("reactions of all kinds with their own time")
    func reactions() throws {
        func reaction(_ type: String, _ person: String, _ more: String = "") -> String {
            #"{"reactionType":"\#(type)","createdDateTime":"2023-01-10T00:00:00.5Z","user":{"user":{"id":"\#(person)"}}\#(more)}"#
        }
        let custom =
            #","displayName":"ferry","reactionContentUrl":"https://graph.microsoft.com/x/hostedContents/abc/$value""#
        let list = [
            reaction("like", TeamsFolder.anna), reaction("heart", TeamsFolder.bert),
            reaction("\\uD83D\\uDE2E", TeamsFolder.anna), reaction("1f44d_thumbsup", TeamsFolder.bert),
            reaction("custom", TeamsFolder.anna, custom), #"{"reactionType":"like","user":null}"#,
            #"{"user":{}}"#,
        ]
        let sink = try TeamsFolder(
            messages: TeamsFolder.message(Self.first, "x", #""reactions":[\#(list.joined(separator: ","))]"#)
        ).read()
        #expect(sink.reactions.map(\.emoji.text).sorted() == [":ferry:", "❤️", "👍", "👍", "😮"])
        #expect(sink.reactions.allSatisfy { $0.reactedAt?.milliseconds == 1_673_308_800_500 })
        #expect(sink.lossCounts["teams.reaction.nameless"] == 1)
        #expect(sink.lossCounts["teams.reaction.unknown"] == 1)
    }

    @Test("mentions of people, apps, channels, teams, everybody and tags")
    func mentions() throws {
        func mention(_ id: Int, _ text: String, _ what: String) -> String {
            #"{"id":\#(id),"mentionText":"\#(text)","mentioned":{\#(what)}}"#
        }
        let list = [
            mention(0, "Bert", #""user":{"id":"\#(TeamsFolder.bert.uppercased())","displayName":"Bert B"}"#),
            mention(1, "B", #""user":{"id":"\#(TeamsFolder.bert)"}"#),
            mention(
                2, "General",
                #""conversation":{"id":"19:x@thread.tacv2","conversationIdentityType":"channel"}"#),
            mention(3, "Team", #""conversation":{"id":"t","conversationIdentityType":"team"}"#),
            mention(4, "Everyone", #""conversation":{"id":"c","conversationIdentityType":"chat"}"#),
            mention(5, "Ops", #""tag":{"id":"z","displayName":"Ops"}"#),
            mention(6, "Flow", #""application":{"id":"app1","displayName":"Flow"}"#),
        ]
        let html = (0...6).map { #"<at id=\"\#($0)\">x\#($0)</at>"# }.joined(separator: "&nbsp;")
        let sink = try TeamsFolder(
            messages: TeamsFolder.message(Self.first, html, #""mentions":[\#(list.joined(separator: ","))]"#)
        ).read()
        #expect(sink.messages.first?.body.plain == "@x0 x1 @channel @team @everyone @Ops @x6")
        #expect(sink.person("app/app1")?.role == .bot)
        #expect(sink.person(TeamsFolder.bert)?.displayName == "Bert B")
    }

    @Test("authors: users, apps, guests, strangers, nobody")
    func authors() throws {
        func from(_ set: String) -> String { #""from":\#(set)"# }
        let sink = try TeamsFolder(
            messages:
                TeamsFolder.message(
                    Self.first, "a",
                    from(
                        #"{"application":{"id":"A1","displayName":"Builds","applicationIdentityType":"office365Connector"}}"#
                    )),
            TeamsFolder.message(
                Self.first + 1, "b",
                from(
                    #"{"user":{"id":"ee8af8acd3184068a935a1f207865620","displayName":"Alex (Guest)","userIdentityType":"anonymousGuest"}}"#
                )),
            TeamsFolder.message(
                Self.first + 2, "c",
                from(
                    #"{"user":{"id":"8:orgid:\#(TeamsFolder.bert)","displayName":"Bert","userIdentityType":"federatedUser"}}"#
                )),
            TeamsFolder.message(Self.first + 3, "d", from("null")),
            TeamsFolder.message(
                Self.first + 4, "e", from(#"{"user":{"id":null,"displayName":"Nameless One"}}"#))
        ).read()
        #expect(
            sink.messages.map(\.author.key.id) == [
                "app/A1", "ee8af8acd3184068a935a1f207865620", TeamsFolder.bert, "system", "name/Nameless One",
            ])
        #expect(sink.messages[0].kind == .notice)
        #expect(sink.person("ee8af8acd3184068a935a1f207865620")?.role == .guest)
        #expect(sink.person(TeamsFolder.bert)?.role == .external)
        #expect(sink.lossCounts["teams.message.no-author"] == 1)
    }

    @Test("cards are readable, blocked and empty messages are stated")
    func cards() throws {
        let card =
            #""attachments":[{"id":"c","contentType":"application/vnd.microsoft.card.thumbnail","content":"{\"title\":\"Card\",\"text\":\"words\"}"}]"#
        let sink = try TeamsFolder(
            messages:
                TeamsFolder.message(Self.first, #"<attachment id=\"c\"></attachment>"#, card),
            TeamsFolder.message(
                Self.first + 1, "", #""policyViolation":{"dlpAction":"notifySender, blockAccess"}"#),
            TeamsFolder.message(Self.first + 2, ""),
            TeamsFolder.message(
                Self.first + 3, "x",
                #""attachments":[{"id":"q","contentType":"application/vnd.other","contentUrl":"https://e.eu/q","name":"Q"}]"#
            )
        ).read()
        #expect(
            sink.messages.map(\.body.plain) == [
                "Card\nwords", "This message was blocked by a policy.",
                "This message holds neither text nor files.", "x\nQ<https://e.eu/q>",
            ])
        #expect(sink.messages[0].kind == .card)
        #expect(
            sink.lossCounts == [
                "teams.chat.not-described": 1, "teams.message.blocked": 1, "teams.message.empty": 1,
                "teams.attachment.not-supported": 1,
            ])
    }

    @Test("snippets, meetings, tabs and Loop components")
    func attachments() throws {
        func message(_ number: Int64, _ type: String, _ content: String, _ more: String = "") -> String {
            let text = content.replacing("\"", with: "\\\"")
            return TeamsFolder.message(
                Self.first + number, "x",
                #""attachments":[{"id":"a","contentType":"\#(type)","content":"\#(text)"\#(more)}]"#)
        }
        let code =
            #"{"language":"Python","name":"loop","codeSnippetUrl":"https://graph.microsoft.com/v1.0/x/hostedContents/c1/$value"}"#
        let sink = try TeamsFolder(
            messages: message(0, "application/vnd.microsoft.card.codesnippet", code),
            message(
                1, "meetingReference", #"{"subject":"Jour fixe","startDateTime":"2023-01-10T09:00:00Z"}"#),
            message(2, "tabReference", "{}", #","name":"Wiki","contentUrl":"https://e.eu/tab""#),
            message(3, "application/vnd.microsoft.card.fluid", #"{"componentUrl":"https://e.eu/loop"}"#),
            message(4, "image/*", "{}", #","contentUrl":"https://e.eu/pic.png""#)
        ).read()
        #expect(
            sink.messages.map(\.body.plain) == [
                "x", "x\nJour fixe\n2023-01-10 09:00 UTC", "x\nWiki<https://e.eu/tab>",
                "x\nhttps://e.eu/loop<https://e.eu/loop>", "x",
            ])
        #expect(sink.attachments.map(\.name).sorted() == ["loop.python", "pic.png"])
        #expect(sink.attachments.first { $0.name == "pic.png" }?.mediaType == "image/png")
        #expect(sink.lossCounts["teams.loop.link-only"] == 1)
    }

    @Test("an emptied event never takes the place of what another archive says")
    func emptied() throws {
        let sink = try TeamsFolder(
            messages: TeamsFolder.message(
                Self.first, "<systemEventMessage/>",
                #""eventDetail":{"EventType":null,"Initiator":{"User":{"Id":"\#(TeamsFolder.bert)"}},"CallEnded":null}"#
            )
        ).read()
        #expect(sink.messages.map(\.kind) == [.system(.other("stub"))])
        #expect(sink.lossCounts["teams.event.emptied"] == 1)
    }
}
