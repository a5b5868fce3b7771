// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryText
import Testing

struct SlackMarkdownTests {
    private func read(_ markdown: String) throws -> String {
        var reader = SlackBlocks(.test)
        let block: JSONValue = [["type": "markdown", "text": .string(markdown)]]
        let text = reader.read(try JSONDocument(parsing: Array(block.canonicalBytes())).root)
        return RichTextDump.dump(text)
    }

    @Test("keeps plain text, stars between spaces and unclosed marks as they are")
    func plain() throws {
        #expect(try read("2 * 3 * 4 and **open") == "2 * 3 * 4 and **open")
    }

    @Test("reads marks inside a line")
    func inline() throws {
        #expect(
            try read("**b** *i* _i_ ~~s~~ `c*d*` [e](https://e.eu/)")
                == "<b>b</b> <i>i</i> <i>i</i> <s>s</s> `c*d*` [e](https://e.eu/)")
        #expect(try read("**a *b* c**") == "<b>a <i>b</i> c</b>")
    }

    @Test("reads headings, lists, quotes and code, and never a token")
    func blocks() throws {
        let text = try read("# H\n- a\n  1. b\n- c\n\n> q\n```swift\nlet a = 1\n```\nx ?t=xoxe-12345")
        #expect(text == "h1 H | ul[a | ol1[b]; c] | >(q) | code:swift{let a = 1} | x ")
    }

    @Test("quotes and lists inside each other without end are read up to a depth")
    func nesting() throws {
        let quotes = try read(String(repeating: ">", count: 50_000) + " x")
        #expect(quotes.contains("x"))
        let list = (0..<3_000).map { String(repeating: " ", count: 2 * $0) + "- a" }
        #expect(try read(list.joined(separator: "\n")).contains("a"))
    }
}
