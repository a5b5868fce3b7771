// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryText
import Testing

struct MattermostMarkupTests {
    @Test("blocks: headings, lists, quotes, code, rules, paragraphs")
    func blocks() {
        let text = """
            # Titel
            erste Zeile
            zweite Zeile

            - eins
            * zwei
            3. drei
            4) vier
            > gesagt
            > und noch
            ```swift
            let a = 1 < 2
            ```
            ---
            """
        #expect(
            MattermostMarkup.richText(text).blocks == [
                .heading(level: 1, [.text("Titel")]),
                .paragraph([.text("erste Zeile"), .lineBreak, .text("zweite Zeile")]),
                .list(
                    ordered: false, start: 1, [[.paragraph([.text("eins")])], [.paragraph([.text("zwei")])]]),
                .list(
                    ordered: true, start: 3, [[.paragraph([.text("drei")])], [.paragraph([.text("vier")])]]),
                .quote([.paragraph([.text("gesagt"), .lineBreak, .text("und noch")])]),
                .code("let a = 1 < 2", language: "swift"), .rule,
            ])
    }

    @Test("parts of a line: emphasis, code, links, emoji")
    func inlines() {
        let text = "**fett *und kursiv*** ~~weg~~ `a*b*c` [hier](https://a.example/x_y_z) :wave: \\*nicht\\*"
        #expect(
            MattermostMarkup.richText("**fett** _k_ ~~weg~~ `a*b*c` [hier](https://a.example/x_y_z) \\*x\\*")
                .blocks == [
                    .paragraph([
                        .strong([.text("fett")]), .text(" "), .emphasis([.text("k")]), .text(" "),
                        .strike([.text("weg")]), .text(" "), .code("a*b*c"), .text(" "),
                        .link(url: "https://a.example/x_y_z", [.text("hier")]), .text(" *x*"),
                    ])
                ])
        #expect(MattermostMarkup.richText(text).blocks.count == 1)
        #expect(
            MattermostMarkup.richText("hallo :wave:").blocks == [
                .paragraph([.text("hallo "), .emoji(Emoji(name: "wave", characters: "👋"))])
            ])
    }

    @Test("what is no mark stays as it is")
    func plain() {
        for text in [
            "2 * 3 * 4", "snake_case_name", "12:30:45 Uhr", ":no-such-emoji:", "a ** b", "`", "**", "[x]",
            "#kein-titel",
            "@anna.weber bitte", "- ", "~~~",
        ] {
            #expect(MattermostMarkup.richText(text) == RichText(plain: text), "\(text)")
        }
    }

    @Test("an address stays whole")
    func addresses() {
        let url = "https://lindenfurt.example/a_b_c?x=1&y=*z*"
        #expect(
            MattermostMarkup.richText("siehe \(url).").blocks == [
                .paragraph([
                    .text("siehe "),
                    .link(
                        url: "https://lindenfurt.example/a_b_c?x=1&y=*z",
                        [.text("https://lindenfurt.example/a_b_c?x=1&y=*z")]), .text("*."),
                ])
            ])
    }

    @Test("a text of nothing but marks ends soon")
    func hostile() {
        for unit in ["*", "_a ", "`", "[", "**a", "> ", "- ", ":", "~~"] {
            let text = String(repeating: unit, count: 60_000 / unit.count)
            #expect(!MattermostMarkup.richText(text).blocks.isEmpty || unit == "> " || unit == "- ")
        }
        let long = String(repeating: "*a* ", count: 100_000)
        #expect(MattermostMarkup.richText(long) == RichText(plain: long))
    }
}
