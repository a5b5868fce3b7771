// SPDX-License-Identifier: Apache-2.0
import MatrixEvents
import Testing

@Suite("Clean text")
struct CleanTextTests {
    @Test("keeps tabs, line feeds and everything people write")
    func body() {
        #expect(CleanText.body("a\u{0}b\u{1B}c\u{7F}d") == "abcd")
        #expect(CleanText.body("a\r\nb\rc\nd\te") == "a\nb\nc\nd\te")
        #expect(CleanText.body("\r\n\r\n") == "\n\n")
        #expect(CleanText.body("\r\u{0}\n") == "\n\n")
        let people = "Größe 👩‍👩‍👧 \u{202E}שלום\u{200F} e\u{301} \u{85}"
        #expect(CleanText.body(people) == people)
    }

    @Test("of a line turns no direction and has no breaks")
    func line() {
        #expect(CleanText.line("a\nb\tc\u{2028}d\u{2029}e", limit: 99) == "a b c d e")
        #expect(CleanText.line("in\u{202E}fdp.exe\u{2066}\u{2069}\u{202A}", limit: 99) == "infdp.exe")
    }

    @Test("is cut at characters as homeservers count them: code points")
    func limits() {
        let name = String(repeating: "ä", count: 300)
        #expect(CleanText.displayName(name).unicodeScalars.count == 256)
        #expect(CleanText.displayName(String(name.prefix(256))).unicodeScalars.count == 256)
        #expect(CleanText.line("👩‍👩‍👧", limit: 2).unicodeScalars.count == 2)
        #expect(CleanText.line("abc", limit: 3) == "abc")
    }

    @Test(
        "of a file name has no directories and is never empty",
        arguments: [
            ("plan.pdf", "plan.pdf"), ("../../etc/passwd", "passwd"), ("C:\\Users\\x\\a.doc", "a.doc"),
            ("", "file"),
            ("///", "file"), ("a/\u{301}b", "\u{301}b"), ("a\nb.txt", "a b.txt"), ("\u{0}", "file"),
        ])
    func fileName(name: String, clean: String) {
        #expect(Array(CleanText.fileName(name).unicodeScalars) == Array(clean.unicodeScalars))
    }

    @Test("of a long file name ends after 255 characters")
    func longFileName() {
        #expect(CleanText.fileName(String(repeating: "x", count: 999)).count == 255)
    }
}
