// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ImportMail

@Suite("Line ends of mail files")
struct LineEndsTests {
    private func mended(_ text: String, pieces: Int) throws -> String {
        var ends = LineEnds()
        var out: [UInt8] = []
        let bytes = Array(text.utf8)
        // The first piece tells the form.
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start == 0 ? max(pieces, 6) : start + pieces)
            try bytes[start..<end].withUnsafeBytes { try ends.feed($0) { out += $0 } }
            start = end
        }
        try ends.finish { out += $0 }
        return String(decoding: out, as: UTF8.self)
    }

    @Test(
        "are mended whatever the pieces, and left where they are usual",
        arguments: [
            ("a\r\r\nb\r\r\n\r\r\nc\rd\r", "a\nb\n\nc\rd\r"), ("a\rb\r\rc\r", "a\nb\n\nc\n"),
            ("a\r\nb\r\r\nc", "a\r\nb\r\r\nc"),
            ("a\nb\rc\n", "a\nb\rc\n"), ("abc", "abc"), ("", ""),
        ])
    func pieces(text: String, wanted: String) throws {
        for pieces in [1, 2, 3, 1_000] { #expect(try mended(text, pieces: pieces) == wanted) }
    }
}
