// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import Testing

@testable import MatrixEvents

/// A context that knows Anna, the channel C1 (key 41) and the images I1 (key 51) and I2 without bytes.
var knownContext: RenderContext {
    RenderContext(
        server: "example.org",
        person: { key in
            guard key.key.id == "anna", let user = UserID("@anna+x/y:example.org") else { return nil }
            return .init(user: user, name: "Anna <Weber>")
        },
        room: { $0.key.id == "C1" ? 41 : nil }, media: { $0.key.id == "I1" ? 51 : nil })
}

func key(_ kind: RecordKind, _ id: String) -> SourceKey { SourceKey(.slack, workspace: "T", kind, id: id) }

@Suite("A rendered text")
struct RenderedTextTests {
    struct Golden: Sendable, CustomTestStringConvertible {
        var name: String
        var blocks: [RichText.Block]
        var body: String
        /// `nil` where the body says it all.
        var html: String?

        init(_ name: String, _ blocks: [RichText.Block], body: String, html: String?) {
            (self.name, self.blocks, self.body, self.html) = (name, blocks, body, html)
        }

        init(_ name: String, _ inlines: [RichText.Inline], body: String, html: String?) {
            self.init(name, [.paragraph(inlines)], body: body, html: html)
        }

        var testDescription: String { name }
    }

    @Test("is as the golden table says", arguments: inlines + blocks)
    func golden(_ golden: Golden) {
        let rendered = RenderedText(RichText(golden.blocks), in: knownContext)
        #expect(rendered.body == golden.body)
        let html = rendered.formattedBody.map { Template.filled($0) { "[\($0)]" }.string ?? "no string" }
        #expect(html == golden.html)
    }

    static let anna = PersonKey(key(.person, "anna"))
    static let pill = "<a href=\"https://matrix.to/#/@anna%2Bx%2Fy:example.org\">Anna &lt;Weber&gt;</a>"

    static let inlines: [Golden] = [
        .init(
            "plain text needs no HTML", [.text("a <b> & \"c\""), .lineBreak, .text("d")],
            body: "a <b> & \"c\"\nd", html: nil),
        .init(
            "escaping", [.strong([.text("<script>&\"'")])], body: "**<script>&\"'**",
            html: "<strong>&lt;script&gt;&amp;&quot;'</strong>"),
        .init(
            "nesting", [.strong([.text("a"), .emphasis([.strike([.underline([.text("b")])])])])],
            body: "**a*~~b~~***", html: "<strong>a<em><del><u>b</u></del></em></strong>"),
        .init("code", [.code("x < 1")], body: "`x < 1`", html: "<code>x &lt; 1</code>"),
        .init(
            "line break", [.code("x"), .lineBreak, .text("y")], body: "`x`\ny", html: "<code>x</code><br>y"),
        .init(
            "link", [.link(url: "https://a.b/?x=1&y=\"", [.text("here")])],
            body: "here (https://a.b/?x=1&y=\")", html: "<a href=\"https://a.b/?x=1&amp;y=&quot;\">here</a>"),
        .init(
            "bare link", [.link(url: "https://a.b/", [])], body: "https://a.b/",
            html: "<a href=\"https://a.b/\">https://a.b/</a>"),
        .init(
            "link that shows itself", [.link(url: "mailto:a@b", [.text("a@b")])], body: "a@b",
            html: "<a href=\"mailto:a@b\">a@b</a>"),
        .init(
            "colour", [.colour("#ff0080", [.text("red")])], body: "red",
            html: "<span data-mx-color=\"#ff0080\">red</span>"),
        .init("no colour", [.colour("red\" onclick=\"x", [.text("red")])], body: "red", html: "red"),
        .init("mention", [.mention(anna, label: "@anna")], body: "Anna <Weber>", html: pill),
        .init(
            "unknown mention", [.mention(PersonKey(key(.person, "x")), label: "@<x>")], body: "@<x>",
            html: "@&lt;x&gt;"),
        .init(
            "broadcast", [.strong([.broadcast("<here>")])], body: "**@<here>**",
            html: "<strong>@&lt;here&gt;</strong>"),
        .init(
            "channel", [.channelLink(ChannelKey(key(.channel, "C1")), label: "#a&b")], body: "#a&b",
            html: "<a href=\"https://matrix.to/#/[room(41)]?via=example.org\">#a&amp;b</a>"),
        .init(
            "unknown channel", [.channelLink(ChannelKey(key(.channel, "C2")), label: "#a&b")], body: "#a&b",
            html: "#a&amp;b"),
        .init(
            "message link", [.messageLink(MessageKey(key(.message, "M")), label: "<see>")], body: "<see>",
            html: "&lt;see&gt;"),
        .init("emoji", [.emoji(Emoji(name: "tada", characters: "🎉"))], body: "🎉", html: nil),
        .init(
            "custom emoji with its image",
            [.emoji(Emoji(name: "parrot", characters: nil, image: AttachmentKey(key(.attachment, "I1"))))],
            body: ":parrot:",
            html: "<img data-mx-emoticon height=\"32\" src=\"[media(51)]\" alt=\":parrot:\">"),
        .init(
            "custom emoji without image",
            [
                .strong([
                    .emoji(
                        Emoji(name: "parrot", characters: nil, image: AttachmentKey(key(.attachment, "I2"))))
                ])
            ], body: "**:parrot:**", html: "<strong>:parrot:</strong>"),
        .init(
            "image", [.text("see "), .image(AttachmentKey(key(.attachment, "I1")), alt: "a \"plan\"")],
            body: "see a \"plan\"", html: "see <img src=\"[media(51)]\" alt=\"a &quot;plan&quot;\">"),
    ]

