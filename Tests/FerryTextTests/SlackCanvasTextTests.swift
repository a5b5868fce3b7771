// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryText
import Testing

struct SlackCanvasTextTests {
    private func read(_ html: String) -> String {
        RichTextDump.dump(
            SlackCanvasText.read("<div class=\"quip-canvas-content\">" + html + "</div>", .test))
    }

    @Test(
        "parts of canvases",
        arguments: [
            ("<h1 id=\"temp:C:1\">Plan</h1><p id=\"temp:C:2\" class=\"line\">a</p>", "h1 Plan | a"),
            (
                "<div data-section-style='7'><ul><li value='1'><span>open</span><br/></li>"
                    + "<li class='checked'><span>done</span><br/></li></ul></div>", "ul[open; ☑ done]"
            ),
            (
                "<p class=\"line\"><a>@U0ANNA</a> in <a>#C0GENERAL</a></p>",
                "@{U0ANNA|Anna} in #{C0GENERAL|general}"
            ),
            (
                "<p class='embedded-link'>Link URL: https://e.eu/?t=xoxe-1</p>",
                "[https://e.eu/](https://e.eu/)"
            ),
            ("<p class='embedded-file'>File ID: sf:F012</p>", ""),
            (
                "<p><a href=\"https://e.eu\">e</a> <control>July 2nd</control></p>",
                "[e](https://e.eu) July 2nd"
            ),
            (
                "<table><tr><td><p>Date</p></td><td><p>Time</p></td></tr><tr><td><p>1</p></td><td><p></p></td></tr></table>",
                "grid[Date, Time; 1, ]"
            ),
        ])
    func parts(html: String, expected: String) {
        #expect(read(html) == expected)
    }

    @Test("what is no canvas is nothing, and a long one says that it goes on")
    func limits() {
        #expect(SlackCanvasText.read("<html><body>Sign in</body></html>", .test).isEmpty)
        #expect(SlackCanvasText.read("", .test).isEmpty)
        let long = String(repeating: "<p>line</p>", count: 10_000)
        #expect(read(long).hasSuffix(" | …"))
        #expect(read(long).utf8.count < SlackCanvasText.limit)
    }
}
