// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryTestImports
import ImportSlack
import Testing

/// A real export of others, with the figures counted by a script outside this project.
struct SlackFixtureTests {
    private let path = SlackFolder.fixtures + "/slack-export-viewer/testarchive.zip"

    @Test("the archive is recognised, and what it lacks is said")
    func recognised() throws {
        let recognition = try SlackImporter().recognise(try Archive.open(path))
        #expect(
            recognition
                == Recognition(
                    source: .slack, layout: "workspace export",
                    lacks: [.files, .privateChannels, .directMessages]))
    }

    @Test("everything in it is carried or accounted for")
    func figures() throws {
        let sink = try SlackFolder.read(path)
        #expect(sink.workspaces.map(\.key.key.id) == ["T0BMHLSRH"])
        #expect(sink.workspaces.map(\.name) == ["mesos-magellan"])
        #expect(sink.messages.count == 158)
        #expect(sink.lostMessages == 0)
        #expect(Set(sink.channels.map(\.name)) == ["enrique", "traveling-sailor"])
        #expect(sink.channels.allSatisfy { $0.kind == .public })
        #expect(sink.messages.count { $0.channel.key.id == "C0JGLMMNX" } == 102)
        #expect(sink.messages.count { $0.channel.key.id == "C0JL6CGQ2" } == 56)

        #expect(sink.people.count { $0.role != .bot } == 4)
        let bots = sink.people.filter { $0.role == .bot }
        #expect(Set(bots.map(\.key.key.id)) == ["B0JL6RASU", "B0JL6UFSL", "B0VJZKVHC"])
        #expect(bots.allSatisfy { $0.displayName == "github" })
        let notices = sink.messages.filter { $0.kind == .notice }
        #expect(notices.count == 94)
        let byBot = Dictionary(grouping: notices, by: \.author.key.id).mapValues(\.count)
        #expect(byBot == ["B0JL6RASU": 49, "B0JL6UFSL": 28, "B0VJZKVHC": 17])
        #expect(notices.allSatisfy { !$0.body.isEmpty })

        let events = sink.messages.compactMap { if case .system(let event) = $0.kind { event } else { nil } }
        #expect(events.count == 8 + 3)
        #expect(events.count { $0 == .other("bot_add") } == 3)
        #expect(sink.memberships.count == 8)
        #expect(sink.memberships.allSatisfy { $0.joinedAt != nil && $0.leftAt == nil })

        #expect(sink.attachments.count == 3)
        #expect(sink.attachments.allSatisfy { $0.location == .missing(code: "slack.file.text-cut") })
        #expect(sink.lossCounts == ["slack.file.text-cut": 3, "slack.preview.picture": 7])
        #expect(sink.reactions.count == 1)
        #expect(sink.messages.count { $0.editedAt != nil } == 1)
    }

    @Test("reading it twice gives the same")
    func stable() throws {
        let first = try SlackFolder.read(path)
        let second = try SlackFolder.read(path)
        #expect(first.records == second.records)
        #expect(first.losses == second.losses)
    }

    @Test("no export token gets through")
    func tokens() throws {
        let sink = try SlackFolder.read(path)
        #expect(!String(describing: sink.records).contains("xoxe-"))
        #expect(!String(describing: sink.losses).contains("xoxe-"))
    }
}
