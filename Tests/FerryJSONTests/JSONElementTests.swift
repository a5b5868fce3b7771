// SPDX-License-Identifier: Apache-2.0

import FerryJSON
import Testing

@Suite("JSON elements")
struct JSONElementTests {
    private func root(_ text: String) throws -> JSONElement { try JSONDocument(parsing: text).root }

    private func string(_ inside: [UInt8]) throws -> JSONElement {
        try JSONDocument(parsing: [0x22] + inside + [0x22]).root
    }

    @Test(
        "strings are decoded",
        arguments: [
            (#""""#, ""), (#""a\n\t\b\f\r\/\\\"b""#, "a\n\t\u{8}\u{C}\r/\\\"b"), (#""\u00e9\u20AC""#, "é€"),
            (#""\ud83d\ude00 x""#, "😀 x"), (#""\u0000""#, "\u{0}"), ("\"żółw 🐢\"", "żółw 🐢"),
            ("\"0123456789abcdef\\n0123456789\"", "0123456789abcdef\n0123456789"), (#""\uFFFD�""#, "��"),
        ])
    func strings(text: String, expected: String) throws {
        let element = try root(text)
        #expect(element.string == expected)
        #expect(element.replacedCharacters == 0)
        #expect(element.int64 == nil && element.bool == nil && !element.isNull && element.count == 0)
    }

    @Test(
        "lone surrogates become U+FFFD and are counted",
        arguments: [
            (#""\ud83d""#, "\u{FFFD}", 1), (#""\ude00a""#, "\u{FFFD}a", 1), (#""\ud83d\ud83d""#, "��", 2),
            (#""\ud83dx\ude00""#, "�x�", 2), (#""\ud83d\u0041""#, "�A", 1), (#""\ud83d\n\ufffd""#, "�\n�", 1),
            (#""\ud83d\ud83d\ude00""#, "�😀", 1), (#""\ude00\ud83d\ude00\ud83d""#, "�😀�", 2),
        ])
    func loneSurrogates(text: String, expected: String, count: Int) throws {
        let element = try root(text)
        #expect(element.string == expected)
        #expect(element.replacedCharacters == count)
    }

    @Test(
        "bytes that are not UTF-8 become U+FFFD and are counted",
        arguments: [
            ([0xFF], "�", 1), ([0x61, 0xC3, 0x62], "a�b", 1), ([0xE2, 0x82], "�", 1), ([0xC3, 0xA9], "é", 0),
            ([0xEF, 0xBF, 0xBD, 0x80], "��", 1), ([0xF0, 0x9F, 0x98, 0x80, 0x80], "😀�", 1),
            (Array(#"\ud83d"#.utf8) + [0xC0], "��", 2), ([0xEF, 0xBF, 0xEF, 0xBF, 0xBD], "��", 1),
        ] as [([UInt8], String, Int)])
    func badBytes(inside: [UInt8], expected: String, count: Int) throws {
        let element = try string(inside)
        #expect(element.string == expected)
        #expect(element.replacedCharacters == count)
    }

    @Test(
        "integers are exact, however they are written",
        arguments: [
            ("0", 0), ("-0", 0), ("-1", -1), ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("9223372036854775808", nil), ("-9223372036854775809", nil), ("99999999999999999999999", nil),
            ("1e3", 1000), ("1.0", 1), ("-2.50e1", -25), ("1.5", nil), ("0.0e99999999999999999999", 0),
            ("1e999", nil), ("10000000000000000000e-1", 1_000_000_000_000_000_000), ("1e-1", nil),
            ("1E+18", 1_000_000_000_000_000_000),
            ("1600000000123.000", 1_600_000_000_123), ("922337203685477580.7e1", .max),
            ("12e-99999999999999999999", nil),
        ] as [(String, Int64?)])
    func integers(text: String, expected: Int64?) throws {
        #expect(try root(text).int64 == expected)
        #expect(try root("[\(text)]").elements.first?.int64 == expected)
    }

    @Test(
        "doubles out of range are nil",
        arguments: [
            ("1.5", 1.5), ("-0.25e2", -25), ("1e999", nil), ("-1e999", nil), ("1e-999", 0), ("12", 12),
            ("0.1", 0.1), ("123456789012345678901234567890", 1.2345678901234568e29),
        ] as [(String, Double?)])
    func doubles(text: String, expected: Double?) throws {
        #expect(try root(text).double == expected)
    }

    @Test("members are found by key, the last of equal keys wins")
    func members() throws {
        let object = try root(#"{"a":1,"b":{"a":2},"a":[3,4],"é":5,"\u0063":6,"":7,"ab":8}"#)
        #expect(object["a"]?.elements.map(\.int64) == [3, 4])
        #expect(object["b"]?["a"]?.int64 == 2)
        #expect(object["é"]?.int64 == 5)
        #expect(object["c"]?.int64 == 6)
        #expect(object[""]?.int64 == 7)
        #expect(object["z"] == nil && object["ab"]?.int64 == 8 && object["abc"] == nil)
        #expect(object["e\u{301}"] == nil)
        #expect(object["a"]?["a"] == nil)
        #expect(object.members.map(\.key) == ["a", "b", "a", "é", "c", "", "ab"])
        #expect(object.count == 7 && object["a"]?.count == 2)
        #expect(object.elements.isEmpty)
    }

    @Test("kinds, truth values and null")
    func kinds() throws {
        let kinds = try root(#"[null,true,false,1,"s",[],{}]"#).elements.map(\.kind)
        #expect(kinds == [.null, .bool, .bool, .number, .string, .array, .object])
        #expect(try root("true").bool == true && root("false").bool == false && root("null").isNull)
        #expect(try root("null").bool == nil)
    }

    @Test("raw bytes are those of the text")
    func raw() throws {
        let object = try root(#" { "a" : "x\u0041" , "b" : [ 1 ,2.50 ] } "#)
        #expect(object["a"]?.rawBytes == Array(#""x\u0041""#.utf8))
        #expect(object["b"]?.rawBytes == Array("[ 1 ,2.50 ]".utf8))
        #expect(object["b"]?.elements.map(\.rawBytes) == [Array("1".utf8), Array("2.50".utf8)])
        #expect(object.rawBytes.first == 0x7B && object.rawBytes.last == 0x7D)
    }

    @Test("a materialised value holds everything")
    func value() throws {
        let value = try root(#"{"a":[1,2.5,-3e2,1e999,null,true],"b":"x","b":"y"}"#).value
        #expect(value == ["a": [1, 2.5, -300.0, nil, nil, true], "b": "y"])
    }

    @Test("a parser does not write into the memory of a document that is still held")
    func reuse() throws {
        var parser = JSONParser()
        let first = try parser.parse(Array(#"{"a":"first"}"#.utf8))
        let held = first.root["a"]
        for index in 0..<100 {
            let next = try parser.parse(Array(#"{"a":"later \#(index) and longer"}"#.utf8))
            #expect(next.root["a"]?.string == "later \(index) and longer")
        }
        #expect(held?.string == "first")
        #expect(throws: JSONError.self) { try parser.parse(Array("[1,".utf8)) }
        #expect(try parser.parse(Array("[1]".utf8)).root.value == [1])
    }

    @Test("a text with more values than were guessed is read whole")
    func manyValues() throws {
        let text = "[" + Array(repeating: "1", count: 100_000).joined(separator: ",") + "]"
        #expect(try root(text).count == 100_000)
    }

    @Test("a member is found whatever the case of its key's letters, the last one of several")
    func anyCase() throws {
        let root = try JSONDocument(parsing: #"{"createdAt":1,"CREATEDAT":2,"k\u0045y":3,"a[b":4,"A{b":5}"#)
            .root
        #expect(root.member(inAnyCase: "createdAt")?.int64 == 2)
        #expect(root.member(inAnyCase: "KEY")?.int64 == 3)
        #expect(root.member(inAnyCase: "a[b")?.int64 == 4)
        #expect(root.member(inAnyCase: "created") == nil)
        #expect(root.member(inAnyCase: "createdAt")?.member(inAnyCase: "x") == nil)
    }
}
