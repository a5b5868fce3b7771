// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryJSON
import FerryModel
import FerryTestImports
import Testing

@testable import ImportZoom

struct ZoomAnswersTests {
    private static func message(_ id: String, _ more: String = "") -> String {
        """
        {"id":"\(id)","message":"text of \(id)","sender":"a@x.example","sender_display_name":"A",\
        "timestamp":1772438400000\(more.isEmpty ? "" : "," + more)}
        """
    }

    private static func page(_ messages: String...) -> String {
        #"{"messages":["# + messages.joined(separator: ",") + "]}"
    }

    @Test("an answer larger than memory allows is read element by element, with its edits and deletions")
    func large() throws {
        let many = (0..<66).map { Self.message("m\($0)") }.joined(separator: ",")
        let folder = try ZoomFolder([
            "a.json": #"{"messages":["# + many + #"],"x":[1],"edited_messages":["# + Self.message("m3") + "]}"
        ])
        let archive = try Archive.open(folder.path)
        let sink = ListSink()
        var source = ZoomSource(archive: archive, sink: sink)
        source.answerLimits = JSONLimits(elementBytes: 1_000)
        var lists: [String?: Int] = [:]
        try source.values(of: try #require(archive.entries.first), isArray: false) { element, list, _ in
            #expect(ZoomAnswer(element, list) == .message)
            lists[list, default: 0] += 1
        }
        #expect(lists == ["messages": 66, "edited_messages": 1])
        #expect(sink.losses.isEmpty)
    }

    @Test("of an answer that breaks off all whole messages are carried, and that it does is stated once")
    func brokenOff() throws {
        let page = Self.page(Self.message("1"), Self.message("2"), Self.message("3"))
        let text = Array(page.utf8)
        let ends = page.ranges(of: "},{").map { page[..<$0.lowerBound].utf8.count + 1 } + [text.count - 2]
        for length in stride(from: 20, to: text.count - 1, by: 7) {
            let folder = try ZoomFolder([
                "abc-1234567_page_1.json": String(decoding: text[..<length], as: UTF8.self),
                "abc-1234567_page_2.json": Self.page(Self.message("whole")),
                "sessions.json": #"{"sessions":[{"id":"abc-1234567","type":"Group","name":"N"}]}"#,
            ])
            let sink = try folder.read()
            #expect(sink.messages.count == ends.count { $0 <= length } + 1, "\(length)")
            #expect(sink.losses.map(\.code) == ["zoom.json.broken-file"], "\(length)")
        }
    }

