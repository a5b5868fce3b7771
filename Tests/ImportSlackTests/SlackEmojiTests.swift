// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import Testing

/// Custom emoji, and what a message says of things whose bytes are nowhere.
struct SlackEmojiTests {
    private static let list = """
        {"ok":true,"emoji":{"townhall":"https://emoji.slack-edge.com/T1/townhall/1.png","rathaus":"alias:townhall",
         "prima":"alias:thumbsup","kreis":"alias:ring","ring":"alias:kreis",
         "lost":"https://emoji.slack-edge.com/T1/lost/1.png"}}
        """

    @Test("names, other names and pictures come together in reactions, texts and the workspace")
    func resolved() throws {
        let folder = try SlackFolder(
            messages: """
                {"type":"message","user":"U1","text":":rathaus: :prima: :lost:","ts":"1577880000.000100",
                 "reactions":[{"name":"rathaus","users":["U1"],"count":1},{"name":"prima","users":["U2"],"count":1},
                              {"name":"kreis","users":["U2"],"count":1}]}
                """, files: ["emoji.json": Self.list, "emojis/townhall.png": "PNG"])
        let sink = try folder.read()
        let picture = try #require(sink.attachment("emoji/townhall"))
        #expect(picture.mediaType == "image/png")
        #expect(sink.bytes["emojis/townhall.png"] == Array("PNG".utf8))
        let reactions = Dictionary(uniqueKeysWithValues: sink.reactions.map { ($0.emoji.name, $0.emoji) })
        #expect(reactions["rathaus"]?.image == picture.key)
        #expect(reactions["prima"]?.characters == "👍")
        #expect(reactions["kreis"]?.image == nil)
        #expect(sink.workspaces.first?.emoji.map(\.name) == ["rathaus", "townhall"])
        let losses = sink.losses.filter { $0.code == "slack.emoji.not-in-archive" }
        #expect(losses.map(\.count) == [1])
        guard case .paragraph(let inlines)? = sink.messages.first?.body.blocks.first,
            case .emoji(let emoji)? = inlines.first
        else {
            Issue.record("the text has no emoji")
            return
        }
        #expect(emoji.image == picture.key)
    }

    @Test("a list nobody understands is a loss")
    func unknownList() throws {
        let folder = try SlackFolder(
            messages: #"{"type":"message","user":"U1","text":"a","ts":"1577880000.000100"}"#,
            files: ["emojis/index.json": "[1,2", "emojis/a.gif": "GIF"])
        let sink = try folder.read()
        #expect(sink.lossCounts["slack.index.not-supported"] == 1)
        #expect(sink.workspaces.first?.emoji.map(\.name) == ["a"])
    }

    @Test("the text of snippets and posts stands in the message when their bytes do not")
    func texts() throws {
        let folder = try SlackFolder(
            messages: """
                {"type":"message","user":"U1","text":"","ts":"1577880000.000100","files":[
                 {"id":"F1","name":"a.sh","mode":"snippet","filetype":"shell","preview":"echo 1\\nexit","preview_is_truncated":true},
                 {"id":"F2","name":"post","mode":"space","preview":"<document><p>a &amp; b</p><p>c</p></document>"},
                 {"id":"F3","name":"x.pdf","mode":"hosted"}]}
                """)
        let sink = try folder.read()
        #expect(
            sink.messages.first?.body.blocks == [
                .code("echo 1\nexit", language: "shell"), .quote(RichText(plain: "a & b\nc").blocks),
            ])
        #expect(
            sink.lossCounts == [
                "slack.file.text-cut": 1, "slack.file.text-only": 1, "slack.file.not-in-archive": 1,
            ])
    }

    @Test("the pictures of a message's previews are one loss of that message")
    func previews() throws {
        let folder = try SlackFolder(
            messages: """
                {"type":"message","user":"U1","text":"see","ts":"1577880000.000100","attachments":[
                 {"from_url":"https://e.eu/","title":"E","thumb_url":"https://e.eu/t.png"},
                 {"from_url":"https://f.eu/","title":"F","image_url":"https://f.eu/i.png"}]}
                """)
        #expect(try folder.read().lossCounts == ["slack.preview.picture": 1])
    }

    @Test("a channel shared with another organisation says so, and one made before Slack was has no date")
    func channels() throws {
        let folder = try SlackFolder(
            messages: #"{"type":"message","user":"U1","text":"a","ts":"1577880000.000100"}"#,
            files: [
                "channels.json": """
                [{"id":"C1","name":"general","created":1,"creator":"U2","members":["U1"],"is_ext_shared":true,
                  "previous_names":["old"]}]
                """
            ])
        let sink = try folder.read()
        #expect(sink.lossCounts == ["slack.channel.shared": 1])
        #expect(sink.channel("C1")?.createdAt == nil)
        #expect(sink.channel("C1")?.creator?.key.id == "U2")
        #expect(sink.channel("C1")?.previousNames == ["old"])
    }

    @Test("what is in lists and transcripts nobody knows: counted losses, one for each entry")
    func indexes() throws {
        let folder = try SlackFolder(
            messages: #"{"type":"message","user":"U1","text":"a","ts":"1577880000.000100"}"#,
            files: [
                "canvases.json": #"[{"title":"no id"},{"id":"F8"}]"#, "lists.json": #"[{"id":"F7"},""]"#,
                "huddle_transcripts.json": #"[{"id":"H1"}]"#, "content_flags.json": "[]",
            ])
        let losses = try folder.read().losses
        #expect(losses.count { $0.code == "slack.index.not-supported" && $0.kind == .attachment } == 2)
        #expect(losses.count { $0.code == "slack.index.not-supported" && $0.kind == .message } == 1)
        #expect(losses.count { $0.code == "slack.index.unknown-content" } == 1)
    }
}
