// SPDX-License-Identifier: Apache-2.0

import FerryJSON
import Testing

@Suite("JSON written")
struct JSONWriterTests {
    private func text(_ value: JSONValue) -> String {
        String(decoding: value.canonicalBytes(), as: UTF8.self)
    }

    @Test(
        "canonical JSON as the Matrix specification has it in its examples",
        arguments: [
            ([:], "{}"),
            (["one": 1, "two": "Two"], #"{"one":1,"two":"Two"}"#),
            (["b": "2", "a": "1"], #"{"a":"1","b":"2"}"#),
            (["a": "日本語"], #"{"a":"日本語"}"#),
            (["本": 2, "日": 1], #"{"日":1,"本":2}"#),
            (["a": nil], #"{"a":null}"#),
            (["a": 0, "b": 10_000_000_000], #"{"a":0,"b":10000000000}"#),
            (["b": [true, false, []], "a": [["c": "d"]]], #"{"a":[{"c":"d"}],"b":[true,false,[]]}"#),
        ] as [(JSONValue, String)])
    func canonical(value: JSONValue, expected: String) {
        #expect(text(value) == expected)
    }

    @Test("keys are sorted by code point, not as Swift or UTF-16 would")
    func order() {
        #expect(
            text(["\u{FFFF}": 1, "\u{10000}": 2, "e\u{301}": 3, "f": 4])
                == "{\"e\u{301}\":3,\"f\":4,\"\u{FFFF}\":1,\"\u{10000}\":2}")
    }

    @Test("only what has to be escaped is, in the shortest way")
    func escapes() {
        #expect(
            text("\u{0}\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1F} \"\\/\u{7F}é\u{2028}")
                == "\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f \\\"\\\\/\u{7F}é\u{2028}\"")
    }

    @Test("doubles are written in their shortest form, what is no number as null")
    func doubles() {
        #expect(text([1.5, 1e20, -0.1, .double(.nan), .double(.infinity)]) == "[1.5,1e+20,-0.1,null,null]")
    }

    @Test("what is written reads back the same")
    func roundTrip() throws {
        let value: JSONValue = ["a": [nil, true, -1, 2.5, "x\n\"é😀\u{0}", ["b": [:]]], "": .int(.min)]
        #expect(try JSONValue(parsing: value.canonicalBytes()) == value)
    }

    @Test("the writer sets the commas and can be used again")
    func writer() {
        var writer = JSONWriter()
        for _ in 0..<2 {
            writer.reset()
            writer.beginObject()
            writer.key("a")
            writer.beginArray()
            writer.int(1)
            writer.null()
            writer.beginObject()
            writer.endObject()
            writer.bool(false)
            writer.double(0.5)
            writer.endArray()
            writer.key("b")
            writer.raw(Array("[1]".utf8))
            writer.key("c")
            writer.string("\"")
            writer.endObject()
            #expect(
                String(decoding: writer.bytes, as: UTF8.self)
                    == #"{"a":[1,null,{},false,0.5],"b":[1],"c":"\""}"#)
        }
    }

    @Test("members of a value are set, removed and read")
    func members() {
        var value: JSONValue = ["a": 1]
        value["b"] = "x"
        value["a"] = nil
        value["c"] = .null
        #expect(value == ["b": "x", "c": nil])
        #expect(value["b"]?.string == "x" && value["c"]?.isNull == true && value["d"] == nil)
        var text: JSONValue = "x"
        text["a"] = 1
        #expect(text == ["a": 1])
        #expect(
            JSONValue.double(3).int64 == 3 && JSONValue.double(3.5).int64 == nil
                && JSONValue.int(2).double == 2)
        #expect(JSONValue.array([1]).elements == [1] && JSONValue.bool(true).bool == true)
    }
}
