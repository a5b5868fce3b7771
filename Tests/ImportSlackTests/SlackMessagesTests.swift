// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import Testing

struct SlackMessagesTests {
    private static let ts = "1577880000.000100"

    /// The one message that a message element becomes.
    private func message(_ json: String) throws -> Message {
        let sink = try SlackFolder(messages: json).read()
        #expect(sink.messages.count == 1)
        return try #require(sink.messages.first)
    }

    @Test("order and time come from ts, exactly")
    func order() throws {
        let sink = try SlackFolder(
            messages: #"{"type":"message","user":"U1","text":"b","ts":"1577880000.000200"}"#,
            #"{"type":"message","user":"U1","text":"a","ts":"1577880000.000199"}"#,
            #"{"type":"message","user":"U1","text":"c","ts":1577880000.0003}"#,
            #"{"type":"message","user":"U1","text":"d","ts":"1577880001"}"#
        ).read()
        #expect(sink.messages.map(\.body.plain) == ["a", "b", "c", "d"])
        #expect(sink.messages[0].order == 1_577_880_000_000_199)
        #expect(sink.messages[0].sentAt == Timestamp(milliseconds: 1_577_880_000_000))
        #expect(sink.messages.map(\.key.key.id).last == "C1/1577880001.000000")
    }

    @Test("a message larger than any that people write keeps the beginning of its text, and says so")
    func endless() throws {
        let text = String(repeating: "*a* _b_\\n", count: 400_000)
        let sink = try SlackFolder(
            messages: #"{"type":"message","user":"U1","ts":"1577880000.000100","text":"\#(text)"}"#,
            #"{"type":"message","user":"U1","ts":"1577880001.000100","text":"short"}"#
        ).read()
        #expect(sink.messages.map(\.key.key.id) == ["C1/1577880000.000100", "C1/1577880001.000100"])
        #expect(sink.messages[0].body.plain.hasPrefix("a b\na b\n"))
        #expect(sink.messages[0].body.plain.utf8.count > 400_000)
        let cut = sink.losses.filter { $0.code == "message.body.cut" }
        #expect(cut.map(\.key) == [sink.messages[0].key.key])
    }

