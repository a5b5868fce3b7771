// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import Testing

/// One message and its channel, in every form in which tools save what Graph answers.
struct TeamsFormsTests {
    private static let id: Int64 = 1_673_251_200_000
    private static var message: String { TeamsFolder.post(id, "Grüße 😀") }
    private static var key: String { "\(TeamsFolder.channel)/\(id)" }

    private func check(_ sink: ListSink, count: Int = 1) {
        #expect(sink.messages.count == count)
        #expect(sink.message(Self.key)?.body.plain == "Grüße 😀")
        #expect(sink.lossCounts["teams.json.broken-file"] == nil)
        #expect(sink.lossCounts["teams.element.unknown"] == nil)
    }

    @Test(
        "arrays, pages, single messages, lines, pages behind and inside each other",
        arguments: [
            "[\(message)]", message, "\n \(message)\n", message + "\n" + message, message + message,
            #"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#x","@odata.count":1,"@odata.nextLink":"https://x","value":[\#(message)]}"#,
            #"{"value":[\#(message)],"Count":1}"#, #"{"Value":[\#(message)]}"#,
            #"{"value":[\#(message)]} {"value":[\#(message)]}"#, #"[{"value":[\#(message)]},{"value":[]}]"#,
            #"{"messages":[\#(message)]}"#,
        ])
    func forms(text: String) throws {
        check(try TeamsFolder(["a.json": text]).read())
    }

    @Test("keys in the way of the admin centre's export are the same keys")
    func pascal() throws {
        var text = Self.message
        for key in [
            "id", "messageType", "createdDateTime", "chatId", "from", "user", "displayName",
            "userIdentityType",
            "body", "contentType", "content", "channelIdentity", "teamId", "channelId",
        ] {
            text.replace("\"\(key)\":", with: "\"\(key.prefix(1).uppercased() + key.dropFirst())\":")
        }
        check(try TeamsFolder(["a.json": "[" + text + "]"]).read())
    }

    @Test("the case of keys means nothing", arguments: [true, false])
    func anyCase(upper: Bool) throws {
        var text = Self.message
        for key in [
            "id", "messageType", "createdDateTime", "chatId", "from", "user", "displayName",
            "userIdentityType", "body", "contentType", "content", "channelIdentity", "teamId", "channelId",
        ] {
            text.replace("\"\(key)\":", with: "\"\(upper ? key.uppercased() : key.lowercased())\":")
        }
        check(try TeamsFolder(["a.json": "[" + text + "]"]).read())
    }

