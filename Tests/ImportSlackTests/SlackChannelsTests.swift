// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import Testing

struct SlackChannelsTests {
    private static func message(_ text: String, _ second: Int = 0, user: String = "U1") -> String {
        #"{"type":"message","user":"\#(user)","text":"\#(text)","ts":"\#(1_577_880_000 + second).000100"}"#
    }

    @Test("every kind of conversation")
    func kinds() throws {
        let sink = try SlackFolder(
            messages: Self.message("public"),
            files: [
                "groups.json":
                    #"[{"id":"G1","name":"secret","created":1577836800,"is_archived":true,"members":["U1"],"previous_names":["hidden"]}]"#,
                "dms.json":
                    #"[{"id":"D1","created":1,"members":["U1","U2"]},{"id":"D2","members":["U1","U1"]},{"id":"D3","user":"U3"}]"#,
                "mpims.json":
                    #"[{"id":"G2","name":"mpdm-anna--bert--carl-1","members":["U1","U2","U3"]},{"id":"G3","name":"mpdm-anna--bert--carl-2","members":["U1","U2","U3"]}]"#,
                "secret/2020-01-01.json": "[\(Self.message("private"))]",
                "D1/2020-01-01.json": "[\(Self.message("direct"))]",
                "mpdm-anna--bert--carl-1/2020-01-01.json": "[\(Self.message("one"))]",
                "mpdm-anna--bert--carl-2/2020-01-01.json": "[\(Self.message("two"))]",
            ]
        ).read()
        #expect(sink.channel("C1")?.kind == .public)
        #expect(sink.channel("C1")?.topic == "<top>")
        #expect(sink.channel("C1")?.purpose == "talk")
        #expect(sink.channel("C1")?.creator?.key.id == "U1")
        #expect(sink.channel("C1")?.createdAt == Timestamp(seconds: 1_577_836_800))
        #expect(sink.channel("G1")?.kind == .private)
        #expect(sink.channel("G1")?.archived == true)
        #expect(sink.channel("G1")?.previousNames == ["hidden"])
        #expect(sink.channel("D1")?.kind == .direct)
        #expect(sink.channel("D1")?.name == "")
        #expect(sink.channel("D1")?.createdAt == nil)
        #expect(sink.memberships.count { $0.channel.key.id == "D2" } == 1)
        #expect(sink.membership("D3", "U3") != nil)
        #expect(sink.channel("G2")?.kind == .group)
        #expect(sink.message("G2/1577880000.000100")?.body.plain == "one")
        #expect(sink.message("G3/1577880000.000100")?.body.plain == "two")
        #expect(sink.messages.count == 5)
        #expect(sink.losses.isEmpty)
    }

    @Test("a folder belongs to the channel that had its name; one of nobody's becomes a channel of its own")
    func folders() throws {
        let sink = try SlackFolder(
            messages: Self.message("now"),
            files: [
                "channels.json":
                    #"[{"id":"C1","name":"general","previous_names":["main"]},{"id":"C2","name":"new","previous_names":["old","general"]},{"id":"C3"}]"#,
                "main/2019-01-01.json": "[\(Self.message("then", -1))]",
                "old/2019-01-01.json": "[\(Self.message("renamed"))]",
                "C3/2019-01-01.json": "[\(Self.message("nameless"))]",
                "lost/2019-01-01.json": "[\(Self.message("orphan"))]",
            ]
        ).read()
        #expect(sink.messages.filter { $0.channel.key.id == "C1" }.map(\.body.plain) == ["then", "now"])
        #expect(sink.message("C2/1577880000.000100")?.body.plain == "renamed")
        #expect(sink.message("C3/1577880000.000100")?.body.plain == "nameless")
        #expect(sink.message("folder/lost/1577880000.000100")?.body.plain == "orphan")
        #expect(sink.channel("folder/lost")?.kind == .unknown)
        #expect(sink.channel("folder/lost")?.name == "lost")
        #expect(sink.lossCounts == ["slack.channel.not-described": 1])
    }

