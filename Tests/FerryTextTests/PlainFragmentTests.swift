// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryText
import Testing

/// What is read without a tree reads as it would with one.
struct PlainFragmentTests {
    private static let pieces = [
        "Guten", "Morgen", " ", " ", "  ", "\n", "\t", "&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;", "&#65;",
        "&", "&amp",
        "<p>", "</p>", "<div>", "</div>", "<br>", "é", "“", "”", "\u{A0}", "\u{200B}", "\u{FEFF}", "\u{85}",
        "👍", "\u{7F}",
        "\u{301}", "x", ".", "<b>", "</b>", "\"", "'", "\u{2028}", "\u{3000}", "-->", "]]>", "&&", "\u{AD}",
        "\u{FFFD}",
    ]

    // A comment says nothing, and needs the tree.
    private func slowly(_ html: String) -> RichText { HTMLText.read("<!-- -->" + html) }

    @Test("in whatever is put together", arguments: 0..<40)
    func random(seed: UInt64) {
        var state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
        for _ in 0..<250 {
            let inner = (0..<next(7)).map { _ in Self.pieces[next(Self.pieces.count)] }.joined()
            for html in [
                inner, "<p>\(inner)</p>", "<div>\(inner)</div>", "<div><p>\(inner)</p></div>",
                "<p>\(inner)</div>",
            ] {
                #expect(HTMLText.read(html) == slowly(html), "\(html.debugDescription)")
            }
        }
    }

    @Test(
        "and is a paragraph",
        arguments: [
            ("<p>Guten Morgen</p>", "Guten Morgen"), ("Ok", "Ok"),
            ("<div><div>a &amp; b</div></div>", "a & b"),
            ("<p>„so“ – 1 &lt; 2</p>", "„so“ – 1 < 2"), ("<p>&amp;lt;</p>", "&lt;"),
        ])
    func paragraphs(html: String, text: String) {
        #expect(HTMLText.read(html) == RichText([.paragraph([.text(text)])]))
        #expect(slowly(html) == HTMLText.read(html))
    }
}
