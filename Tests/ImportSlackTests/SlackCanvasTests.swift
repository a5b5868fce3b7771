// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import Testing

/// Canvases: those of channels, what people say on them, and those that messages bring.
struct SlackCanvasTests {
    private static let message = #"{"type":"message","user":"U1","text":"a","ts":"1577880000.000100"}"#
    private static let html = """
        <div class="quip-canvas-content"><h1>Plan</h1><p class="line">First, <a>@U1</a></p></div>
        """

    private static func canvas(_ id: String, _ more: String = "") -> String {
        """
        [{"id":"\(id)","created":1577870000,"name":"Plan_for_all","title":"Plan for all","mimetype":\
        "application/vnd.slack-docs","filetype":"quip","user":"U1","mode":"quip","url_private_download":\
        "https://files.slack.com/files-pri/T1-F0123456789/download/canvas?t=xoxe-1"\(more)}]
        """
    }

    @Test("a channel's canvas is a message of it, with the file and its text, at the time it was made")
    func ownCanvas() throws {
        let sink = try SlackFolder(
            messages: Self.message,
            files: [
                "general/canvas_in_the_conversation.json": Self.canvas("F0123456789"),
                "canvases.json": Self.canvas("F0123456789", #","shares":[{"channel":"C1"}]"#),
                "__uploads/F0123456789/Canvas": Self.html,
            ]
        ).read()
        let message = try #require(sink.message("C1/canvas/F0123456789"))
        #expect(sink.messages.count == 2)
        #expect(message.kind == .system(.other("canvas")))
        #expect(message.author.key.id == "U1")
        #expect(message.sentAt == Timestamp(seconds: 1_577_870_000))
        #expect(message.order < (sink.message("C1/1577880000.000100")?.order ?? 0))
        #expect(message.body.plain == "Plan for all\n> Plan\nFirst, @Anna")
        let file = try #require(sink.attachment("F0123456789"))
        #expect(message.attachments == [file.key])
        #expect(file.name == "Plan for all.html")
        #expect(file.mediaType == "text/html")
        #expect(sink.bytes.keys.sorted() == ["__uploads/F0123456789/Canvas"])
        #expect(sink.losses.isEmpty)
    }

    @Test("a canvas without its file is a link where there is one, else a loss")
    func missing() throws {
        let link = #","permalink":"https://town.slack.com/canvas/C1","shares":[{"channel":"C1"}]"#
        let linked = try SlackFolder(
            messages: Self.message, files: ["canvases.json": Self.canvas("F0123456789", link)]
        ).read()
        #expect(linked.message("C1/canvas/F0123456789")?.body.plain == "Plan for all")
        #expect(linked.attachment("F0123456789")?.link == "https://town.slack.com/canvas/C1")
        #expect(linked.lossCounts == ["slack.file.not-in-archive": 1])

        for more in [#","shares":[{"channel":"C1"}]"#, #","shares":[{"channel":"C404"}]"#, ""] {
            let sink = try SlackFolder(
                messages: Self.message, files: ["canvases.json": Self.canvas("F0123456789", more)]
            ).read()
            #expect(sink.messages.count == 1)
            #expect(sink.losses.count == 1)
            #expect(sink.losses.first?.key?.id == "F0123456789")
            #expect(sink.losses.first?.state.isNotCarried == true)
        }
    }

    @Test("what people say on a canvas is a private channel of its own, under the canvas's title")
    func conversations() throws {
        let index = """
            [{"id":"C0123456789","name":"FC:F0123456789:Plan: all","created":1577870000,"creator":"USLACKBOT",
            "members":["U1"]}]
            """
        let said = #"""
            [{"type":"message","subtype":"document_comment_root","user":"USLACKBOT","text":"First","ts":
            "1577880001.000100"},{"type":"message","user":"U1","text":"why?","ts":"1577880002.000100",
            "thread_ts":"1577880001.000100"}]
            """#
        for folder in ["FC:F0123456789:Plan: all", "FC_F0123456789_Plan_ all"] {
            let sink = try SlackFolder(
                messages: Self.message,
                files: ["file_conversations.json": index, folder + "/2020-01-01.json": said]
            ).read()
            let channel = try #require(sink.channel("C0123456789"))
            #expect(channel.kind == .private)
            #expect(channel.name == "Plan: all")
            #expect(sink.message("C0123456789/1577880001.000100")?.kind == .notice)
            #expect(
                sink.message("C0123456789/1577880002.000100")?.threadRoot?.key.id
                    == "C0123456789/1577880001.000100")
            #expect(sink.losses.isEmpty)
        }
    }

    @Test(
        "a canvas that a message brings shows its text below the message, and its title where the text names it"
    )
    func brought() throws {
        let blocks = #"""
            "blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":
            "see "},{"type":"canvas","file_id":"F0123456789"}]}]}]
            """#
        let message = #"""
            {"type":"message","user":"U1","text":"see F0123456789","ts":"1577880000.000100",\#(blocks),
            "files":\#(Self.canvas("F0123456789"))}
            """#
        let sink = try SlackFolder(
            messages: message, files: ["general/attachments/F0123456789-Plan": Self.html]
        ).read()
        #expect(
            sink.message("C1/1577880000.000100")?.body.plain == "see Plan for all\n> Plan\nFirst, @Anna")
        let signIn = try SlackFolder(
            messages: message,
            files: ["general/attachments/F0123456789-Plan": "<html><body>Sign in</body></html>"]
        ).read()
        #expect(signIn.message("C1/1577880000.000100")?.body.plain == "see Plan for all")
    }

    @Test("a channel's description may be all that names its canvas")
    func property() throws {
        let channels = #"""
            [{"id":"C1","name":"general","created":1577860000,"creator":"U1","members":["U1"],"properties":
            {"canvas":{"file_id":"F0123456789","is_empty":false}}},
            {"id":"C2","name":"other","members":["U1"],"properties":{"canvas":{"file_id":"F9","is_empty":true}}}]
            """#
        let sink = try SlackFolder(
            messages: Self.message,
            files: ["channels.json": channels, "__uploads/F0123456789/Canvas": Self.html]
        ).read()
        #expect(sink.message("C1/canvas/F0123456789")?.body.plain == "> Plan\nFirst, @Anna")
        #expect(sink.messages.count == 2)
        #expect(sink.losses.isEmpty)
    }
}
