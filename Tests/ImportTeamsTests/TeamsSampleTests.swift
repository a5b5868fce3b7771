// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryJSON
import FerryModel
import FerryTestImports
import FerryTestKit
import ImportTeams
import Testing

/// The samples in `samples/teams`, against the figures beside them, which another program counted.
struct TeamsSampleTests {
    private static let samples =
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/samples/teams"

    private func read(_ name: String) throws -> (ListSink, JSONElement) {
        let expected = try JSONDocument(
            parsing: try TestFile.bytes(Self.samples + "/\(name)/expected.json")
        ).root
        return (try TeamsFolder.read(Self.samples + "/\(name)/archive"), expected)
    }

    private func check(_ sink: ListSink, _ expected: JSONElement) {
        func number(_ key: String) -> Int { expected[key]?.int64.map { Int($0) } ?? -1 }
        let stubs = Set(sink.losses.filter { $0.code == "teams.message.referred-to" }.compactMap(\.key))
        let messages = sink.messages.filter { !stubs.contains($0.key.key) }
        #expect(messages.count == number("messages"))
        #expect(sink.lostMessages == sink.losses.count { $0.code == "teams.meeting.not-supported" })
        #expect(messages.count { $0.threadRoot != nil } == number("replies"))
        #expect(messages.count { $0.replyTo != nil } == number("quoted_replies"))
        #expect(messages.count { $0.editedAt != nil } == number("edited"))
        #expect(messages.count { $0.deletedAt != nil } == number("deleted"))
        #expect(sink.reactions.count == number("reactions"))
        #expect(sink.messages.count - messages.count == number("missing_thread_roots"))
        let places = Dictionary(grouping: messages) { $0.channel.key.id }.mapValues(\.count).values.sorted()
        #expect(
            places == expected["by_place"]?.members.compactMap { $0.value.int64.map { Int($0) } }.sorted())
        #expect(messages.allSatisfy { !$0.body.isEmpty || !$0.attachments.isEmpty || $0.deletedAt != nil })
        #expect(sink.channels.count { $0.archived } == 1)
        #expect(sink.attachments.count == expected["files"]?["named"]?.int64.map { Int($0) })
    }

    @Test("saved from Graph: everything is carried or accounted for")
    func graph() throws {
        let (sink, expected) = try read("graph")
        check(sink, expected)
        #expect(sink.people.count == 5 + 4)
        #expect(sink.memberships.count == 25)
        #expect(sink.pins.count == 1)
        #expect(
            sink.channels.map(\.name).sorted() == [
                "", "Allgemein", "Allgemein", "Bauakten", "Bürgersprechstunde", "Personal", "Weihnachtsfeier",
            ])
        #expect(sink.lossCounts == ["teams.file.not-in-archive": 1, "teams.message.referred-to": 1])
        #expect(
            sink.attachments.map(\.name).sorted() == [
                "Anlage.docx", "Haushalt 2023.csv", "Plan Marktplatz.png", "image.png",
            ])
        #expect(
            sink.attachments.filter { $0.name.hasSuffix(".png") }.allSatisfy { $0.mediaType == "image/png" })
        // Bernd keeps a copy of the chat he was removed from.
        let bernd = sink.membership(
            "19:5f0e7c1d2b3a49588f1e0d2c3b4a5968@thread.v2", "a11ce000-0000-4000-8000-000000000002")
        #expect(bernd?.leftAt?.milliseconds == 1_673_510_406_000)
    }

    @Test("export of the admin centre: the same messages, what happened emptied")
    func adminExport() throws {
        let (sink, expected) = try read("admin-export")
        check(sink, expected)
        #expect(
            sink.channels.map(\.kind.rawValue).sorted() == [
                "direct", "group", "meeting", "private", "public", "public", "public",
            ])
        #expect(sink.person("a11ce000-0000-4000-8000-000000000004")?.departed == true)
        #expect(sink.person("a11ce000-0000-4000-8000-000000000003")?.role == .guest)
        #expect(
            sink.lossCounts == [
                "teams.event.emptied": 13, "teams.chat.not-described": 2, "teams.message.referred-to": 1,
                "teams.file.not-in-archive": 2, "teams.hosted-content.not-in-archive": 2,
                "teams.meeting.not-supported": 1, "teams.app.not-supported": 1,
            ])
    }

    @Test("both ways of exporting give the same keys")
    func sameKeys() throws {
        let (graph, _) = try read("graph")
        let (export, _) = try read("admin-export")
        #expect(Set(graph.messages.map(\.key)) == Set(export.messages.map(\.key)))
        #expect(Set(graph.channels.map(\.key)) == Set(export.channels.map(\.key)))
        #expect(Set(graph.reactions.map(\.key)) == Set(export.reactions.map(\.key)))
        #expect(Set(graph.workspaces.map(\.key)) == Set(export.workspaces.map(\.key)))
    }
}
