// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import FerryText

@Suite("Tags with many attributes")
struct HTMLAttributesTests {
    private static let many = (0..<3_000).map { "a\($0)=1" }.joined(separator: " ")

    @Test(
        "are counted as the parser counts them",
        arguments: [
            ("<p \(many)>x</p>", true), ("<p " + String(repeating: "a ", count: 3_000), true),
            ("<p " + String(repeating: "a='b'", count: 3_000) + ">", true),
            ("<p class=\"\(many)\">x</p>", false), ("<p class = '\(many)'>x</p>", false),
            ("<p>\(many)</p>", false), ("a < \(many)", false),
            (String(repeating: "<p a=1 b='2 3'>", count: 3_000), false),
        ])
    func counted(html: String, areMany: Bool) {
        #expect(HTMLAttributes.areMore(in: Array(html.utf8), than: 1_000) == areMany)
    }

    @Test("leave the text, which counts as cut")
    func textAlone() {
        let fragment = HTMLFragment("<p \(Self.many)>x <b>y</b></p>")
        #expect(fragment.isCut)
        #expect(HTMLElement(name: "p", children: fragment.nodes).text.contains("x  y"))
    }
}
