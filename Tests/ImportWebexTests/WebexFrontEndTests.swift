// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryTestImports
import FerryTestKit
import Testing

@testable import ImportWebex

/// The same space, saved by five tools.
struct WebexFrontEndTests {
    private static let tools = [
        "rest", "compliance-events", "webex-teams-archiver", "message-space-archiver", "webex-archives",
        "webexcrawler",
    ]
    private static let space = "00000301-0000-4000-8000-000000000301"
    private static let firstPlan = "a32edc00-b813-11ed-8006-00005e005306/0"
    private static let secondPlan = "cd989c00-b8dc-11ed-8007-00005e005307/0"

    private func said(_ sink: ListSink) -> [Message] {
        sink.messages.filter { message in
            guard case .system(let event) = message.kind else { return message.channel.key.id == Self.space }
            return event == .other("stub")
        }
    }

    @Test("all give the same keys, times, authors and threads", arguments: tools.dropFirst())
    func sameMessages(_ tool: String) throws {
        let rest = said(try WebexFolder.read(WebexFolder.samples + "/rest/archive"))
        let other = said(try WebexFolder.read(WebexFolder.samples + "/\(tool)/archive"))
        #expect(rest.count == 15)
        #expect(rest.map(\.key) == other.map(\.key))
        #expect(rest.map(\.sentAt) == other.map(\.sentAt))
        #expect(rest.map(\.threadRoot) == other.map(\.threadRoot))
        #expect(rest.map(\.channel) == other.map(\.channel))
        // Only events say who wrote the message that was deleted.
        let deleted = "cdc6a200-ba6a-11ed-8063-00005e005363"
        #expect(
            rest.filter { $0.key.key.id != deleted }.map(\.author)
                == other.filter { $0.key.key.id != deleted }.map(\.author))
    }

    @Test(
        "the messages that tools invent are left out",
        arguments: ["message-space-archiver", "webex-archives"])
    func invented(_ tool: String) throws {
        let sink = try WebexFolder.read(WebexFolder.samples + "/\(tool)/archive")
        let texts = sink.messages.map(\.body.plain)
        #expect(!texts.contains { $0.contains("not available") || $0.contains("deleted their own") })
        #expect(!sink.people.contains { $0.key.key.id.contains("xxXXxx") })
        #expect(!sink.people.flatMap(\.addresses).contains { $0.hasPrefix("placeholder@") })
        #expect(sink.losses.count { $0.code == "webex.message.referred-to" } == 1)
    }

    @Test("of two files of one name each gets its own bytes or none", arguments: tools)
    func sameNames(_ tool: String) throws {
        let archive = try Archive.open(WebexFolder.samples + "/\(tool)/archive")
        let sink = ListSink()
        try ArchiveReading(archive, importers: [WebexImporter()], source: nil).read(into: sink)
        let first =
            sink.attachment(Self.firstPlan)
            ?? sink.attachments.first { $0.key.key.id.hasSuffix("/name/Plan.pdf") }
        let second = sink.attachment(Self.secondPlan)
        for (attachment, text) in [(first, "%PDF-1.4 plan one\n"), (second, "%PDF-1.4 the second plan\n")] {
            guard case .entry(let entry) = try #require(attachment).location else { continue }
            #expect(String(decoding: sink.bytes[entry] ?? [], as: UTF8.self) == text)
        }
        let present = [first, second].compactMap { $0 }.count { attachment in
            if case .entry = attachment.location { true } else { false }
        }
        let expected = ["webex-teams-archiver": 1, "webexcrawler": 1, "compliance-events": 0]
        #expect(present == expected[tool] ?? 2)
    }

    @Test("a folder that mixes all of them is one organisation with one copy of each message")
    func mixed() throws {
        let folder = try WebexFolder([:])
        for tool in Self.tools {
            try folder.copy(WebexFolder.samples + "/\(tool)/archive", to: tool)
        }
        let recognition = try #require(try WebexImporter().recognise(try Archive.open(folder.path)))
        #expect(
            recognition.layout
                == "REST dump + webex-teams-archiver + Message-space-archiver + webex-archives + webexcrawler"
        )
        #expect(recognition.lacks == [.reactions, .pins])
        let sink = try folder.read()
        let rest = try WebexFolder.read(WebexFolder.samples + "/rest/archive")
        #expect(Set(said(sink).map(\.key)) == Set(said(rest).map(\.key)))
        #expect(sink.channels.count == 4)
        #expect(sink.channel(Self.space)?.workspace.key.id == "00000201-0000-4000-8000-000000000201")
        // The deletion is told by an event, so nothing has to stand for the message, nor Webex itself for its author.
        #expect(sink.people.count == rest.people.count - 1)
        #expect(sink.lossCounts["webex.message.referred-to"] == nil)
        #expect(sink.lossCounts["webex.entry.unknown"] == nil)
    }

    @Test(
        "a packed space has no folder of its own at the top",
        arguments: ["webex-teams-archiver", "webex-archives"])
    func withoutFolder(_ tool: String) throws {
        let path = WebexFolder.samples + "/\(tool)/archive"
        let inner = try #require(TestFile.names(in: path).first)
        let (outside, within) = (try WebexFolder.read(path + "/" + inner), try WebexFolder.read(path))
        #expect(outside.messages == within.messages)
        #expect(outside.lossCounts == within.lossCounts)
        #expect(outside.bytes.count == within.bytes.count)
    }

    @Test("files that somebody saved beside a tool's messages are found by their addresses")
    func besideTool() throws {
        let id = "Y2lzY29zcGFyazovL3VzL0NPTlRFTlQvM2U3MzEwZjAtOGQ1Zi0xMWViLWE1NDYtNjM0OGFmODA1ZDhiLzA"
        let message = """
            {"id":"ciscospark://us/MESSAGE/3e7310f0-8d5f-11eb-a546-6348af805d8b","roomId":"ciscospark://us/ROOM/r",\
            "personId":"ciscospark://us/PEOPLE/p","created":"2021-03-25T11:42:57.407Z",\
            "files":["https://webexapis.com/v1/contents/\(id)"]}
            """
        let sink = try WebexFolder([
            "space/messages.json": "{\"messages\":[\(message)]}", "contents/\(id)/Plan.pdf": "x",
        ]).read()
        let plan = try #require(sink.attachment("3e7310f0-8d5f-11eb-a546-6348af805d8b/0"))
        #expect(plan.name == "Plan.pdf")
        #expect(plan.location == .entry("contents/\(id)/Plan.pdf"))
        #expect(
            sink.losses.allSatisfy { !$0.code.hasPrefix("webex.entry") && !$0.code.hasPrefix("webex.file") })
    }

    @Test("truncation at the number of messages that a tool was told to save is reported")
    func truncated() throws {
        let path =
            WebexFolder.samples
            + "/webex-archives/archive/AG__bergang__Fachverfahren_B_rgerb_ro/assets/data.js"
        let script = String(decoding: try TestFile.bytes(path), as: UTF8.self)
        for (limit, isReported) in [("14", true), ("15", false), ("0", false), ("5000", false)] {
            let text = script.replacingFirst("\"maxMessages\": 14", with: "\"maxMessages\": \(limit)")
            let sink = try WebexFolder(["space/assets/data.js": text]).read()
            #expect((sink.lossCounts["webex.messages.truncated"] == 1) == isReported, "\(limit)")
        }
    }
}

extension String {
    /// The text with the first occurrence of another replaced.
    func replacingFirst(_ old: String, with new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return self[..<range.lowerBound] + new + self[range.upperBound...]
    }
}
