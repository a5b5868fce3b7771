// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryModel
import FerryTestImports
import FerryTestKit
import ImportSlack
import Testing

struct SlackBrokenTests {
    private static func message(_ text: String, _ second: Int) -> String {
        #"{"type":"message","user":"U1","text":"\#(text)","ts":"\#(1_577_880_000 + second).000100"}"#
    }

    @Test("a day file cut off anywhere: what stands before is carried, the rest is one loss")
    func truncated() throws {
        let messages = (0..<6).map { Self.message("m\($0) ä", $0) }
        let whole = Array(("[" + messages.joined(separator: ",\n") + "]").utf8)
        let folder = try SlackFolder(messages: "")
        for length in 0..<whole.count {
            try folder.write("general/2020-01-01.json", Array(whole[..<length]))
            let sink = try folder.read()
            let complete = messages.count { message in
                String(decoding: whole[..<length], as: UTF8.self).contains(message)
            }
            #expect(sink.messages.count == complete)
            #expect(sink.lossCounts == ["slack.json.broken-file": 1])
            #expect(sink.losses.first?.place?.entry == "general/2020-01-01.json")
            #expect((sink.losses.first?.place?.offset ?? -1) <= Int64(length))
        }
    }

    @Test("a broken element is one loss; what stands around it is carried")
    func brokenElement() throws {
        let sink = try SlackFolder(
            messages: Self.message("a", 0), #"{"user":"U1" "text":1}"#, Self.message("b", 1),
            files: ["general/2020-01-02.json": "[\(Self.message("c", 2))]"]
        ).read()
        #expect(sink.messages.map(\.body.plain) == ["a", "b", "c"])
        #expect(sink.lossCounts == ["slack.json.broken-element": 1])
        #expect(sink.lostMessages == 1)
    }

    @Test(
        "files that are no array",
        arguments: ["", "{}", "null", "7", "[", "]", "\u{0}", "[[[[", #"{"messages":[]}"#])
    func noArray(text: String) throws {
        let sink = try SlackFolder(
            messages: Self.message("a", 0), files: ["general/2020-01-02.json": text, "groups.json": text]
        ).read()
        #expect(sink.messages.map(\.body.plain) == ["a"])
        #expect(sink.losses.count { $0.code == "slack.json.broken-file" } == 2)
    }

    @Test("index files of unknown content are losses, not failures")
    func unknownIndexes() throws {
        let sink = try SlackFolder(
            messages: Self.message("a", 0),
            files: [
                "lists.json": #"[""]"#, "huddle_transcripts.json": #"[""]"#,
                "canvases.json": #"[{"id":"F1"}]"#,
                "file_conversations.json": "[]", "dms.json": #"[""]"#,
            ]
        ).read()
        #expect(sink.messages.count == 1)
        #expect(sink.lossCounts == ["slack.index.unknown-content": 3, "slack.canvas.no-channel": 1])
        #expect(sink.losses.allSatisfy { $0.state.isNotCarried })
    }

    @Test("packed again by hand: an extra folder around it, macOS litter, files that do not belong")
    func repacked() throws {
        let files = [
            "My export/users.json": #"[{"id":"U1","team_id":"T1","name":"anna"}]"#,
            "My export/channels.json": #"[{"id":"C1","name":"räte","members":["U1"]}]"#,
            "My export/räte/2020-01-01.json": "[\(Self.message("a", 0))]",
            "My export/räte/.DS_Store": "x", "My export/.DS_Store": "x",
            "My export/räte/._2020-01-01.json": "x",
            "__MACOSX/My export/._channels.json": "x", "__MACOSX/My export/räte/._2020-01-01.json": "[",
            "My export/notes.txt": "x",
        ]
        let sink = try SlackFolder(files).read()
        #expect(sink.messages.map(\.key.key.id) == ["C1/1577880000.000100"])
        #expect(sink.channels.map(\.name) == ["räte"])
        #expect(sink.lossCounts == ["slack.entry.unknown": 1])
    }

    @Test("no channels.json: the folders are channels nobody describes")
    func noIndex() throws {
        let folder = try SlackFolder(["general/2020-01-01.json": "[\(Self.message("a", 0))]"])
        #expect(try SlackImporter().recognise(try Archive.open(folder.path)) != nil)
        let sink = try folder.read()
        #expect(sink.messages.map(\.key.key.id) == ["folder/general/1577880000.000100"])
        #expect(sink.lossCounts == ["slack.channel.not-described": 1])
    }

    @Test("what is not Slack's is not recognised, and reading it says so")
    func foreign() throws {
        for files in [
            ["a.txt": "x"], ["channels.json": "[]"], ["channels.json": #"[{"id":"x","name":"y"}]"#],
            ["users.json": "{"], ["general/2020-01-01.json": #"[{"a":1}]"#],
        ] {
            let folder = try SlackFolder(files)
            #expect(try SlackImporter().recognise(try Archive.open(folder.path)) == nil, "\(files)")
        }
        let folder = try SlackFolder(["a.txt": "x"])
        #expect(throws: Failure.self) { try folder.read() }
    }

    @Test("names in a ZIP that are UTF-8 without saying so come out right")
    func unflaggedNames() throws {
        let sink = try SlackFolder.read(SlackFolder.fixtures + "/unflagged-names.zip")
        #expect(sink.message("C1/1577880000.000100")?.body.plain == "eins")
        #expect(sink.message("C2/1577880000.000100")?.body.plain == "zwei")
        #expect(Set(sink.channels.map(\.name)) == ["bürgerbüro", "совет"])
        #expect(sink.losses.isEmpty)
    }

    @Test("a ZIP cut off anywhere is read or refused with a reason, never more")
    func truncatedZip() throws {
        let whole = try TestFile.bytes(SlackFolder.fixtures + "/unflagged-names.zip")
        let folder = try SlackFolder([:])
        for length in stride(from: 0, to: whole.count, by: 7) {
            try folder.write("cut.zip", Array(whole[..<length]))
            #expect(throws: Failure.self) { try SlackFolder.read(folder.path + "/cut.zip") }
        }
    }

    @Test("bytes changed anywhere: every element is still a message or a loss")
    func changed() throws {
        let bytes = try TestFile.bytes(
            SlackFolder.fixtures + "/../../../samples/slack/basic/archive/allgemein/2023-01-09.json")
        let folder = try SlackFolder(messages: "")
        var random = Steps(state: 42)
        for _ in 0..<300 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                changed[Int.random(in: changed.indices, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            try folder.write("general/2020-01-01.json", changed)
            let sink = try folder.read()
            #expect(sink.carriedMessages + sink.lostMessages > 0)
        }
    }

    /// Numbers that are the same in every run.
    private struct Steps: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }
}
