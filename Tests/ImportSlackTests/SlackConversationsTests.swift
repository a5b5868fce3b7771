// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import Testing

/// The sample in `samples/slack/conversations`, against the figures in its README.
struct SlackConversationsTests {
    private static let path =
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        + "/samples/slack/conversations/archive"

    @Test("all kinds of conversations; what is wrong is accounted for")
    func figures() throws {
        let sink = try SlackFolder.read(Self.path)
        let kinds = sink.channels.reduce(into: [:]) { counts, channel in counts[channel.kind, default: 0] += 1
        }
        #expect(kinds == [.public: 2, .private: 1, .direct: 3, .group: 2, .unknown: 1])
        #expect(sink.carriedMessages == 32)
        #expect(sink.messages.count == 33)
        #expect(sink.lostMessages == 4)
        #expect(
            sink.lossCounts == [
                "slack.message.deleted": 1, "slack.message.not-an-object": 1, "slack.json.broken-file": 1,
                "slack.thread.no-first-message": 1, "slack.reaction.nameless": 1,
                "slack.file.hidden-by-limit": 1,
                "slack.file.access-denied": 1, "slack.index.unknown-content": 2,
                "slack.block.not-supported": 1,
                "slack.channel.not-described": 1,
            ])
        #expect(
            Set(sink.people.map(\.displayName))
                == ["Ada", "Ben Bauer", "Chi", "Dele", "Xavier", "Sona", "Timer", "Door", "Slackbot"])
        #expect(sink.person("U0XAV00005")?.role == .external)
        #expect(sink.person("U0STRANGER")?.role == .external)
        #expect(sink.message("C0GENERAL1/1675238720.000100")?.kind == .call)
        #expect(
            sink.message("C0GENERAL1/1675238600.000100")?.body.plain
                == "Kitchen timer\n> Tea is ready\nMinutes\n4\nTimer")
        #expect(sink.messages.filter { $0.channel.key.id == "C0RENAMED2" }.count == 3)
        #expect(sink.memberships.count { $0.channel.key.id == "D0ADASELF2" } == 1)
    }
}