    @Test("members with the dates their messages state; who left has left")
    func memberships() throws {
        let sink = try SlackFolder(
            messages:
                #"{"subtype":"channel_join","user":"U2","inviter":"U1","text":"<@U2> has joined","ts":"1577880010.000100"}"#,
            #"{"subtype":"channel_join","user":"U3","text":"joined","ts":"1577880020.000100"}"#,
            #"{"subtype":"channel_leave","user":"U3","text":"left","ts":"1577880030.000100"}"#,
            #"{"subtype":"channel_join","user":"U4","text":"joined","ts":"1577880040.000100"}"#,
            #"{"user":"U4","text":"was here","ts":"1577880050.000100"}"#,
            #"{"subtype":"channel_leave","user":"U1","text":"left","ts":"1577880060.000100"}"#
        ).read()
        #expect(
            sink.messages[0].kind
                == .system(.joined(sink.messages[0].author, by: sink.membership("C1", "U1")?.person)))
        #expect(sink.membership("C1", "U2")?.joinedAt == Timestamp(seconds: 1_577_880_010))
        #expect(sink.membership("C1", "U2")?.leftAt == nil)
        #expect(sink.membership("C1", "U3")?.leftAt == Timestamp(seconds: 1_577_880_030))
        #expect(sink.membership("C1", "U4")?.leftAt == Timestamp(seconds: 1_577_880_050))
        // Anna is listed, so she came back.
        #expect(sink.membership("C1", "U1")?.leftAt == nil)
        #expect(sink.memberships.count == 4)
    }

    @Test("where no members are listed, those who joined or wrote and did not leave are")
    func unlisted() throws {
        let sink = try SlackFolder(
            messages: #"{"subtype":"channel_join","user":"U2","text":"joined","ts":"1577880010.000100"}"#,
            #"{"subtype":"channel_join","user":"U3","text":"joined","ts":"1577880020.000100"}"#,
            #"{"subtype":"channel_leave","user":"U3","text":"left","ts":"1577880030.000100"}"#,
            #"{"user":"U4","text":"a","ts":"1577880040.000100"}"#,
            #"{"user":"U5","text":"gone since","ts":"1577880041.000100"}"#,
            #"{"subtype":"bot_message","bot_id":"B1","username":"Bot","text":"b","ts":"1577880042.000100"}"#,
            files: [
                "channels.json": #"[{"id":"C1","name":"general","members":null}]"#,
                "users.json": #"[{"id":"U5","team_id":"T1","name":"eva","deleted":true}]"#,
            ]
        ).read()
        #expect(sink.memberships.count == 3)
        #expect(sink.membership("C1", "U2").map { $0.leftAt == nil } == true)
        #expect(sink.membership("C1", "U3")?.leftAt != nil)
        #expect(sink.membership("C1", "U4").map { $0.leftAt == nil } == true)
    }

    @Test("pins of the channel and of messages")
    func pins() throws {
        let sink = try SlackFolder(
            messages: Self.message("a"),
            #"{"user":"U1","text":"b","ts":"1577880001.000100","pinned_to":["C1"]}"#,
            #"{"user":"U1","text":"c","ts":"1577880002.000100","pinned_to":["C9"]}"#,
            files: [
                "channels.json":
                    #"[{"id":"C1","name":"general","pins":[{"id":"1577880000.000100","type":"C","created":1577880009,"user":"U2","owner":"U1"},{"id":"F1","type":"F"}]}]"#
            ]
        ).read()
        #expect(Set(sink.pins.map(\.message.key.id)) == ["C1/1577880000.000100", "C1/1577880001.000100"])
        let described = sink.pins.first { $0.person != nil }
        #expect(described?.person?.key.id == "U2")
        #expect(described?.pinnedAt == Timestamp(seconds: 1_577_880_009))
        #expect(sink.lossCounts == ["slack.pin.not-a-message": 1])
    }

    @Test("names in texts are those of the archive")
    func references() throws {
        let sink = try SlackFolder(
            messages:
                #"{"user":"U1","text":"<@U2> in <#C1>, <@U404|x>, <https://w.slack.com/archives/C1/p1577880000000100>","ts":"1577880000.000100"}"#
        ).read()
        #expect(
            sink.messages.map(\.body.plain)
                == ["@Bert B in #general, @x, ^https://w.slack.com/archives/C1/p1577880000000100"])
    }
}
