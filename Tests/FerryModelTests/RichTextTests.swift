// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@Suite("A text with meaning")
struct RichTextTests {
    @Test("of more than 100,000 lines keeps every line, in parts that do not grow with them")
    func manyLines() throws {
        let text = RichText(plain: String(repeating: "z\n", count: 300_000) + "end")
        guard case .paragraph(let inlines)? = text.blocks.first, case .text(let rest)? = inlines.last else {
            return #expect(Bool(false), "no paragraph that ends with a text")
        }
        #expect(inlines.count == 200_001)
        #expect(rest.split(separator: "\n").count == 200_001)
        #expect(rest.hasSuffix("z\nend"))
    }

    private static let ben = SourceKey(.slack, workspace: "T1", .person, id: "ben")
    private static let whole = RichText([
        .heading(level: 2, [.text("Titel")]),
        .quote([.paragraph([.strong([.text("a")]), .lineBreak, .text("b")])]),
        .list(ordered: true, start: 3, [[.paragraph([.text("eins")])], [.paragraph([.text("zwei")])]]),
        .table(header: true, rows: [[[.text("x")], [.code("y")]]]),
        .paragraph([
            .mention(PersonKey(ben), label: "Ben"), .link(url: "https://x.org", [.text("x")]),
        ]),
        .code("let", language: "swift"), .rule, .paragraph([.text("Grüße 👩‍👩‍👧")]),
    ])

    @Test("is whole where there is room for it")
    func roomy() { #expect(Self.whole.shortened(to: 10_000) == Self.whole) }

    @Test("grows with the room it gets, never over it, and stays a beginning")
    func shortened() throws {
        var last = 0
        for room in 0...600 {
            let bytes = Self.textBytes(Self.whole.shortened(to: room))
            #expect(bytes <= room)
            #expect(bytes >= last)
            last = bytes
        }
        #expect(last == Self.textBytes(Self.whole))
    }

    @Test("is cut between characters, inside one text too")
    func oneText() {
        let text = RichText([.paragraph([.text(String(repeating: "é", count: 100))])])
        #expect(
            text.shortened(to: 16 + 51) == RichText([.paragraph([.text(String(repeating: "é", count: 25))])]))
    }

    // What a reader sees of it, in bytes.
    private static func textBytes(_ text: RichText) -> Int {
        "\(text)".components(of: "\"").reduce(0) { $0 + $1.utf8.count }
    }
}

extension String {
    /// What stands between quotes: every second piece.
    fileprivate func components(of quote: Character) -> [Substring] {
        split(separator: quote, omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
            .map(\.element)
    }
}