    @Test(
        "subtypes",
        arguments: [
            (#""user":"U1","text":"x""#, Message.Kind.text, "x"),
            (#""subtype":"me_message","user":"U1","text":"x""#, .emote, "x"),
            (#""subtype":"bot_message","bot_id":"B1","text":"x""#, .notice, "x"),
            (#""user":"USLACKBOT","text":"x""#, .notice, "x"),
            (#""subtype":"thread_broadcast","user":"U1","text":"x""#, .text, "x"),
            (
                #""subtype":"channel_topic","user":"U1","topic":"a &amp; b","text":"<@U1> set the topic: a &amp; b""#,
                .system(.topic("a & b")), "@Anna set the topic: a & b"
            ),
            (
                #""subtype":"group_purpose","user":"U1","purpose":"p","text":"set""#, .system(.purpose("p")),
                "set"
            ),
            (
                #""subtype":"channel_name","user":"U1","old_name":"o","name":"n","text":"set""#,
                .system(.named("n")), "set"
            ),
            (#""subtype":"channel_archive","user":"U1","text":"archived""#, .system(.archived), "archived"),
            (#""subtype":"group_unarchive","user":"U1","text":"un""#, .system(.unarchived), "un"),
            (
                #""subtype":"pinned_item","user":"U1","text":"pinned""#, .system(.other("pinned_item")),
                "pinned"
            ),
            (
                #""subtype":"something_new","user":"U1","text":"""#, .system(.other("something_new")),
                "something new"
            ),
            (
                #""subtype":"huddle_thread","user":"U1","text":"A huddle","room":{"date_start":1577880000,"date_end":1577883600,"participant_history":["U1","U2"]}"#,
                .call, "A huddle\n2020-01-01 12:00 UTC – 2020-01-01 13:00 UTC\n@Anna, @Bert B"
            ),
            (
                #""subtype":"file_comment","comment":{"user":"U2","comment":"nice"},"file":{"id":"F1","title":"plan","permalink":"https://x.slack.com/f"}"#,
                .text, "> plan<https://x.slack.com/f>\nnice"
            ),
        ])
    func subtypes(members: String, kind: Message.Kind, body: String) throws {
        let message = try message(#"{"type":"message","ts":"\#(Self.ts)",\#(members)}"#)
        #expect(message.kind == kind)
        #expect(message.body.plain == body)
    }

    @Test("blocks win over the text; unknown blocks fall back to it and are counted")
    func blocks() throws {
        let rich =
            #"{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"rich"}]}]}"#
        #expect(
            try message(#"{"ts":"\#(Self.ts)","user":"U1","text":"plain","blocks":[\#(rich)]}"#).body.plain
                == "rich")
        #expect(
            try message(#"{"ts":"\#(Self.ts)","user":"U1","text":"plain","blocks":[]}"#).body.plain == "plain"
        )
        let sink = try SlackFolder(
            messages: #"{"ts":"\#(Self.ts)","user":"U1","text":"plain","blocks":[{"type":"new"},\#(rich)]}"#
        ).read()
        #expect(sink.messages.map(\.body.plain) == ["plain"])
        #expect(sink.lossCounts == ["slack.block.not-supported": 1])
    }

    @Test("a reply is in its thread, shown in the channel if it was broadcast, once")
    func threads() throws {
        let sink = try SlackFolder(
            messages:
                #"{"user":"U1","text":"root","ts":"1577880000.000100","thread_ts":"1577880000.000100"}"#,
            #"{"user":"U2","text":"reply","ts":"1577880001.000100","thread_ts":"1577880000.000100"}"#,
            #"{"user":"U2","text":"both","subtype":"thread_broadcast","ts":"1577880002.000100","thread_ts":"1577880000.000100","root":{"text":"root"}}"#,
            #"{"user":"U2","text":"both","ts":"1577880002.000100","thread_ts":"1577880000.000100"}"#,
            // A first message that does not say that it is one.
            #"{"user":"U1","text":"shy","ts":"1577880003.000100"}"#,
            #"{"user":"U2","text":"to shy","ts":"1577880004.000100","thread_ts":"1577880003.000100"}"#
        ).read()
        #expect(sink.messages.map(\.body.plain) == ["root", "reply", "both", "shy", "to shy"])
        let root = sink.messages[0].key
        #expect(sink.messages.map(\.threadRoot) == [nil, root, root, nil, sink.messages[3].key])
        #expect(sink.messages.map(\.broadcast) == [false, false, true, false, false])
        #expect(sink.losses.isEmpty)
    }

    @Test("a thread whose first message is cut off gets a stub that says so")
    func stub() throws {
        let sink = try SlackFolder(
            messages:
                #"{"user":"U2","text":"reply","ts":"1577880001.000100","thread_ts":"1500000000.000007"}"#
        ).read()
        let stub = try #require(sink.message("C1/1500000000.000007"))
        #expect(stub.kind == .system(.other("stub")))
        #expect(stub.author.key.id == "USLACKBOT")
        #expect(stub.sentAt == Timestamp(milliseconds: 1_500_000_000_000))
        #expect(sink.person("USLACKBOT")?.displayName == "Slackbot")
        #expect(sink.messages.count == 2)
        #expect(sink.losses.map(\.code) == ["slack.thread.no-first-message"])
        #expect(sink.losses.first?.key == stub.key.key)
    }

    @Test("a reply shown in the channel repeats the first message, which stands in where it is cut off")
    func repeatedRoot() throws {
        let root = #"{"user":"U1","text":"first","ts":"1500000000.000007","thread_ts":"1500000000.000007"}"#
        let reply = #"""
            {"user":"U2","subtype":"thread_broadcast","text":"reply","ts":"1577880001.000100",
            "thread_ts":"1500000000.000007","root":\#(root)}
            """#
        for messages in [[reply], [root, reply], [reply, root]] {
            let sink = try SlackFolder(
                messages: "", files: ["general/2020-01-01.json": "[\(messages.joined(separator: ","))]"]
            ).read()
            #expect(sink.messages.map(\.body.plain) == ["first", "reply"])
            #expect(sink.messages.map(\.author.key.id) == ["U1", "U2"])
            #expect(sink.losses.isEmpty)
        }
    }

    @Test("deleted messages are kept where replies hang on them, and are losses elsewhere")
    func tombstones() throws {
        let sink = try SlackFolder(
            messages:
                #"{"subtype":"tombstone","user":"USLACKBOT","hidden":true,"text":"This message was deleted.","ts":"1577880000.000100","thread_ts":"1577880000.000100","reply_count":1}"#,
            #"{"user":"U2","text":"reply","ts":"1577880001.000100","thread_ts":"1577880000.000100"}"#,
            #"{"subtype":"tombstone","user":"USLACKBOT","ts":"1577880002.000100","text":"gone"}"#
        ).read()
        #expect(sink.messages.count == 2)
        #expect(sink.messages[0].deletedAt != nil)
        #expect(sink.messages[0].body.isEmpty)
        #expect(sink.lossCounts == ["slack.message.deleted": 1])
        #expect(sink.lostMessages == 1)
    }

    @Test("edits and deletions of compliance exports")
    func compliance() throws {
        let sink = try SlackFolder(
            messages: #"{"user":"U1","text":"old","ts":"1577880000.000100"}"#,
            #"{"subtype":"message_changed","ts":"1577880009.000100","message":{"user":"U1","text":"new","ts":"1577880000.000100","edited":{"user":"U1","ts":"1577880009.000000"}},"previous_message":{"text":"old"}}"#,
            #"{"subtype":"message_deleted","ts":"1577880010.000100","deleted_ts":"1577880001.000100","previous_message":{"user":"U2","text":"bad","ts":"1577880001.000100"}}"#,
            #"{"subtype":"message_deleted","ts":"1577880011.000100","deleted_ts":"1577880005.000100"}"#
        ).read()
        #expect(sink.messages.map(\.body.plain) == ["new", "bad"])
        #expect(sink.messages[0].editedAt == Timestamp(milliseconds: 1_577_880_009_000))
        #expect(sink.messages[1].deletedAt == Timestamp(milliseconds: 1_577_880_010_000))
        #expect(sink.lossCounts == ["slack.message.older-text": 1, "slack.message.deleted": 1])
    }

    @Test("reactions by each person; nameless ones are counted")
    func reactions() throws {
        let sink = try SlackFolder(
            messages:
                #"{"user":"U1","text":"x","ts":"\#(Self.ts)","reactions":[{"name":"thumbsup::skin-tone-2","users":["U1","U2"],"count":5},{"name":"our-own","users":["U9"],"count":1}]}"#
        ).read()
        #expect(sink.reactions.count == 3)
        #expect(Set(sink.reactions.compactMap(\.emoji.characters)) == ["👍🏻"])
        #expect(sink.person("U9")?.role == .unknown)
        #expect(sink.losses.map(\.code) == ["slack.reaction.nameless"])
        #expect(sink.losses.map(\.count) == [3])
    }

    @Test("elements that are no messages are losses, never silence")
    func noMessages() throws {
        let sink = try SlackFolder(messages: "null", "7", #"{"user":"U1","text":"no time"}"#, "{}").read()
        #expect(sink.messages.isEmpty)
        #expect(sink.lossCounts == ["slack.message.not-an-object": 2, "slack.message.no-time": 2])
        #expect(sink.lostMessages == 4)
    }

    @Test("a message without an author is carried and said to be")
    func noAuthor() throws {
        let sink = try SlackFolder(messages: #"{"text":"x","ts":"\#(Self.ts)"}"#).read()
        #expect(sink.messages.map(\.author.key.id) == ["unknown"])
        #expect(sink.lossCounts == ["slack.message.no-author": 1])
    }
}
