// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryText
import Testing

struct SlackBlocksTests {
    private func read(_ json: String) throws -> (text: String, unsupported: [String]) {
        var reader = SlackBlocks(.test)
        let text = reader.read(try JSONDocument(parsing: json).root)
        return (RichTextDump.dump(text), reader.unsupported)
    }

    private func leaves(_ json: String) throws -> String {
        try read(
            #"[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[\#(json)]}]}]"#
        ).text
    }

    @Test(
        "leaves of rich text",
        arguments: [
            (#"{"type":"text","text":"a <b> &amp; *c*\nd"}"#, "a <b> &amp; *c*⏎d"),
            (#"{"type":"text","text":"b","style":{"bold":true,"italic":true}}"#, "<b><i>b</i></b>"),
            (#"{"type":"text","text":"s","style":{"strike":true,"underline":true}}"#, "<s><u>s</u></s>"),
            (#"{"type":"text","text":"c","style":{"code":true,"bold":true}}"#, "<b>`c`</b>"),
            (#"{"type":"text","text":"p","style":{"bold":false}}"#, "p"),
            (#"{"type":"link","url":"https://e.eu/"}"#, "[https://e.eu/](https://e.eu/)"),
            (
                #"{"type":"link","url":"https://e.eu/?t=xoxe-1","text":"e","style":{"bold":true}}"#,
                "<b>[e](https://e.eu/)</b>"
            ),
            (
                #"{"type":"link","url":"https://e.eu/?a=1&amp;b=2","text":"e"}"#,
                "[e](https://e.eu/?a=1&b=2)"
            ),
            (#"{"type":"user","user_id":"U0ANNA"}"#, "@{U0ANNA|Anna}"),
            (
                #"{"type":"channel","channel_id":"C0GENERAL"},{"type":"text","text":"!"}"#,
                "#{C0GENERAL|general}!"
            ),
            (#"{"type":"usergroup","usergroup_id":"S1"}"#, "@S1"),
            (#"{"type":"broadcast","range":"here"}"#, "@!here"),
            (#"{"type":"emoji","name":"+1","unicode":"1f44d-1f3fb","skin_tone":2}"#, "(+1::skin-tone-2=👍🏻)"),
            (#"{"type":"emoji","name":"+1::skin-tone-2","skin_tone":2}"#, "(+1::skin-tone-2=👍🏻)"),
            (#"{"type":"emoji","name":"newest","unicode":"1f44d"}"#, "(newest=👍)"),
            (#"{"type":"emoji","name":"our-ferry"}"#, "(our-ferry=emoji/ferry)"),
            (#"{"type":"emoji","name":"gone"}"#, "(gone=?)"),
            (##"{"type":"color","value":"#ff8800"}"##, "{#ff8800|#ff8800}"),
            (#"{"type":"color","value":"red"}"#, "red"),
            (#"{"type":"date","timestamp":1636961629,"format":"{date_num} {time}"}"#, "2021-11-15 07:33 UTC"),
            (
                #"{"type":"date","timestamp":1,"format":"{date}","fallback":"then","url":"https://e.eu"}"#,
                "[then](https://e.eu)"
            ),
            (#"{"type":"unknown","text":"x"}"#, "x"),
            (#"{"type":"canvas","file_id":"F1"}"#, ""),
            ("null, 1, {}", ""),
        ])
    func leaves(json: String, expected: String) throws {
        #expect(try leaves(json) == expected)
    }

    @Test("sibling lists become one tree by their indent")
    func lists() throws {
        func list(_ style: String, _ indent: Int, _ points: String..., offset: Int = 0) -> String {
            let sections = points.map {
                #"{"type":"rich_text_section","elements":[{"type":"text","text":"\#($0)"}]}"#
            }
            return #"{"type":"rich_text_list","style":"\#(style)","indent":\#(indent),"offset":\#(offset),"#
                + #""elements":[\#(sections.joined(separator: ","))]}"#
        }
        func tree(_ lists: String...) throws -> String {
            try read(#"[{"type":"rich_text","elements":[\#(lists.joined(separator: ","))]}]"#).text
        }
        #expect(
            try tree(list("ordered", 0, "a", "b"), list("bullet", 1, "x"), list("ordered", 0, "c", offset: 2))
                == "ol1[a; b | ul[x]; c]")
        #expect(try tree(list("bullet", 0, "a"), list("ordered", 0, "b", offset: 4)) == "ul[a] | ol5[b]")
        #expect(try tree(list("bullet", 2, "a"), list("bullet", 0, "b")) == "ul[ul[a]; b]")
        #expect(
            try tree(
                list("bullet", 0, "a"), list("bullet", 1, "b"), list("bullet", 2, "c"), list("bullet", 1, "d")
            )
                == "ul[a | ul[b | ul[c]; d]]")
        #expect(try tree(list("bullet", 2_000_000_000, "deep")) == "ul[deep]")
    }

    @Test("quotes and code")
    func quotes() throws {
        let json = #"""
            [{"type":"rich_text","elements":[
            {"type":"rich_text_section","elements":[{"type":"text","text":"Holy\n\n"}]},
            {"type":"rich_text_preformatted","language":"swift","elements":[{"type":"text","text":"let a = 1\n"},
            {"type":"link","url":"https://e.eu/"}]},
            {"type":"rich_text_quote","elements":[{"type":"text","text":"q"}]},
            {"type":"rich_text_list","style":"bullet","border":1,
            "elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"in q"}]}]}]}]
            """#
        #expect(try read(json).text == "Holy | code:swift{let a = 1\nhttps://e.eu/} | >(q | ul[in q])")
    }

    @Test(
        "the blocks of apps as readable text",
        arguments: [
            (#"{"type":"section","text":{"type":"mrkdwn","text":"*b*\n&gt; q"}}"#, "<b>b</b> | >(q)"),
            (
                #"{"type":"section","fields":[{"type":"mrkdwn","text":"*k*\nv"},{"type":"plain_text","text":"*p*"}]}"#,
                "<b>k</b>⏎v | *p*"
            ),
            (
                #"{"type":"section","text":{"type":"plain_text","text":"a &amp; b :+1:"},"accessory":{"type":"button","text":{"type":"plain_text","text":"Go"},"url":"https://e.eu"}}"#,
                "a & b (+1=👍) | [Go](https://e.eu)"
            ),
            (#"{"type":"header","text":{"type":"plain_text","text":"Head"}}"#, "h3 Head"),
            (
                #"{"type":"context","elements":[{"type":"image","image_url":"https://e.eu/i.png","alt_text":"i"},{"type":"mrkdwn","text":"_by_"}]}"#,
                "[i](https://e.eu/i.png) <i>by</i>"
            ),
            (#"{"type":"divider"}"#, "---"),
            (
                #"{"type":"image","image_url":"https://e.eu/?t=xoxe-9","alt_text":"alt","title":{"type":"plain_text","text":"T"}}"#,
                "[T](https://e.eu/)"
            ),
            (
                #"{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Yes"}},{"type":"button","text":{"type":"plain_text","text":"No"}}]}"#,
                "[Yes] [No]"
            ),
            (#"{"type":"input","label":{"type":"plain_text","text":"Name"},"element":{}}"#, "Name"),
            (
                #"{"type":"video","title":{"type":"plain_text","text":"V"},"title_url":"https://e.eu/v"}"#,
                "[V](https://e.eu/v)"
            ),
            (
                #"{"type":"call","call":{"v1":{"name":"Weekly","join_url":"https://e.eu/c"}}}"#,
                "[Weekly](https://e.eu/c)"
            ),
            (
                #"{"type":"table","rows":[[{"type":"raw_text","text":"A"}],[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"1"}]}]}]]}"#,
                "table[A; 1]"
            ),
            (#"{"type":"markdown","text":"**x**"}"#, "<b>x</b>"),
            (#"{"type":"file"}"#, ""),
        ])
    func appBlocks(json: String, expected: String) throws {
        let result = try read("[\(json)]")
        #expect(result.text == expected)
        #expect(result.unsupported.isEmpty)
    }

    @Test("what nobody knows is named")
    func unknown() throws {
        #expect(
            try read(#"[{"type":"hologram"},{"type":"divider"},{}]"#) == ("---", ["hologram", "untyped"]))
        #expect(
            try read(#"[{"type":"rich_text","elements":[{"type":"rich_text_song"}]}]"#).unsupported == [
                "rich_text_song"
            ])
        #expect(try read(#"{"a":1}"#) == ("", []))
        #expect(try read("null") == ("", []))
    }
}
