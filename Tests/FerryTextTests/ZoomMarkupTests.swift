// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryText
import Testing

struct ZoomMarkupTests {
    private static let anna = PersonKey(SourceKey(.zoom, workspace: "w", .person, id: "anna@example.org"))

    private func paragraph(_ text: String, _ ranges: ZoomRange...) -> [RichText.Inline]? {
        guard case .paragraph(let inlines)? = ZoomMarkup(text, ranges: ranges).text.blocks.first else {
            return nil
        }
        return inlines
    }

    @Test("text without stretches is plain, with its line breaks")
    func plain() {
        #expect(
            ZoomMarkup("one\r\ntwo\n\nthree", ranges: []).text.blocks == [
                .paragraph([.text("one"), .lineBreak, .text("two"), .lineBreak, .lineBreak, .text("three")])
            ])
        #expect(ZoomMarkup("", ranges: []).text.isEmpty)
    }

    @Test("the last position is included or not, whichever cuts no word")
    func ends() {
        let expected: [RichText.Inline] = [.text("see "), .strong([.text("this")]), .text(" now")]
        #expect(paragraph("see this now", ZoomRange(start: 4, end: 7, format: .strong)) == expected)
        #expect(paragraph("see this now", ZoomRange(start: 4, end: 8, format: .strong)) == expected)
    }

    @Test("positions count UTF-16 units or code points, whichever cuts no word")
    func units() {
        let expected: [RichText.Inline] = [.text("👷👷 "), .emphasis([.text("Statik")]), .text(" ist da")]
        #expect(paragraph("👷👷 Statik ist da", ZoomRange(start: 5, end: 10, format: .emphasis)) == expected)
        #expect(paragraph("👷👷 Statik ist da", ZoomRange(start: 3, end: 8, format: .emphasis)) == expected)
        #expect(paragraph("👷👷 Statik ist da", ZoomRange(start: 5, end: 11, format: .emphasis)) == expected)
    }

    @Test("all stretches of a message are read in the same way")
    func together() {
        // The first alone could be either way; the second cannot.
        let inlines = paragraph(
            "ab 😀 cd ef", ZoomRange(start: 0, end: 1, format: .strong),
            ZoomRange(start: 6, end: 7, format: .strike))
        #expect(inlines == [.strong([.text("ab")]), .text(" 😀 "), .strike([.text("cd")]), .text(" ef")])
    }

    @Test("a character of several code points is never cut")
    func characters() {
        let inlines = paragraph("👩‍🚒 ok", ZoomRange(start: 0, end: 4, format: .strong))
        #expect(inlines == [.strong([.text("👩‍🚒")]), .text(" ok")])
    }

    @Test("stretches that overlap nest, a link outermost")
    func overlap() {
        let inlines = paragraph(
            "a big plan", ZoomRange(start: 2, end: 9, format: .strong),
            ZoomRange(start: 6, end: 9, format: .link("https://example.org")))
        #expect(
            inlines == [
                .text("a "), .strong([.text("big ")]),
                .link(url: "https://example.org", [.strong([.text("plan")])]),
            ])
    }

    @Test("mentions stand for people, even with a form around them")
    func mentions() {
        let inlines = paragraph(
            "@Anna Weber please, @all", ZoomRange(start: 0, end: 10, format: .mention(Self.anna)),
            ZoomRange(start: 0, end: 10, format: .strong), ZoomRange(start: 20, end: 23, format: .everyone))
        #expect(
            inlines == [
                .strong([.mention(Self.anna, label: "Anna Weber")]), .text(" please, "),
                .broadcast("everyone"),
            ])
    }

    @Test("lists, headings and quotes are of whole lines")
    func blocks() {
        let text = "Plan\none\ntwo\nsaid\nend"
        let markup = ZoomMarkup(
            text,
            ranges: [
                ZoomRange(start: 0, end: 3, format: .heading(2)),
                ZoomRange(start: 5, end: 11, format: .numbers),
                ZoomRange(start: 13, end: 16, format: .quote),
            ])
        #expect(
            markup.text.blocks == [
                .heading(level: 2, [.text("Plan")]),
                .list(ordered: true, start: 1, [[.paragraph([.text("one")])], [.paragraph([.text("two")])]]),
                .quote([.paragraph([.text("said")])]), .paragraph([.text("end")]),
            ])
    }

    @Test("colours come out as six digits, others not at all")
    func colours() {
        #expect(
            paragraph("red", ZoomRange(start: 0, end: 2, format: .colour("#C00000")))
                == [.colour("#c00000", [.text("red")])])
        #expect(paragraph("red", ZoomRange(start: 0, end: 2, format: .colour("url(x)"))) == [.text("red")])
    }

    @Test("stretches outside the text are counted and change nothing")
    func outside() {
        let ranges = [(-5, 3), (2, 1), (0, 4000), (Int.max, Int.min), (0, Int.max)].map {
            ZoomRange(start: $0.0, end: $0.1, format: .strong)
        }
        let markup = ZoomMarkup("short", ranges: ranges)
        #expect(markup.outside == 5)
        #expect(markup.text == RichText(plain: "short"))
    }
}
