// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryText
import Testing

struct TeamsMarkupTests {
    /// Knows mention 0 and 1 as Anna, 2 as Bert, 9 as everybody, and the card `c1`.
    private static var references: TeamsReferences {
        TeamsReferences(
            mention: { id, label in
                switch id {
                case "0", "1": .mention(person("anna"), label: label)
                case "2": .mention(person("bert"), label: label)
                case "9": .broadcast("channel")
                default: nil
                }
            },
            attachment: { $0 == "c1" ? [.heading(level: 2, [.text("card")])] : $0 == "f1" ? [] : nil },
            emojiImage: { _ in AttachmentKey(SourceKey(.teams, workspace: "", .attachment, id: "party")) })
    }

    private static func person(_ id: String) -> PersonKey {
        PersonKey(SourceKey(.teams, workspace: "", .person, id: id))
    }

    private func body(_ html: String) -> TeamsMarkup.Body { TeamsMarkup(Self.references).read(html) }
    private func read(_ html: String) -> String { RichTextDump.dump(body(html).text) }

    @Test(
        "mentions, one person's words as one",
        arguments: [
            (#"<p><at id="0">Anna</at>&nbsp;<at id="1">Weber</at>&nbsp;hi</p>"#, "@{anna|Anna Weber} hi"),
            (#"<at id="0">Anna</at><at id="1">Weber</at>"#, "@{anna|Anna Weber}"),
            (#"<at id="0">Anna</at> <at id="2">Bert</at>"#, "@{anna|Anna} @{bert|Bert}"),
            (#"<at id="0">Anna</at>, <at id="1">Weber</at>"#, "@{anna|Anna}, @{anna|Weber}"),
            (#"<at id="0">Anna</at> <at id="0">Anna</at>"#, "@{anna|Anna} @{anna|Anna}"),
            (#"<at id="9">General</at> all"#, "@!channel all"),
            (#"<at id="7">Gone</at> x"#, "Gone x"),
            (
                #"<span itemscope itemtype="http://schema.skype.com/Mention" itemid="2">Bert</span> x"#,
                "@{bert|Bert} x"
            ),
        ])
    func mentions(html: String, expected: String) {
        #expect(read(html) == expected)
    }

    @Test("attachments stand in their place, once; files have none in the text")
    func attachments() {
        let body = body(
            #"<p>a <attachment id="c1"></attachment> b <attachment id="f1"></attachment>c<attachment id="zz"></attachment></p>"#
        )
        #expect(RichTextDump.dump(body.text) == "a | h2 card | b c")
        #expect(body.placed == ["c1", "f1"])
        #expect(read(#"<attachment id="c1"></attachment><attachment id="c1"></attachment>"#) == "h2 card")
    }

    @Test(
        "emoji",
        arguments: [
            (#"x<emoji id="smile" alt="🙂" title="Smile"></emoji>"#, "x(smile=🙂)"),
            (
                #"<span class="animated-emoticon-20-cool" title="Cool" type="(cool)"><img itemscope itemtype="http://schema.skype.com/Emoji" itemid="cool" alt="😎"></span>"#,
                "(cool=😎)"
            ),
            (
                #"<customemoji id="abc" alt="party:ferry" source="https://graph.microsoft.com/v1.0/x/hostedContents/e1/$value"></customemoji>"#,
                "(partyferry=party)"
            ),
        ])
    func emoji(html: String, expected: String) {
        #expect(read(html) == expected)
    }

    @Test(
        "code blocks",
        arguments: [
            (
                #"<p itemtype="http://schema.skype.com/CodeBlockEditor" id="x">&nbsp;</p><pre class="language-json" itemid="x"><code>{<br>&nbsp;&nbsp;<span class="hljs-attr">"a"</span>: 1<br>}</code></pre><p>&nbsp;</p>"#,
                "code:json{{\n  \"a\": 1\n}}"
            ),
            (#"<codeblock class="Python"><code>a<br>b</code></codeblock>"#, "code:python{a\nb}"),
            (#"<codeblock class="Plaintext"><code>a</code></codeblock>"#, "code{a}"),
            ("<codeblock class=\"\"><code>a</code></codeblock>after", "code{a} | after"),
        ])
    func code(html: String, expected: String) {
        #expect(read(html) == expected)
    }

    @Test("an old quote is the message answered, other quotes are quotes")
    func quotes() {
        let answer = body(
            #"<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1616990032035"><strong>Anna</strong><p>old</p></blockquote><p>new</p>"#
        )
        #expect(answer.quoted == "1616990032035")
        #expect(RichTextDump.dump(answer.text) == "new")
        #expect(read("<blockquote>q</blockquote>a") == ">(q) | a")
        #expect(body("<blockquote>q</blockquote>a").quoted == nil)
    }

    @Test("hosted pictures go with the message, public ones are links, others their words")
    func images() {
        let url =
            "https://graph.microsoft.com/v1.0/chats/19:a@thread.v2/messages/1/hostedContents/aWQ9eF8w/$value"
        let body = body(
            #"<p>see <img alt="plan" height="63" src="\#(url)" width="67" style="width:67px"> it <img src="https://media.giphy.com/x.gif" alt="A cat (GIF)" itemtype="http://schema.skype.com/Giphy"><img src="data:image/png;base64,AAAA" alt="d"></p>"#
        )
        #expect(RichTextDump.dump(body.text) == "see it [A cat (GIF)](https://media.giphy.com/x.gif)d")
        #expect(body.images.map(\.contentId) == ["aWQ9eF8w"])
        #expect(body.images.first?.alt == "plan")
        #expect(body.images.first?.pixels == PixelSize(width: 67, height: 63))
    }

    @Test("what happened and what only the editor needs leave no text")
    func invisible() {
        #expect(body("<systemEventMessage/>").isSystemEvent)
        #expect(body("<systemEventMessage/>").text.isEmpty)
        #expect(read(#"<readonly title="t"><p>kept</p></readonly>"#) == "kept")
        #expect(
            read(#"<div><table itemprop="copy-paste-table"><tbody><tr><td>a</td></tr></tbody></table></div>"#)
                == "grid[a]")
    }

    @Test("adaptive cards from top to bottom")
    func adaptive() throws {
        let card = #"""
            {"type":"AdaptiveCard","body":[
              {"type":"TextBlock","text":"Build **passed**","size":"large"},
              {"type":"ColumnSet","columns":[{"type":"Column","items":[{"type":"TextBlock","text":"left","weight":"bolder"}]},
                {"type":"Column","items":[{"type":"RichTextBlock","inlines":["a ",{"type":"TextRun","text":"b","italic":true}]}]}]},
              {"type":"FactSet","facts":[{"title":"Branch:","value":"main"},{"title":"Time","value":"3 s"}]},
              {"type":"Image","url":"https://x","altText":"logo"},{"type":"Foo"},
              {"type":"Table","rows":[{"type":"TableRow","cells":[{"type":"TableCell","items":[{"type":"TextBlock","text":"h"}]}]}]},
              {"type":"Input.Text","label":"Why","value":7},{"type":"TextBlock","text":"hidden","isVisible":false}],
             "actions":[{"type":"Action.OpenUrl","title":"Open","url":"https://e.eu/"},{"type":"Action.Submit","title":"Yes"},
              {"type":"Action.ShowCard","title":"More","card":{"body":[{"type":"TextBlock","text":"- x\n- y [z](https://e.eu/z)"}]}}]}
            """#
        var cards = TeamsCards()
        let text = cards.read(
            try JSONDocument(parsing: card).root, contentType: "application/vnd.microsoft.card.adaptive")
        #expect(
            RichTextDump.dump(text)
                == "h4 Build <b>passed</b> | <b>left</b> | a <i>b</i> | ul[<b>Branch:</b> main; <b>Time</b>: 3 s] | <i>logo</i>"
                + " | table[h] | ul[<b>Why</b>: 7] | [Open](https://e.eu/) · [Yes] · [More] | ul[x; y [z](https://e.eu/z)]"
        )
        #expect(cards.unsupported == ["Foo"])
    }

    @Test(
        "other cards",
        arguments: [
            (
                "application/vnd.microsoft.card.hero",
                #"{"title":"T","subtitle":"<h3>S</h3>","text":"x<br>y","images":[{"url":"u","alt":"pic"}],"buttons":[{"type":"openUrl","title":"Go","value":"https://e.eu/"},{"type":"imBack","title":"No","value":"n"}]}"#,
                "<b>T</b> | h3 S | x⏎y | <i>pic</i> | [Go](https://e.eu/) · [No]"
            ),
            (
                "application/vnd.microsoft.teams.card.o365connector",
                #"{"title":"Alert","sections":[{"activityTitle":"Disk","facts":[{"name":"Host","value":"db1"}],"text":"*full*","potentialAction":[{"@type":"OpenUri","name":"See","targets":[{"os":"default","uri":"https://e.eu/"}]}]}]}"#,
                "<b>Alert</b> | <b>Disk</b> | <i>full</i> | ul[<b>Host</b>: db1] | [See](https://e.eu/)"
            ),
            (
                "application/vnd.microsoft.teams.card.list",
                #"{"title":"L","items":[{"type":"file","id":"https://e.eu/f","title":"F","subtitle":"s"}]}"#,
                "<b>L</b> | ul[<b>F</b> | s | [https://e.eu/f](https://e.eu/f)]"
            ),
            ("application/vnd.microsoft.card.adaptive", #"{"body":[],"fallbackText":"fall"}"#, "fall"),
            ("application/vnd.microsoft.card.hero", #"[1]"#, ""),
        ])
    func cards(type: String, card: String, expected: String) throws {
        var cards = TeamsCards()
        #expect(
            RichTextDump.dump(cards.read(try JSONDocument(parsing: card).root, contentType: type)) == expected
        )
    }

    @Test("cards nested without end end")
    func nestedCards() throws {
        let open = String(repeating: #"{"type":"Container","items":["#, count: 400)
        let close = String(repeating: "]}", count: 400)
        var cards = TeamsCards()
        let card = try JSONDocument(
            parsing: #"{"body":["# + open + close + "]}", limits: JSONLimits(depth: 2000)
        ).root
        #expect(cards.read(card, contentType: "application/vnd.microsoft.card.adaptive").isEmpty)
        let marks = String(repeating: "*", count: 50_000) + String(repeating: "[", count: 50_000)
        let long = try JSONDocument(parsing: #"{"body":[{"type":"TextBlock","text":"\#(marks)"}]}"#).root
        #expect(!cards.read(long, contentType: "application/vnd.microsoft.card.adaptive").isEmpty)
    }
}
