// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import FerryTestKit
import Testing

@testable import ImportZoom

struct ZoomChatTests {
    private static let berlin = ZoomOptions.with { $0.timeZone = try? ZoneRules(named: "Europe/Berlin") }

    private func chat(_ text: String, in folder: String = "2022-09-12 10.00.00 Team 83456789012") throws
        -> ZoomFolder
    {
        try ZoomFolder([folder + "/meeting_saved_chat.txt": text])
    }

    @Test("without a zone the times are taken for UTC, which is stated once for the room")
    func zones() throws {
        let folder = try chat("10:00:00 From A to Everyone:\n\tone\n10:00:01 From A to Everyone:\n\ttwo\n")
        let sink = try folder.read()
        #expect(sink.messages.first?.sentAt.utcText == "2022-09-12 10:00 UTC")
        #expect(sink.lossCounts == ["zoom.time.no-zone": 1])
        let zoned = try folder.read(Self.berlin)
        #expect(zoned.messages.first?.sentAt.utcText == "2022-09-12 08:00 UTC")
        #expect(zoned.lossCounts == [:])
        // A zone given later changes no key.
        #expect(zoned.messages.map(\.key) == sink.messages.map(\.key))
    }

    @Test("a chat that passes midnight goes on on the next day, also when it begins after it")
    func midnight() throws {
        let over = try chat(
            "23:59:58 From A to Everyone:\n\tlast\n00:00:03 From A to Everyone:\n\tfirst\n00:00:01 From B to Everyone:\n\tlate\n"
        )
        #expect(
            try over.read(ZoomOptions.utc).messages.map(\.sentAt.utcText) == [
                "2022-09-12 23:59 UTC", "2022-09-13 00:00 UTC", "2022-09-13 00:00 UTC",
            ])
        let late = try chat(
            "00:10:00 From A to Everyone:\n\tnew day\n", in: "2022-09-12 23.30.00 Night 83456789012")
        #expect(try late.read(ZoomOptions.utc).messages.first?.sentAt.utcText == "2022-09-13 00:10 UTC")
    }

    @Test("messages of one second keep their order, equal ones stay apart")
    func sameSecond() throws {
        let lines = ["c", "a", "b", "a"].map { "10:00:00 From A to Everyone:\n\t\($0)\n" }.joined()
        let sink = try chat(lines).read(ZoomOptions.utc)
        #expect(sink.messages.map(\.body.plain) == ["c", "a", "b", "a"])
    }

    @Test("private messages are left out unless asked for, and then stand in a room of the two")
    func privates() throws {
        let folder = try chat(
            "10:00:00 From A to Everyone:\n\tall\n10:00:01 From A to B(Direct Message):\n\tsecret\n10:00:02 From B to A:\n\ttoo\n"
        )
        let sink = try folder.read(ZoomOptions.utc)
        #expect(sink.messages.map(\.body.plain) == ["all"])
        #expect(sink.losses.first { $0.code == "zoom.meeting.private" }?.count == 2)
        let asked = try folder.read(ZoomOptions.utc.with { $0.privateMessages = true })
        let talk = asked.channels.first { $0.kind == .direct }
        #expect(asked.messages.filter { $0.channel == talk?.key }.map(\.body.plain) == ["secret", "too"])
        #expect(asked.memberships.count { $0.channel == talk?.key } == 2)
        #expect(asked.messages.count { $0.channel != talk?.key } == 1)
    }

    @Test("where a language is not known, nothing is taken for public that might be private")
    func unknownLanguage() throws {
        let narrow = try chat("10:00:00 From A zul B:\n\tperhaps secret\n").read(ZoomOptions.utc)
        #expect(narrow.messages.isEmpty)
        #expect(narrow.lossCounts == ["zoom.meeting.recipient-unknown": 1])
        let wide = try chat("10:00:00 Ab  A  zu  B:\n\tsecret\n10:00:01 Ab  A  zu  B:\n\tagain\n").read(
            ZoomOptions.utc)
        #expect(wide.messages.isEmpty)
        #expect(wide.losses.first { $0.code == "zoom.meeting.private" }?.count == 2)
    }

    @Test("the copies of two participants give each message once, even when their clocks differ")
    func twoCopies() throws {
        let folder = try ZoomFolder([
            "a/2022-09-12 10.00.00 Team 83456789012/chat.txt":
                "10:00:00 From A to Everyone:\n\tok\n10:00:04 From A to Everyone:\n\tok\n10:01:00 From B to Everyone:\n\tfine\n",
            "b/2022-09-12 10.00.02 Team 83456789012/chat.txt":
                "10:00:01 From A to Everyone:\n\tok\n10:00:06 From A to Everyone:\n\tok\n10:01:30 From B to Everyone:\n\tfine\n",
        ])
        let sink = try folder.read(ZoomOptions.utc)
        // Half a minute apart is too far to be the same.
        #expect(sink.messages.map(\.body.plain) == ["ok", "ok", "fine", "fine"])
        #expect(sink.channels.count == 1)
    }

    @Test(
        "two chats of one meeting number with other topics are two rooms; a personal room is one for each day"
    )
    func series() throws {
        let text = "10:00:00 From A to Everyone:\n\thello\n"
        func rooms(_ first: String, _ second: String, _ options: ZoomOptions = .utc) throws -> Int {
            try ZoomFolder([first + "/chat.txt": text, second + "/chat.txt": text]).read(options).channels
                .count
        }
        #expect(
            try rooms("2022-09-12 10.00.00 Team 83456789012", "2022-09-19 10.00.00 Team 83456789012") == 1)
        #expect(
            try rooms("2022-09-12 10.00.00 Team 83456789012", "2022-09-19 10.00.00 Other 83456789012") == 2)
        let personal = "A's Personal Meeting Room 83456789012"
        #expect(try rooms("2022-09-12 10.00.00 " + personal, "2022-09-19 10.00.00 " + personal) == 2)
        let each = ZoomOptions.utc.with { $0.meetingRooms = .each }
        #expect(
            try rooms("2022-09-12 10.00.00 Team 83456789012", "2022-09-19 10.00.00 Team 83456789012", each)
                == 2)
    }

    @Test("the same name in two meetings is two people, or one where the administrator says so")
    func names() throws {
        let text = "10:00:00 From Anna to Everyone:\n\thello\n"
        let folder = try ZoomFolder([
            "2022-09-12 10.00.00 One 83456789012/chat.txt": text,
            "2022-09-12 10.00.00 Two 84567890123/chat.txt": text,
        ])
        #expect(try folder.read(.utc).people.count == 2)
        #expect(try folder.read(.utc.with { $0.joinNames = true }).people.map(\.role) == [.unknown])
    }

    @Test("who saved a chat is somebody else in each file, unless the administrator says who")
    func ownName() throws {
        let text = "10:00:00 From Me to Everyone:\n\thello\n"
        let folder = try ZoomFolder([
            "a/2022-09-12 10.00.00 One 83456789012/chat.txt": text,
            "b/2022-09-12 10.00.00 One 83456789012/chat.txt": text,
        ])
        let sink = try folder.read(.utc)
        #expect(sink.people.count == 2 && sink.messages.count == 2)
        #expect(sink.lossCounts["zoom.meeting.own-name"] == 2)
        let told = try folder.read(.utc.with { $0.savedBy = "Anna <anna@example.org>" })
        #expect(told.people.map(\.addresses) == [["anna@example.org"]])
        #expect(told.messages.count == 1)
    }

    @Test("chats of cloud recordings count from their start, in UTC; without it midnight is taken and stated")
    func cloud() throws {
        let text = "00:03:12\tA:\thello\n"
        let dated = try ZoomFolder(["GMT20260915-143012_RecordingnewChat.txt": text]).read(Self.berlin)
        #expect(dated.messages.first?.sentAt == Timestamp(seconds: 1_789_482_612 + 192))
        let undated = try ZoomFolder(["2026-09-15 Team 83456789012/chat.txt": text]).read(.utc)
        #expect(undated.messages.first?.sentAt.utcText == "2026-09-15 00:03 UTC")
        #expect(undated.lossCounts == ["zoom.meeting.no-start": 1])
    }

    @Test("the chat beside a recording named in UTC shows the time of its place")
    func localBesideCloud() throws {
        let text = "16:31:00 From A to Everyone:\n\thello\n"
        let sink = try ZoomFolder(["GMT20260915-143012_RecordingnewChat.txt": text]).read(Self.berlin)
        #expect(sink.messages.first?.sentAt.utcText == "2026-09-15 14:31 UTC")
    }

    @Test("lines and quotes without end cost no more than their length")
    func endless() throws {
        let words = String(repeating: " to", count: 200_000)
        let quotes = String(repeating: "\"", count: 500_000)
        let text =
            "10:00:00 From A to Everyone:\n\tReplying to \(quotes)\n10:00:01 From A\(words) to Everyone:\n"
            + "\tx\n10:00:02 From A to Everyone:\n\tReacted to \(quotes) with 👍\n10:00:03 From A to B : \(quotes)\n"
        let sink = try chat(text).read(.utc)
        #expect(sink.messages.count == 2)
    }

    @Test("published chats come out with their answers and reactions")
    func fixtures() throws {
        let path = ZoomFolder.fixtures
        let folder = try ZoomFolder([:])
        for name in ["bholt-threaded.txt", "bushong1-test-zoom-chat.txt"] {
            try folder.write(
                "2022-01-0\(name.count % 9 + 1) 09.00.00 \(name) 83456789012/chat.txt",
                try TestFile.bytes(path + "/" + name))
        }
        let sink = try folder.read(.utc)
        #expect(sink.messages.count == 4 + 5)
        #expect(sink.messages.count { $0.replyTo != nil } == 2 + 3)
        #expect(Set(sink.reactions.map(\.emoji.text)) == ["😂", "👍🏻", "👍", "💯", "👋"])
        #expect(sink.losses.first { $0.code == "zoom.meeting.private" }?.count == 1)
    }
}

extension ZoomOptions {
    /// Nothing but the zone.
    static let utc = ZoomOptions.with { $0.timeZone = .utc }

    /// Options that are changed from the usual ones.
    static func with(_ change: (inout ZoomOptions) -> Void) -> ZoomOptions { ZoomOptions().with(change) }

    /// The options with a change.
    func with(_ change: (inout ZoomOptions) -> Void) -> ZoomOptions {
        var options = self
        change(&options)
        return options
    }
}