    static let blocks: [Golden] = [
        .init("nothing", [RichText.Block](), body: "", html: nil),
        .init(
            "two plain paragraphs", [.paragraph([.text("a")]), .paragraph([.text("b")])], body: "a\nb",
            html: nil),
        .init(
            "formatted paragraphs", [.paragraph([.text("a")]), .paragraph([.code("b")])], body: "a\n`b`",
            html: "<p>a</p><p><code>b</code></p>"),
        .init("heading", [.heading(level: 2, [.text("a")])], body: "## a", html: "<h2>a</h2>"),
        .init(
            "heading out of range", [.heading(level: 99, [.text("a")]), .heading(level: -1, [])],
            body: "###### a\n# ", html: "<h6>a</h6><h1></h1>"),
        .init(
            "quote",
            [
                .quote([
                    .paragraph([.text("a"), .lineBreak, .text("b")]), .quote([.paragraph([.text("c")])]),
                ])
            ], body: "> a\n> b\n> > c",
            html: "<blockquote><p>a<br>b</p><blockquote><p>c</p></blockquote></blockquote>"),
        .init(
            "folded", [.folded(title: "a<b", [.paragraph([.text("c")]), .rule])], body: "[a<b]\nc\n---",
            html: "<details><summary>a&lt;b</summary><p>c</p><hr></details>"),
        .init(
            "list",
            [
                .list(
                    ordered: false, start: 1,
                    [
                        [.paragraph([.text("a")])],
                        [
                            .paragraph([.text("b")]),
                            .list(ordered: true, start: 3, [[.paragraph([.text("c")])]]),
                        ],
                    ])
            ], body: "- a\n- b\n  3. c", html: "<ul><li>a</li><li>b<ol start=\"3\"><li>c</li></ol></li></ul>"),
        .init(
            "list that counts too far",
            [.list(ordered: true, start: .max, [[.paragraph([.text("a")])], []])],
            body: "\(Int.max). a\n\(Int.max). ", html: "<ol start=\"\(Int.max)\"><li>a</li><li></li></ol>"),
        .init(
            "code block", [.code("if a < b {\n}", language: "swift\"><x>")],
            body: "```swift\"><x>\nif a < b {\n}\n```",
            html: "<pre><code class=\"language-swift&quot;&gt;&lt;x&gt;\">if a &lt; b {\n}</code></pre>"),
        .init(
            "code block without language", [.code("x", language: nil)], body: "```\nx\n```",
            html: "<pre><code>x</code></pre>"),
        .init(
            "table",
            [.table(header: true, rows: [[[.text("a")], [.text("b")]], [[.strong([.text("1")])], []]])],
            body: "a | b\n**1** | ",
            html: "<table><tr><th>a</th><th>b</th></tr><tr><td><strong>1</strong></td><td></td></tr></table>"),
        .init("rule", [.rule], body: "---", html: "<hr>"),
        .init(
            "control characters", [.heading(level: 1, [.text("a\u{0}\u{7}b\r\nc\td")])], body: "# ab\nc\td",
            html: "<h1>ab\nc\td</h1>"),
    ]

    @Test(
        "makes no link of what could run or load something",
        arguments: [
            "javascript:alert(1)", "JavaScript:alert(1)", " javascript:x", "data:text/html,x",
            "file:///etc/passwd",
            "vbscript:x", "http", "", ":", "//evil", "javascript\u{301}:x", "blob:x", "java\u{0}script:x",
        ])
    func unsafeLinks(url: String) {
        let rendered = RenderedText(
            RichText([.paragraph([.link(url: url, [.strong([.text("x")])])])]), in: knownContext)
        #expect(rendered.formattedBody == "<strong>x</strong>")
    }

    @Test("ends nesting where clients do, in HTML and in plain text")
    func depth() {
        var block = RichText.Block.paragraph([.text("deep")])
        for _ in 0..<5_000 { block = .quote([block]) }
        var inline = RichText.Inline.text("deep")
        for _ in 0..<5_000 { inline = .strong([inline]) }
        for text in [RichText([block]), RichText([.paragraph([inline])])] {
            let html = RenderedText(text, in: knownContext).formattedBody?.string ?? ""
            let depth = html.components("<blockquote>") + html.components("<strong>")
            #expect(depth > 70 && depth <= HTMLRenderer.depthLimit)
            #expect(!html.contains("deep"))
            #expect(html.components("<") % 2 == 0)
        }
    }

    @Test("names each mentioned user once and says when one is not known")
    func mentions() {
        let unknown = RichText.Inline.mention(PersonKey(key(.person, "x")), label: "x")
        let known = RichText.Inline.mention(Self.anna, label: "a")
        let rendered = RenderedText(
            RichText([.paragraph([known, known, .strong([known])])]), in: knownContext)
        #expect(rendered.mentions.map(\.text) == ["@anna+x/y:example.org"])
        #expect(!rendered.hasUnknownMentions)
        #expect(
            RenderedText(RichText([.quote([.paragraph([unknown])])]), in: knownContext).hasUnknownMentions)
    }

    @Test("is plain when its custom emoji has no image")
    func emojiWithoutImage() {
        let emoji = Emoji(name: "parrot", characters: nil, image: AttachmentKey(key(.attachment, "I2")))
        let rendered = RenderedText(RichText([.paragraph([.emoji(emoji)])]), in: knownContext)
        #expect(rendered.body == ":parrot:")
        #expect(rendered.formattedBody == nil)
    }
}

extension String {
    fileprivate func components(_ part: String) -> Int { ranges(of: part).count }
}
