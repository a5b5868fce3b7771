// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryModel
import FerryTestImports
import Testing

/// The sample in `samples/slack/basic`, against the figures in its README.
struct SlackSampleTests {
    private static let path =
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        + "/samples/slack/basic/archive"

    @Test("everything in it is carried or accounted for")
    func figures() throws {
        let sink = try SlackFolder.read(Self.path)
        #expect(sink.people.count == 8 + 2 + 1)
        #expect(sink.people.count { $0.departed } == 1)
        #expect(sink.people.count { $0.role == .guest } == 1)
        #expect(sink.people.count { $0.role == .external } == 1)
        #expect(sink.channels.count == 5)
        #expect(sink.channels.count { $0.archived } == 1)
        #expect(sink.messages.count == 256)
        #expect(sink.lostMessages == 0)
        let byChannel = Dictionary(grouping: sink.messages) { message in
            sink.channel(message.channel.key.id)?.name ?? ""
        }
        #expect(
            byChannel.mapValues(\.count)
                == [
                    "allgemein": 55, "it-betrieb": 80, "bürgerbüro": 69, "kaffeeküche": 27,
                    "straßenfest-2023": 25,
                ])
        #expect(sink.messages.count { $0.kind == .notice } == 80)
        #expect(sink.messages.count { $0.kind == .emote } == 3)
        #expect(sink.messages.count { $0.editedAt != nil } == 3)
        #expect(sink.messages.count { $0.deletedAt != nil } == 1)
        #expect(sink.messages.count { $0.threadRoot != nil } == 35)
        #expect(Set(sink.messages.compactMap(\.threadRoot)).count == 14)
        #expect(sink.messages.count { $0.broadcast } == 6)
        #expect(sink.reactions.count == 49)
        #expect(Set(sink.reactions.map(\.emoji.name)).count == 19)
        #expect(sink.reactions.count { $0.emoji.characters == nil } == 5)
        #expect(sink.pins.count == 3)
        #expect(sink.attachments.count == 10)
        #expect(sink.bytes.count == 6)
        #expect(sink.bytes.values.reduce(0) { $0 + $1.count } == 14_513)
        #expect(
            sink.lossCounts == [
                "slack.file.not-in-archive": 1, "slack.file.tombstone": 2, "slack.file.external": 1,
            ])
        #expect(
            sink.messages.allSatisfy { !$0.body.isEmpty || !$0.attachments.isEmpty || $0.deletedAt != nil })
        #expect(!String(describing: sink.records).contains("xoxe-"))
    }
}
