// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import Testing

@Suite("Looking for members and texts")
struct JSONLookupTests {
    private func root(_ text: String) throws -> JSONElement {
        try JSONDocument(parsing: Array(text.utf8)).root
    }

    @Test("a member in whatever case, else the one inside another member")
    func inside() throws {
        let object = try root(#"{"Id":1,"Additional":{"id":2,"Name":3},"x":{"additional":{"y":4}},"n":null}"#)
        #expect(object.member(inAnyCase: "id", orInside: "additional")?.int64 == 1)
        #expect(object.member(inAnyCase: "name", orInside: "additional")?.int64 == 3)
        #expect(object.member(inAnyCase: "y", orInside: "additional") == nil)
        #expect(object.member(inAnyCase: "n", orInside: "additional")?.isNull == true)
        #expect(object.member(inAnyCase: "additional", orInside: "additional")?.kind == .object)
        #expect(try root("[1]").member(inAnyCase: "id", orInside: "additional") == nil)
    }

    @Test("the last of several counts, and keys may have escapes")
    func last() throws {
        let object = try root(#"{"a":1,"A":2,"\u0062":3,"c":{"d":4},"C":{"\u0064":5}}"#)
        #expect(object.member(inAnyCase: "a", orInside: "c")?.int64 == 2)
        #expect(object.member(inAnyCase: "B", orInside: "c")?.int64 == 3)
        #expect(object.member(inAnyCase: "d", orInside: "c")?.int64 == 5)
    }

    @Test(
        "finds out whether any text begins with one of some words",
        arguments: [
            (#"{"a":[{"b":"@{id=1}"}]}"#, true), (#"{"a":"x@{"}"#, false), (#"{"a":"@"}"#, false),
            (#"{"a":"System.Object[]"}"#, true), (#"{"a":"System."}"#, false),
            (#"{"a":1,"b":[null,true]}"#, false),
            // What has escapes may begin with anything.
            (#"{"a":"\u0040{"}"#, true), (#"{"a":"Sys\u0074em.Object"}"#, true), (#"{"a":"Sis\n"}"#, false),
            (#"{"a":""}"#, false), (#""@{""#, true),
        ])
    func starts(_ text: String, _ isHeld: Bool) throws {
        #expect(try root(text).mayHoldText(startingWith: ["@{", "System.Object"]) == isHeld)
    }
}
