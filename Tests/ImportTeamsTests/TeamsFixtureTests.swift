// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryTestImports
import ImportTeams
import Testing

/// Data of others, with the figures counted by hand or by another program.
struct TeamsFixtureTests {
    private static let export = TeamsFolder.fixtures + "/admin-export-sample/TeamsData"
    private static let graph = TeamsFolder.fixtures + "/graph-docs-json-2023"

    @Test("the admin centre's export")
    func adminExport() throws {
        let archive = try Archive.open(Self.export)
        let recognition = try #require(try TeamsImporter().recognise(archive))
        #expect(recognition.layout == "Teams data export")
        #expect(recognition.lacks == [.files])
        let sink = ListSink()
        try TeamsImporter().read(archive, into: sink)
        #expect(
            sink.workspaces.map(\.name).sorted() == [
                "Contributors", "Core team", "Teams chats (zulipchat.onmicrosoft.com)",
            ])
        #expect(sink.workspaces.map(\.key.key.id).contains("af4acab6-6476-4c2f-bef2-ff6479dd3940"))
        #expect(sink.channels.map(\.kind.rawValue).sorted() == ["group", "public"])
        #expect(
            sink.messages.map(\.body.plain) == [
                "Something happened here that the export does not describe.", "DM from deactivated user",
            ])
        #expect(sink.messages.allSatisfy { $0.author.key.id == "9bd4aca7-99cf-4b1b-a16d-e25717dc9414" })
        #expect(sink.people.count == 6)
        #expect(sink.person("3c6ee395-529d-4681-b5f7-582c707570f6")?.handle == "alya")
        #expect(sink.memberships.count == 5 + 2)
        #expect(sink.lossCounts == ["teams.event.emptied": 1, "teams.chat.not-described": 1])
    }

    @Test("Graph's examples, all of them as one archive")
    func graphDocs() throws {
        let archive = try Archive.open(Self.graph)
        #expect(try TeamsImporter().recognise(archive)?.layout == "Graph export")
        let sink = ListSink()
        try TeamsImporter().read(archive, into: sink)
        // 41 different places and ids, one of them known by the answer's context only; one more states no id.
        #expect(sink.carriedMessages == 41)
        #expect(sink.lossCounts["teams.message.no-id"] == 1)
        #expect(sink.lossCounts["teams.element.unknown"] == nil)
        #expect(sink.lossCounts["teams.json.broken-element"] == nil)
        #expect(
            sink.messages.allSatisfy { !$0.body.isEmpty || !$0.attachments.isEmpty || $0.deletedAt != nil })
    }

    @Test("archives of other systems are not claimed")
    func others() throws {
        let tests = "/" + TeamsFolder.fixtures.split(separator: "/").dropLast(2).joined(separator: "/")
        #expect(
            try TeamsImporter().recognise(
                try Archive.open(tests + "/ImportSlackTests/Fixtures/slack-export-viewer/testarchive.zip"))
                == nil)
        #expect(
            try TeamsImporter().recognise(try Archive.open(tests + "/../samples/slack/basic/archive")) == nil)
        let webex =
            #"{"items":[{"id":"Y2lz","roomId":"Y2lzY29","text":"hi","personId":"p","created":"2023-01-01T00:00:00.000Z"}]}"#
        let zoom =
            #"{"messages":[{"id":"1","message":"hi","sender":"a@e.eu","date_time":"2023-01-01T00:00:00Z"}]}"#
        for text in [webex, zoom, "[]", "{}", #"[{"id":"C1","name":"general","members":[]}]"#] {
            let folder = try TeamsFolder(["a.json": text])
            #expect(try TeamsImporter().recognise(try Archive.open(folder.path)) == nil)
        }
    }
}
