// SPDX-License-Identifier: Apache-2.0

import FerryJSON
import Testing

@Suite("JSON grammar")
struct JSONGrammarTests {
    @Test(
        "what RFC 8259 allows is read",
        arguments: [
            "null", "true", "false", "0", "-0", "-1", "12", "1.5", "-0.1e-9", "1E+2", "0e1", "1e999", "\"\"",
            "\"a\"", #""\"\\\/\b\f\n\r\t""#, #""\u0041\u00e9\uD834\uDD1E""#, "\"\u{7F}\u{80}\u{10FFFF}\"",
            "[]", "[ ]", "[1]", "[1,2]", "[[],[[]]]", "{}", "{ }", #"{"a":1}"#, #"{"":0}"#, #"{"a":1,"a":2}"#,
            " \n\r\t[ 1 , { \"a\" : null } ] \n", "[\"\u{2028}\"]", "\u{FEFF}{}", #"["\u0000"]"#,
        ])
    func accepts(text: String) throws {
        _ = try JSONDocument(parsing: text)
    }

    @Test(
        "what RFC 8259 forbids is refused",
        arguments: [
            "nul", "nulll", "True", "NaN", "Infinity", "-Infinity", "+1", "01", "-01", ".5", "1.", "-.5",
            "1e",
            "1e+", "1.e1", "0x1", "1_000", "--1", "- 1", "1 000", "'a'", "a", "\"", "\"a", #""\x41""#,
            #""\u12""#, #""\u12G4""#, #""\"#, #""\a""#, "[", "]", "[1", "[1,", "[,1]", "[1,]", "[1,,2]",
            "[1 2]", "[1}", "[1:2]", "{", "}", "{]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,",
            "{\"a\":1,}",
            "{\"a\" 1}", "{a:1}", "{1:1}", "{\"a\":1 \"b\":2}", "{,}", "{\"a\"::1}", "{null:1}", "[1]x",
            "[1] [2]", "{}}", "// a\n1", "/**/1", "[\u{A0}]", "[\u{2060}]", "\u{FEFF}", "", " ",
            "\u{FEFF}\u{FEFF}1",
            "\u{0}", "[\u{0}]", "\u{C}1", "1\u{0}", "*", "<a>",
        ])
    func refuses(text: String) {
        #expect(throws: JSONError.self) { try JSONDocument(parsing: text) }
    }

    @Test(
        "an error says what is wrong and at which byte",
        arguments: [
            ("", .truncated, 0), ("[1,", .truncated, 3), ("tru", .truncated, 3), ("\"a", .truncated, 2),
            ("\"\\u00", .truncated, 5), ("-", .truncated, 1), ("[1,]", .unexpectedByte(0x5D), 3),
            ("01", .trailingBytes, 1), ("{} x", .trailingBytes, 3), (#"["\x"]"#, .invalidEscape, 3),
            (#"["\u00G0"]"#, .invalidEscape, 6), ("[1.x]", .unexpectedByte(0x78), 3),
        ] as [(String, JSONError.Reason, Int)])
    func says(text: String, reason: JSONError.Reason, offset: Int) {
        #expect(throws: JSONError(reason, offset: offset)) { try JSONDocument(parsing: text) }
    }

    @Test("bytes that are not UTF-8 are refused outside strings and after a backslash")
    func badBytes() {
        for bytes: [UInt8] in [[0xE5], [0x5B, 0xFF, 0x5D], [0x31, 0xE5], [0x22, 0x5C, 0xE5, 0x22]] {
            #expect(throws: JSONError.self) { try JSONDocument(parsing: bytes) }
        }
    }

    @Test("raw control characters in strings are a choice")
    func controlCharacters() throws {
        let text = "[\"a\u{0}b\n\"]"
        #expect(try JSONDocument(parsing: text).root.elements.first?.string == "a\u{0}b\n")
        let strict = JSONLimits(allowControlCharacters: false)
        #expect(throws: JSONError(.controlCharacter, offset: 3)) {
            try JSONDocument(parsing: text, limits: strict)
        }
    }

    @Test("nesting is read up to the limit and refused beyond it, however deep", arguments: [10, 512])
    func depth(limit: Int) throws {
        let limits = JSONLimits(depth: limit)
        func nested(_ depth: Int) -> [UInt8] {
            Array(repeating: 0x5B, count: depth) + Array(repeating: 0x5D, count: depth)
        }
        #expect(try JSONDocument(parsing: nested(limit), limits: limits).root.value != nil)
        #expect(throws: JSONError(.tooDeep, offset: limit)) {
            try JSONDocument(parsing: nested(limit + 1), limits: limits)
        }
        #expect(throws: JSONError(.tooDeep, offset: limit)) {
            try JSONDocument(parsing: nested(1_000_000), limits: limits)
        }
    }

    @Test("a text over the size or the number of values is refused")
    func size() {
        #expect(throws: JSONError(.tooLarge, offset: 4)) {
            try JSONDocument(parsing: "[1,2]", limits: JSONLimits(elementBytes: 4))
        }
        #expect(throws: JSONError(.tooLarge, offset: 4)) {
            try JSONDocument(parsing: "[1,2]", limits: JSONLimits(values: 2))
        }
    }

    @Test("a text cut at any byte is refused as truncated")
    func truncation() throws {
        let text = Array(#"{"a":[1.5e3,-2,"x\u00e9\ud83d\ude00é"],"b":{"c":null,"d":[true,false,{}]}}"#.utf8)
        _ = try JSONDocument(parsing: text)
        for length in 0..<text.count {
            #expect(throws: JSONError(.truncated, offset: length)) {
                try JSONDocument(parsing: text[..<length])
            }
        }
    }
}