    @Test("the channel is what the answer says, else what file or folder are named after, else the pair")
    func places() throws {
        let sessions = #"{"sessions":[{"id":"abc-1234567","type":"Group","name":"N","channel_id":"chan1"}]}"#
        let sink = try ZoomFolder([
            "sessions.json": sessions,
            "abc-1234567_page_2.json": Self.page(Self.message("1")),
            "x/abc-1234567/p.json": Self.page(Self.message("2")),
            "stated.json": #"{"session_id":"abc-1234567","messages":["# + Self.message("3") + "]}",
            "anything.json": Self.page(Self.message("4", #""receiver":"b@x.example""#)),
            "a@x.example__c@x.example.json": Self.page(Self.message("5")),
            "0a1b2c3d4e5f60718293-page3.json": Self.page(Self.message("6")),
            "nothing.json": Self.page(Self.message("7")),
        ]).read()
        #expect(
            Set(sink.messages.map(\.key.key.id)) == [
                "chan1/1", "chan1/2", "chan1/3", "direct/a@x.example,b@x.example/4",
                "direct/a@x.example,c@x.example/5",
                "0a1b2c3d4e5f60718293/6",
            ])
        #expect(sink.lossCounts["zoom.message.no-place"] == 1)
    }

    @Test("a person is known by the address that any spot of the archive gives")
    func people() throws {
        let other = #"{"id":"2","message":"x","sender":"","sender_member_id":"M1","timestamp":1772438401000}"#
        let linked = Self.message("1", #""sender_member_id":"M1""#)
        let sink = try ZoomFolder(["sess-0000000000000001.json": Self.page(other, linked)]).read()
        #expect(sink.people.map(\.key.key.id) == ["a@x.example"])
        #expect(Set(sink.messages.map(\.author)).count == 1)
    }

    @Test("a person whose webhook posts does not become a bot")
    func bots() throws {
        let sink = try ZoomFolder([
            "sess-0000000000000001.json": Self.page(
                Self.message("1"),
                Self.message("2", #""bot_message":{"source":"Build","content":{"head":{"text":"done"}}}"#),
                Self.message("3", #""bot_message":{}"#),
                Self.message("4", #""bot_message":{"external_sender_email":"x@other.example","content":{}}"#))
        ]).read()
        #expect(sink.person("a@x.example")?.role == .member)
        #expect(sink.person("bot/Build")?.role == .bot)
        #expect(sink.person("x@other.example")?.role == .external)
        #expect(sink.messages.count { $0.author.key.id == "a@x.example" } == 2)
    }

    @Test(
        "code points become the characters they are",
        arguments: [
            ("U+1F600", "😀"), ("U+1F1E9 U+1F1EA", "🇩🇪"), ("u+2764 u+fe0f", "❤️"), ("👍", "👍"),
            ("1F44D-1F3FB", "👍🏻"),
        ])
    func emoji(_ code: String, characters: String) { #expect(ZoomReactions.characters(code) == characters) }

    @Test("what are no code points stay names", arguments: ["", "smile", "U+110000", "U+D800", "U+", "U+0"])
    func names(_ code: String) { #expect(ZoomReactions.characters(code) == nil) }

    @Test(
        "other systems' files are not Zoom's",
        arguments: [
            #"[{"type":"message","user":"U1","text":"x","ts":"1.2"}]"#,
            #"{"messages":[{"type":"message","ts":"1.2","text":"x"}]}"#,
            #"{"items":[{"roomId":"x","personEmail":"a@x.example","created":"2020-01-01T00:00:00Z"}]}"#,
            #"{"value":[{"messageType":"message","body":{"content":"x"}}]}"#,
            #"{"channels":[{"id":"C1","name":"x"}]}"#,
            #"{"members":[{"id":"1","name":"x"}]}"#, #"{"users":[{"email":"a@x.example"}]}"#, "{}", "[]", "{",
            "[[[[",
            #"{"messages":[]}"#, #"{"meetings":[{"uuid":"1"}]}"#,
        ])
    func others(_ text: String) throws {
        let folder = try ZoomFolder(["file.json": text])
        #expect(try ZoomImporter().recognise(try Archive.open(folder.path)) == nil)
    }

    @Test("members' roles and who left come out")
    func roles() throws {
        let members =
            #"{"members":[{"email":"a@x.example","role":"owner"},{"email":"b@x.example","role":"admin"}]}"#
        let sink = try ZoomFolder([
            "channels.json": #"{"channels":[{"id":"chan-12345","jid":"j","name":"N","type":3}]}"#,
            "chan-12345/members.json": members,
            "chan-12345/messages.json": Self.page(
                Self.message("1"),
                #"{"id":"2","message":"x","sender":"c@x.example","timestamp":1772438401000}"#),
        ]).read()
        #expect(sink.membership("chan-12345", "a@x.example")?.role == .owner)
        #expect(sink.membership("chan-12345", "b@x.example")?.role == .moderator)
        #expect(sink.membership("chan-12345", "c@x.example")?.leftAt?.milliseconds == 1_772_438_401_000)
        #expect(sink.channels.map(\.kind) == [.public])
    }

    @Test("values of the wrong type everywhere lose themselves at most")
    func wrongTypes() throws {
        let keys = [
            "id", "message", "sender", "timestamp", "date_time", "files", "rich_text", "reactions",
            "at_items",
            "bot_message", "reply_main_message_id", "giphy_information", "interactive_cards", "status",
            "custom_emoji_reactions", "action_timestamp", "forward_id", "receiver", "message_type",
        ]
        let odd = [
            "null", "7", "true", #""text""#, "[]", "{}", "[[]]", "[7]", "[{}]", "1e999", #""\ud83d""#,
            #"{"a":{"b":[]}}"#,
        ]
        let messages = keys.flatMap { key in odd.map { Self.message("\(key)", #""\#(key)":\#($0)"#) } }
        let sink = try ZoomFolder([
            "sess-0000000000000001.json": #"{"messages":["# + messages.joined(separator: ",") + "]}"
        ]).read()
        #expect(!sink.messages.isEmpty)
        #expect(sink.losses.allSatisfy { !$0.reason.contains("text of") })
    }
}
