// SPDX-License-Identifier: Apache-2.0

import FerryJSON
import Testing

@Suite("JSON splitter")
struct JSONSplitterTests {
    private struct Element: Equatable {
        var text: String
        var offset: Int64
    }

    private struct Outcome: Equatable {
        var elements: [Element] = []
        var error: JSONError?
    }

    private func split(
        _ bytes: some Collection<UInt8>, _ path: SplitPath, chunk: Int = .max, limits: JSONLimits = .init()
    ) -> Outcome {
        var outcome = Outcome()
        var splitter = JSONSplitter(path: path, limits: limits)
        var rest = ArraySlice(bytes)
        let body: JSONSplitter.Body = { element, offset in
            outcome.elements.append(Element(text: String(decoding: element, as: UTF8.self), offset: offset))
        }
        do {
            while !rest.isEmpty {
                try splitter.feed(rest.prefix(chunk), body)
                rest = rest.dropFirst(chunk)
            }
            try splitter.finish(body)
            #expect(splitter.elementCount == outcome.elements.count)
        } catch let error as JSONError {
            outcome.error = error
        } catch {
            Issue.record(error)
        }
        return outcome
    }

    private static let samples: [(String, SplitPath, [String])] = [
        ("[]", .topLevelArray, []),
        (" [ ] ", .topLevelArray, []),
        ("\u{FEFF}[1]", .topLevelArray, ["1"]),
        (
            #"[ {"a":"]}\"\\","b":[1,{}]} , "x,]\"", -1.5 ,null,[[]],"é🐢 and a string beyond one word\\" ]"#
                + "\n",
            .topLevelArray,
            [
                #"{"a":"]}\"\\","b":[1,{}]}"#, #""x,]\"""#, "-1.5", "null", "[[]]",
                #""é🐢 and a string beyond one word\\""#,
            ]
        ),
        (#"{"value":[1,2]}"#, .array(underKey: "value"), ["1", "2"]),
        (
            #"{"@c":"\"]","n":-1.5e+3, "o" : {"value":[9],"x":[true,{"y":"\u00e9"}]},"v\u0061lue" : [{"a":1},2 ],"next":null,"z":0}"#,
            .array(underKey: "value"), [#"{"a":1}"#, "2"]
        ),
        ("{\"value\":[],\"value\":[1]}", .array(underKey: "value"), ["1"]),
        ("{\"a\":1}\n{\"b\":[2]}\r\n\n3\n\"x\"", .lines, ["{\"a\":1}", "{\"b\":[2]}", "3", "\"x\""]),
        ("\u{FEFF}{}[]{\"a\":\"}\"} 1 2", .lines, ["{}", "[]", "{\"a\":\"}\"}", "1", "2"]),
        ("", .lines, []),
        (" \n", .lines, []),
    ]

    @Test("the elements are the same whatever the size of the chunks", arguments: samples.indices)
    func chunks(index: Int) {
        let (text, path, expected) = Self.samples[index]
        let bytes = Array(text.utf8)
        let whole = split(bytes, path)
        #expect(whole.error == nil)
        #expect(whole.elements.map(\.text) == expected)
        for element in whole.elements {
            let start = Int(element.offset)
            #expect(Array(bytes[start..<(start + element.text.utf8.count)]) == Array(element.text.utf8))
        }
        for chunk in 1...max(bytes.count, 1) {
            #expect(split(bytes, path, chunk: chunk) == whole)
        }
    }

    @Test(
        "a stream cut at any byte gives the elements before the cut and says truncated",
        arguments: samples.indices)
    func truncation(index: Int) {
        let (text, path, expected) = Self.samples[index]
        let bytes = Array(text.utf8)
        guard path != .lines else { return }
        let end = bytes.lastIndex { $0 == 0x5D || $0 == 0x7D } ?? 0
        for length in 0...end {
            for chunk in [1, 3, .max] {
                let outcome = split(bytes[..<length], path, chunk: chunk)
                #expect(outcome.error == JSONError(.truncated, offset: length))
                #expect(outcome.elements.map(\.text) == Array(expected.prefix(outcome.elements.count)))
            }
        }
    }

    @Test("a sequence cut inside a value gives the values before the cut and says truncated")
    func truncatedLines() {
        let outcome = split(Array("{\"a\":1}\n{\"b\":".utf8), .lines, chunk: 2)
        #expect(outcome.elements.map(\.text) == ["{\"a\":1}"])
        #expect(outcome.error == JSONError(.truncated, offset: 13))
    }

    @Test(
        "what is broken around the elements is refused at its byte",
        arguments: [
            ("{}", .topLevelArray, .unexpectedByte(0x7B), 0),
            ("[1,]", .topLevelArray, .unexpectedByte(0x5D), 3),
            ("[,1]", .topLevelArray, .unexpectedByte(0x2C), 1),
            ("[1,,2]", .topLevelArray, .unexpectedByte(0x2C), 3),
            ("[1] x", .topLevelArray, .trailingBytes, 4),
            ("[{} {}]", .topLevelArray, .unexpectedByte(0x7B), 4),
            ("[1}", .topLevelArray, .truncated, 3), ("x", .topLevelArray, .unexpectedByte(0x78), 0),
            ("[{}}", .topLevelArray, .unexpectedByte(0x7D), 3),
            ("\u{FEFF}\u{FEFF}[]", .topLevelArray, .unexpectedByte(0xEF), 3),
            ("[]", .array(underKey: "v"), .unexpectedByte(0x5B), 0),
            ("{}", .array(underKey: "v"), .arrayNotFound, 2),
            ("{\"v\":1}", .array(underKey: "v"), .arrayNotFound, 7),
            ("{\"v\":[1]]", .array(underKey: "v"), .unexpectedByte(0x5D), 8),
            ("{\"a\":{\"v\":[]}}", .array(underKey: "v"), .arrayNotFound, 14),
            ("{\"a\":01,\"v\":[]}", .array(underKey: "v"), .unexpectedByte(0x31), 6),
            ("{\"a\":[1,],\"v\":[]}", .array(underKey: "v"), .unexpectedByte(0x5D), 8),
            ("{\"a\":{\"b\" 1},\"v\":[]}", .array(underKey: "v"), .unexpectedByte(0x31), 10),
            ("{\"a\":\"\\x\",\"v\":[]}", .array(underKey: "v"), .invalidEscape, 7),
            ("{\"a\":nul,\"v\":[]}", .array(underKey: "v"), .unexpectedByte(0x2C), 8),
            ("{\"v\":[],}", .array(underKey: "v"), .unexpectedByte(0x7D), 8),
            ("{\"v\":[]} {", .array(underKey: "v"), .trailingBytes, 9),
            ("{}}", .lines, .unexpectedByte(0x7D), 2), ("1,2", .lines, .unexpectedByte(0x2C), 1),
        ] as [(String, SplitPath, JSONError.Reason, Int)])
    func broken(text: String, path: SplitPath, reason: JSONError.Reason, offset: Int) {
        for chunk in [1, 2, .max] {
            #expect(split(Array(text.utf8), path, chunk: chunk).error == JSONError(reason, offset: offset))
        }
    }

    @Test("an element over the limit is refused, whether it comes in one chunk or in many")
    func tooLarge() {
        let bytes = Array("[1,\"0123456789\"]".utf8)
        for chunk in [1, 5, .max] {
            let outcome = split(bytes, .topLevelArray, chunk: chunk, limits: JSONLimits(elementBytes: 8))
            #expect(
                outcome
                    == Outcome(
                        elements: [Element(text: "1", offset: 1)], error: JSONError(.tooLarge, offset: 3)))
        }
    }

    @Test(
        "an element over the limit is told and passed over where that is asked for",
        arguments: [
            ("[\"0123456789\",2]", .topLevelArray, ["2"], [1], nil),
            ("[1,{\"a\":[\"]}\\\"\"],\"b\":0},2]", .topLevelArray, ["1", "2"], [3], nil),
            ("[1,[0,0,0,0,0]]", .topLevelArray, ["1"], [3], nil),
            ("[123456789,1,\"0123456789\"]", .topLevelArray, ["1"], [1, 13], nil),
            ("{\"v\":[1,\"0123456789\",{}]}", .array(underKey: "v"), ["1", "{}"], [8], nil),
            ("{\"a\":123456}\n{}\n123456789", .lines, ["{}"], [0, 16], nil),
            ("[1,\"0123456789", .topLevelArray, ["1"], [3], .truncated),
            ("[\"0123456789\"}", .topLevelArray, [], [1], .unexpectedByte(0x7D)),
        ] as [(String, SplitPath, [String], [Int64], JSONError.Reason?)])
    func passedOver(
        text: String, path: SplitPath, elements: [String], passed: [Int64], reason: JSONError.Reason?
    ) {
        for chunk in [1, 2, 5, .max] {
            var splitter = JSONSplitter(path: path, limits: JSONLimits(elementBytes: 8))
            var (found, tooLarge, broken): ([String], [Int64], JSONError.Reason?) = ([], [], nil)
            let body: JSONSplitter.Body = { bytes, _ in found.append(String(decoding: bytes, as: UTF8.self)) }
            var rest = Array(text.utf8)[...]
            do {
                while !rest.isEmpty {
                    try splitter.feed(rest.prefix(chunk), tooLarge: { tooLarge.append($0) }, body)
                    rest = rest.dropFirst(chunk)
                }
                try splitter.finish(body)
            } catch { broken = (error as? JSONError)?.reason }
            #expect(found == elements)
            #expect(tooLarge == passed)
            #expect(broken == reason)
            #expect(splitter.elementCount == elements.count)
        }
    }

    @Test("what is skipped may not be nested beyond the limit")
    func tooDeep() {
        let bytes = Array("{\"a\":[[[[]]]],\"v\":[]}".utf8)
        #expect(split(bytes, .array(underKey: "v"), limits: JSONLimits(depth: 4)).error == nil)
        #expect(
            split(bytes, .array(underKey: "v"), limits: JSONLimits(depth: 3)).error
                == JSONError(.tooDeep, offset: 8))
    }

    @Test("a number at the end of a sequence is not lost where nobody takes it")
    func pendingNumber() throws {
        var splitter = JSONSplitter(path: .lines)
        try splitter.feed(Array("1 23".utf8)) { _, _ in }
        #expect(throws: JSONError(.truncated, offset: 4)) { try splitter.finish() }
        var whole = JSONSplitter(path: .lines)
        try whole.feed(Array("{}\n".utf8)) { _, _ in }
        try whole.finish()
    }

    @Test("a stream is over once it broke or the body threw")
    func over() throws {
        struct Stop: Error {}
        var splitter = JSONSplitter(path: .topLevelArray)
        #expect(throws: Stop.self) { try splitter.feed(Array("[1,2]".utf8)) { _, _ in throw Stop() } }
        #expect(throws: Stop.self) { try splitter.feed(Array("[1,2]".utf8)) { _, _ in } }
        #expect(throws: Stop.self) { try splitter.finish { _, _ in } }
    }
}