    @Test("as Graph's PowerShell commands write it: every member there, nulls inside, the rest aside")
    func powerShellCommands() throws {
        let nobody = #"{"Id":null,"DisplayName":null,"AdditionalProperties":{}}"#
        let person =
            #"{"Id":"\#(TeamsFolder.anna)","DisplayName":"Anna","AdditionalProperties":{"userIdentityType":"aadUser"}}"#
        let bot = #"{"Id":"b0b0","DisplayName":"Robot","AdditionalProperties":{}}"#
        func message(_ id: Int64, _ user: String, _ app: String, _ event: String, _ more: String = "")
            -> String
        {
            #"""
            {"Id":"\#(id)","MessageType":"message","CreatedDateTime":"\/Date(\#(id))\/","ChatId":null,
             "ChannelIdentity":{"ChannelId":"\#(TeamsFolder.channel)","TeamId":"\#(TeamsFolder.team)"},
             "From":{"Application":\#(app),"Device":\#(nobody),"User":\#(user),"AdditionalProperties":{}},
             "Body":{"Content":"<p>Grüße 😀</p>","ContentType":"html"},"EventDetail":\#(event),
             "PolicyViolation":{"DlpAction":null},"AdditionalProperties":{}\#(more)}
            """#
        }
        let event =
            ##"{"AdditionalProperties":{"@odata.type":"#microsoft.graph.teamRenamedEventMessageDetail","teamDisplayName":"New"}}"##
        let tag =
            #","Mentions":[{"Id":0,"Mentioned":{"Application":\#(nobody),"User":\#(nobody),"Conversation":{"Id":null},"Tag":{"DisplayName":"IT"}}}]"#
        let sink = try TeamsFolder([
            "a.json": "["
                + [
                    message(Self.id, person, nobody, "{}"), message(Self.id + 1, nobody, bot, "{}", tag),
                    message(Self.id + 2, nobody, nobody, event),
                ].joined(separator: ",") + "]"
        ]).read()
        check(sink, count: 3)
        #expect(sink.messages.map(\.author.key.id) == [TeamsFolder.anna, "app/b0b0", "system"])
        #expect(sink.messages.last?.body.plain == "Team renamed: New")
        #expect(sink.lossCounts["teams.message.no-author"] == nil)
    }

    @Test("byte order marks and UTF-16 of both orders")
    func encodings() throws {
        let text = "[" + Self.message + "]"
        let little = text.utf16.flatMap {
            [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
        }
        let big = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        for bytes in [
            [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + little, little, [0xFE, 0xFF] + big, big,
        ] {
            let folder = try TeamsFolder([:])
            try folder.write("a.json", bytes)
            check(try folder.read())
        }
    }

    @Test("what ConvertTo-Json cut off is stated, and what can be saved of it is")
    func cutOff() throws {
        let text = #"""
            {"id":"\#(Self.id)","messageType":"message","createdDateTime":"\/Date(\#(Self.id))\/","chatId":null,
             "channelIdentity":"@{teamId=\#(TeamsFolder.team); channelId=\#(TeamsFolder.channel)}",
             "from":{"application":null,"user":"@{id=\#(TeamsFolder.anna); displayName=Anna; userIdentityType=aadUser}"},
             "body":"@{contentType=html; content=<p>Grüße 😀</p>}","reactions":"System.Object[]"}
            """#
        let sink = try TeamsFolder(["a.json": text]).read()
        check(sink)
        #expect(sink.messages.first?.author.key.id == TeamsFolder.anna)
        #expect(sink.lossCounts["teams.json.cut-off"] == 1)
    }

    @Test(
        "what was cut off further inside is stated too",
        arguments: [
            #""mentions":[{"id":0,"mentioned":"@{user=}"}]"#, #""mentions":["@{id=0; mentionText=B}"]"#,
            #""mentions":[{"id":0,"mentioned":{"user":"System.Collections.Hashtable"}}]"#,
            #""reactions":[{"reactionType":"like","user":{"user":"@{id=7}"}}]"#,
            #""attachments":"Microsoft.Graph.PowerShell.Models.MicrosoftGraphChatMessageAttachment""#,
            ##""eventDetail":{"@odata.type":"#microsoft.graph.membersAddedEventMessageDetail","members":["@{id=7}"]}"##,
        ])
    func cutOffInside(member: String) throws {
        let text = #"{"AdditionalProperties":{},"# + Self.message.dropFirst().dropLast() + "," + member + "}"
        let sink = try TeamsFolder(["a.json": text]).read()
        #expect(sink.messages.count == 1)
        #expect(sink.lossCounts["teams.json.cut-off"] == 1)
    }

    @Test("a text that only looks like it is left alone")
    func notCutOff() throws {
        let sink = try TeamsFolder(messages: TeamsFolder.post(Self.id, "@{id=1}", #""subject":"@{x=1}""#))
            .read()
        #expect(sink.lossCounts["teams.json.cut-off"] == nil)
        #expect(sink.messages.first?.body.plain == "@{x=1}\n@{id=1}")
    }

    @Test("a chat beside its messages, in whatever order, as export scripts write it")
    func bundle() throws {
        let member = #"{"userId":"\#(TeamsFolder.bert)","displayName":"Bert","roles":["owner"]}"#
        let chat =
            #""chatInfo":{"id":"\#(TeamsFolder.group)","chatType":"group","topic":"Plans","members":[\#(member)]}"#
        let messages = #""messages":[\#(TeamsFolder.message(Self.id, "x"))]"#
        for text in ["{\(chat),\"n\":1,\(messages)}", "{\(messages),\(chat)}"] {
            let sink = try TeamsFolder(["a.json": text]).read()
            #expect(sink.messages.count == 1)
            #expect(sink.channel(TeamsFolder.group)?.name == "Plans")
            #expect(sink.membership(TeamsFolder.group, TeamsFolder.bert)?.role == .owner)
            #expect(sink.lossCounts.isEmpty)
        }
    }

    @Test("a chat of any size with its messages inside is read message by message")
    func largeChat() throws {
        let folder = try TeamsFolder([:])
        let padding = String(repeating: "x", count: 1 << 20)
        let rest =
            #""messageType":"message","from":{"user":{"id":"\#(TeamsFolder.anna)"}},"body":{"contentType":"text","content":"y"},"padding":""#
            + padding + "\"}"
        var text = #"{"id":"\#(TeamsFolder.group)","chatType":"group","messages":["#
        for number in 0..<70 as Range<Int64> {
            text += (number > 0 ? "," : "") + "{\"id\":\"\(Self.id + number)\"," + rest
        }
        try folder.write("a.json", Array((text + "]}").utf8))
        let sink = try folder.read()
        #expect(sink.messages.count == 70)
        #expect(sink.channels.map(\.key.key.id) == [TeamsFolder.group])
        #expect(sink.lossCounts == ["teams.chat.not-described": 1])
    }

    @Test("a file cut off anywhere: what stands before is carried, the rest is one loss")
    func truncated() throws {
        let messages = (0..<4).map { TeamsFolder.post(Self.id + $0, "m\($0) ä") }
        for text in [
            "[" + messages.joined(separator: ",") + "]",
            #"{"value":["# + messages.joined(separator: ",") + "]}",
            #"{"messages":["# + messages.joined(separator: ",") + "]}",
        ] {
            let whole = Array(text.utf8)
            let folder = try TeamsFolder([:])
            for length in stride(from: 12, to: whole.count, by: 7) {
                try folder.write("a.json", Array(whole[..<length]))
                let sink = try folder.read()
                let start = String(decoding: whole[..<length], as: UTF8.self)
                #expect(sink.messages.count == messages.count { start.contains($0) })
                #expect(sink.lossCounts["teams.json.broken-file"] == 1)
            }
        }
    }

    @Test("a broken element is one loss, what stands around it is carried")
    func broken() throws {
        let text = "[" + TeamsFolder.post(Self.id + 1, "a") + #",{"id": tru},"# + Self.message + "]"
        let sink = try TeamsFolder(["a.json": text]).read()
        check(sink, count: 2)
        #expect(sink.lossCounts["teams.json.broken-element"] == 1)
    }

    @Test("files that hold no objects, errors, calendar entries and strangers are stated")
    func strangers() throws {
        let sink = try TeamsFolder([
            "a.json": "[" + Self.message + ",7,{},[]]", "b.json": "hello",
            "c.json": #"{"error":{"code":"Forbidden"}}"#,
            "users/\(TeamsFolder.anna)/meetings_\(TeamsFolder.anna).json":
                #"[{"Id":"1","Subject":"s","Attendees":[],"Organizer":{},"Body":{"Content":""}},{"Id":"2","Attendees":[]}]"#,
            "notes.txt": "x",
        ]).read()
        #expect(sink.messages.count == 1)
        #expect(sink.losses.filter { $0.code == "teams.element.unknown" }.map(\.count) == [3])
        #expect(sink.losses.filter { $0.code == "teams.meeting.not-supported" }.map(\.count) == [2])
        for code in ["teams.json.not-json", "teams.graph.error", "teams.entry.unknown"] {
            #expect(sink.lossCounts[code] == 1)
        }
    }
}
