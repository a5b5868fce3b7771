// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryJSON
import FerryModel
import FerryTestImports
import FerryTestKit
import Testing

@testable import ImportWebex

/// A dump of another hand than the samples', whose ids are no UUIDs of version 1.
struct WebexFixtureTests {
    private static let dump =
        "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Fixtures/rest-dump"

    @Test("a dump of answers: 76 messages, one deleted, and who was in which space")
    func restDump() throws {
        let sink = try WebexFolder.read(Self.dump)
        let said = sink.messages.filter { message in
            if case .system = message.kind { false } else { true }
        }
        #expect(said.count == 77)
        #expect(said.count { $0.deletedAt != nil } == 1)
        #expect(said.count { $0.editedAt != nil } == 1)
        #expect(said.count { $0.threadRoot != nil } == 3)
        // Everybody came once, which the memberships tell.
        #expect(sink.messages.count == said.count)
        #expect(sink.memberships.count { $0.joinedAt != nil } == 11)
        #expect(sink.memberships.count == 12)
        #expect(sink.memberships.count { $0.leftAt != nil } == 1)
        #expect(sink.people.count == 6)
        #expect(sink.people.count { $0.departed } == 1)
        #expect(sink.channels.map(\.kind.rawValue).sorted() == ["direct", "private", "private", "public"])
        #expect(sink.lossCounts == ["webex.file.gone": 2])
        let edited = said.first { $0.editedAt != nil }
        #expect(edited?.sentAt.milliseconds == 1_677_837_600_000)
        #expect(edited?.body.plain == "Neuer Text")
    }

    @Test("two files of one name keep their own bytes")
    func sameNames() throws {
        let sink = try WebexFolder.read(Self.dump)
        let plans = sink.attachments.filter { $0.name == "Plan.pdf" }
        #expect(Set(plans.map(\.location)).count == 2)
        #expect(plans.compactMap(\.declaredSize).sorted() == [17, 24])
    }

    @Test("reading twice gives the same records")
    func repeatable() throws {
        let first = try WebexFolder.read(Self.dump)
        let second = try WebexFolder.read(Self.dump)
        #expect(first.records == second.records)
        #expect(first.losses == second.losses)
    }

    @Test("the published examples are read: quotes escaped twice, mentions in one text")
    func publishedExamples() throws {
        let path = Self.dump.dropLast("rest-dump".count) + "api-docs/official-examples.json"
        let examples = try JSONDocument(parsing: TestFile.bytes(String(path))).root
        let answer = try #require(examples["get /messages 200"])
        let folder = try WebexFolder([
            "messages.json": String(decoding: answer.rawBytes, as: UTF8.self),
            "rooms.json": String(
                decoding: try #require(examples["get /rooms 200"]).rawBytes, as: UTF8.self),
        ])
        let sink = try folder.read()
        let message = try #require(sink.messages.first)
        #expect(sink.messages.count == 1)
        #expect(message.sentAt.milliseconds == 1_445_178_376_000)
        #expect(message.editedAt?.milliseconds == 1_445_178_436_000)
        #expect(message.threadRoot == nil)
        #expect(message.body.plain.contains("here<http://example.com/s/lf5vj>"))
        #expect(message.body.plain.contains("Learn More<http://adaptivecards.io>"))
        // The author, who made the space too, and the two who are mentioned.
        #expect(sink.people.count == 3)
    }
}
