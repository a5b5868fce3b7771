// SPDX-License-Identifier: Apache-2.0

import FerryJSON
import Testing

@Suite("Head of a JSON object")
struct JSONObjectHeadTests {
    private func head(_ text: String) -> JSONObjectHead {
        JSONObjectHead(Array(text.utf8)[...]) { $0 == "value" }
    }

    @Test("the members before the array are an object of their own")
    func members() {
        let head = head(
            #"{ "context": "a,b]", "n": {"value": [1]}, "id" : "7" , "value": [{"id": "8"}], "x": 1}"#)
        #expect(head.arrayKey == "value")
        #expect(head.members?["context"]?.string == "a,b]")
        #expect(head.members?["id"]?.string == "7")
        #expect(head.members?["x"] == nil)
    }

    @Test("a text that is a value is no key, and other arrays are passed over")
    func values() {
        let head = head(#"{"a": "value", "b": [[], "]"], "c": ["value", [2]]}"#)
        #expect(head.arrayKey == nil)
        #expect(head.members?["a"]?.string == "value")
        #expect(head.members?["c"] != nil)
    }

    @Test("an empty object, and an array that comes first", arguments: ["{}", #"{"value":[]}"#])
    func empty(text: String) {
        #expect(head(text).members.map { $0.kind == .object } == true)
        #expect(head(text).members?["value"] == nil)
    }

    @Test("bytes that end anywhere give the members that are whole")
    func truncated() {
        let text = #"{"id":"\"7","context":"c","value":[]}"#
        for count in 0...text.utf8.count {
            let head = JSONObjectHead(Array(text.utf8.prefix(count))[...]) { $0 == "value" }
            if count > 11 { #expect(head.members?["id"]?.string == #""7"#) }
            #expect((head.arrayKey != nil) == (count > 34))
        }
    }

    @Test("what is no JSON has no members")
    func broken() {
        #expect(head(#"{"id":7 8,"value":[]}"#).members == nil)
        #expect(head("").members == nil)
    }
}
