// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryText
import Testing

struct HTMLTextTests {
    private func read(_ html: String) -> String { RichTextDump.dump(HTMLText.read(html)) }

    @Test(
        "paragraphs, line breaks and white space as browsers show them",
        arguments: [
            ("plain", "plain"),
            ("a &amp; b &lt;c&gt; &auml;&#128512;", "a & b <c> ä😀"),
            ("<p>one</p><p>two</p>", "one | two"),
            ("<p>one</p>\n<p>&nbsp;</p>\n<p>two</p>", "one | two"),
            ("<div><div>one<div>two</div></div></div>three", "one | two | three"),
            ("<p>a<br>b<br/>c</p>", "a⏎b⏎c"),
            ("<p>  a \n\t b  </p>", "a b"),
            ("<p>a <b> b</b> c</p>", "a <b>b</b> c"),
            ("<p>a&nbsp; b</p>", "a  b"),
            ("<br>a<br><br>", "a"),
            ("", ""), ("<p></p>", ""), ("   ", ""), ("<", "<"), ("a < b", "a < b"),
            ("<hr>x", "--- | x"),
            (
                "<html><head><title>t</title><style>p{}</style></head><body>x<script>alert(1)</script></body></html>",
                "x"
            ),
            ("<!-- c -->x", "x"),
            ("<unknown>x<b>y</b></unknown>", "x<b>y</b>"),
            ("<p>open <b>bold", "open <b>bold</b>"),
        ])
    func paragraphs(html: String, expected: String) {
        #expect(read(html) == expected)
    }

    @Test(
        "forms of text, also around blocks",
        arguments: [
            (
                "<b>a</b><strong>b</strong><i>c</i><em>d</em><u>e</u><s>f</s><del>g</del>",
                "<b>a</b><b>b</b><i>c</i><i>d</i><u>e</u><s>f</s><s>g</s>"
            ),
            ("<strong><p>x</p><p>y</p></strong>", "<b>x</b> | <b>y</b>"),
            ("<code>a  b</code>", "`a  b`"),
            (#"<span style="color:rgb(255, 0, 128)">x</span>"#, "{#ff0080|x}"),
            (#"<span style="COLOR: #F00; font-size:9px">x</span>"#, "{#ff0000|x}"),
            (#"<font color="red">x</font>"#, "{#ff0000|x}"),
            (#"<span style="color:inherit">x</span>"#, "x"),
            (#"<span style="background-color:#123456">x</span>"#, "x"),
            ("<h1>t</h1><h6>u</h6>", "h1 t | h6 u"),
            ("<blockquote>a<blockquote>b</blockquote></blockquote>", ">(a | >(b))"),
        ])
    func forms(html: String, expected: String) {
        #expect(read(html) == expected)
    }

    @Test(
        "links",
        arguments: [
            (#"<a href="https://e.eu/?a=1&amp;b=2">x</a>"#, "[x](https://e.eu/?a=1&b=2)"),
            (#"<a href=" https://e.eu/ "></a>"#, "[https://e.eu/](https://e.eu/)"),
            (##"<a href="#top">x</a>"##, "x"),
            (#"<a name="x">y</a>"#, "y"),
            (
                #"<a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fe.eu%2Fx%3Fa%3D1&amp;data=05">x</a>"#,
                "[x](https://e.eu/x?a=1)"
            ),
        ])
    func links(html: String, expected: String) {
        #expect(read(html) == expected)
    }

    @Test(
        "lists, tables and code",
        arguments: [
            ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "ul[a; b | ul[c]]"),
            ("<ul><li>a</li><ul><li>b</li></ul></ul>", "ul[a | ul[b]]"),
            (#"<ol start="3"><li>a<li>b</ol>"#, "ol3[a; b]"),
            ("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td></td></tr></table>", "table[a, b; 1, ]"),
            (
                "<table><thead><tr><td>a</td></tr></thead><tbody><tr><td><p>1</p><p>2</p></td></tr></tbody></table>",
                "table[a; 1⏎2]"
            ),
            ("<table><tr><td>a</td><td><ul><li>x</li><li>y</li></ul></td></tr></table>", "grid[a, • x⏎• y]"),
            ("<pre>a\n  b&lt;</pre>", "code{a\n  b<}"),
            (#"<pre class="language-swift"><code>let&nbsp;a<br>b</code></pre>"#, "code:swift{let a\nb}"),
            ("<pre></pre>", ""),
        ])
    func structures(html: String, expected: String) {
        #expect(read(html) == expected)
    }

    @Test("a hundred thousand nested elements cost no more than their text, which stays")
    func nested() {
        for tag in ["div", "b", "ul", "blockquote", "at", "table", "font"] {
            let html = String(repeating: "<\(tag)>", count: 100_000) + "deep"
            let fragment = HTMLFragment(html)
            #expect(fragment.isCut)
            #expect(read(html) == "deep")
            #expect(read(html + String(repeating: "</\(tag)>", count: 100_000)) == "deep")
        }
    }

    @Test("elements below the last level stand on it")
    func levels() {
        let html =
            String(repeating: "<div>", count: 500) + "deep<b>er</b>" + String(repeating: "</div>", count: 500)
        #expect(read(html + "x") == "deeper | x")
        #expect(!HTMLFragment(html).isCut)
    }

    @Test("a hundred thousand elements beside each other, and end tags that end nothing")
    func many() {
        #expect(HTMLText.read(String(repeating: "<p>x</p>", count: 50_000)).blocks.count == 50_000)
        #expect(
            read(String(repeating: "<b>", count: 900) + String(repeating: "</i>", count: 100_000) + "x")
                .hasSuffix("</b>"))
        #expect(HTMLFragment(String(repeating: "<br>", count: 300_000)).isCut)
    }

    @Test("HTML cut off anywhere is read")
    func truncated() {
        let html = Array(
            #"<div><p style="color:red">a &amp; <a href="https://e.eu/ü">ß</a></p><table><tr><td>x</td></tr></table></div>"#
                .utf8)
        for length in 0...html.count {
            let text = HTMLText.read(String(decoding: html[..<length], as: UTF8.self))
            #expect(length < 30 || !text.isEmpty)
        }
    }
}
