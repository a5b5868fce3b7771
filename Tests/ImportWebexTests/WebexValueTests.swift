// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@testable import ImportWebex

struct WebexValueTests {
    @Test(
        "the same thing has one id, whatever region, padding or alphabet it is written with",
        arguments: [
            "Y2lzY29zcGFyazovL3VzL1JPT00vYmJjZWIxYWQtNDNmMS0zYjU4LTkxNDctZjE0YmIwYzRkMTU0",
            "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL1JPT00vYmJjZWIxYWQtNDNmMS0zYjU4LTkxNDctZjE0YmIwYzRkMTU0",
            "Y2lzY29zcGFyazovL3VzL1JPT00vQkJDRUIxQUQtNDNGMS0zQjU4LTkxNDctRjE0QkIwQzREMTU0",
            "ciscospark://us/ROOM/bbceb1ad-43f1-3b58-9147-f14bb0c4d154",
            "bbceb1ad-43f1-3b58-9147-f14bb0c4d154", "BBCEB1AD-43F1-3B58-9147-F14BB0C4D154",
        ])
    func ids(_ text: String) throws {
        #expect(WebexId(text)?.value == "bbceb1ad-43f1-3b58-9147-f14bb0c4d154")
    }

    @Test("an id that cannot be read is its own identity, and an empty one is none")
    func oddIds() {
        #expect(WebexId("???")?.value == "???")
        #expect(WebexId("Y2lzY29")?.value == "Y2lzY29")
        #expect(WebexId("ciscospark://us/ROOM/") == nil)
        #expect(WebexId("ciscospark://us") == nil)
        #expect(WebexId("") == nil)
        #expect(WebexId(nil) == nil)
    }

    @Test("moments with and without decimals and offsets")
    func moments() {
        #expect(WebexTime.read("2021-03-25T11:42:57.407Z")?.milliseconds == 1_616_672_577_407)
        #expect(WebexTime.read("2015-10-18T14:26:16+00:00")?.milliseconds == 1_445_178_376_000)
        #expect(WebexTime.read("2015-10-18T16:26:16+02:00")?.milliseconds == 1_445_178_376_000)
        #expect(WebexTime.read("2023-03-04T09:40:00.123456Z")?.milliseconds == 1_677_922_800_123)
        for text in [
            "gestern", "0001-01-01T00:00:00Z", "2023-13-01T00:00:00Z", "2023-03-04T09:40:00.1+9", "",
        ] {
            #expect(WebexTime.read(text) == nil, "\(text)")
        }
    }

    @Test("the id of a message holds the millisecond in which it was sent")
    func momentOfId() {
        #expect(WebexTime.ofId("3e7310f0-8d5f-11eb-a546-6348af805d8b")?.milliseconds == 1_616_672_577_407)
        #expect(WebexTime.ofId("bbceb1ad-43f1-3b58-9147-f14bb0c4d154") == nil)
        #expect(WebexTime.ofId("ffffffff-ffff-1fff-8000-000000000000") == nil)
    }

    @Test("the number of a file is the one in its address, so that a shortened list changes nothing")
    func fileIds() {
        let address =
            "https://webexapis.com/v1/contents/Y2lzY29zcGFyazovL3VzL0NPTlRFTlQvM2U3MzEwZjAtOGQ1Zi0xMWViLWE1NDYtNjM0OGFmODA1ZDhiLzA"
        #expect(WebexContentAddress.fileId(address, of: "3e7310f0-8d5f-11eb-a546-6348af805d8b", at: 7) == "0")
        #expect(
            WebexContentAddress.fileId(address, of: "another", at: 7)
                == "3e7310f0-8d5f-11eb-a546-6348af805d8b/0")
        #expect(WebexContentAddress.fileId("./content/x", of: "another", at: 7) == "7")
    }
}
