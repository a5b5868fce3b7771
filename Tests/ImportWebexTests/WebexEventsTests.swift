// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import Testing

@testable import ImportWebex

struct WebexEventsTests {
    private static func event(_ number: Int, _ resource: String, _ type: String, minute: Int, _ data: String)
        -> String
    {
        """
        {"id":"ciscospark://us/EVENT/e\(number)","resource":"\(resource)","type":"\(type)",\
        "actorId":"ciscospark://us/PEOPLE/p","created":"2023-03-01T08:0\(minute):00.000Z",\
        "data":{"roomId":"ciscospark://us/ROOM/r","personId":"ciscospark://us/PEOPLE/p",\(data)}}
        """
    }

    private func read(_ events: [String]) throws -> ListSink {
        try WebexFolder(["events.json": "{\"items\":[" + events.joined(separator: ",") + "]}"]).read()
    }

    @Test(
        "who came twice has one membership of the last time, and the first is told", arguments: [false, true])
    func twice(_ isNewestFirst: Bool) throws {
        let events = [
            Self.event(1, "memberships", "created", minute: 1, "\"isModerator\":false"),
            Self.event(2, "memberships", "deleted", minute: 2, "\"isModerator\":false"),
            Self.event(3, "memberships", "created", minute: 3, "\"isModerator\":true"),
        ]
        let sink = try read(isNewestFirst ? events.reversed() : events)
        #expect(sink.messages.map(\.key.key.id) == ["event/e1", "event/e2"])
        let membership = try #require(sink.membership("r", "p"))
        #expect(membership.joinedAt?.milliseconds == 1_677_657_780_000)
        #expect(membership.leftAt == nil)
        #expect(membership.role == .moderator)
    }

    @Test("a deleted message is one of which only place, time and author are left")
    func deletion() throws {
        let sink = try read([
            Self.event(2, "messages", "deleted", minute: 5, "\"id\":\"ciscospark://us/MESSAGE/m\""),
            Self.event(
                1, "messages", "created", minute: 4,
                "\"id\":\"ciscospark://us/MESSAGE/m\",\"text\":\"geheim\",\"created\":\"2023-03-01T08:04:00Z\""
            ),
        ])
        let message = try #require(sink.messages.first)
        #expect(message.sentAt.milliseconds == 1_677_657_840_000)
        #expect(message.deletedAt?.milliseconds == 1_677_657_900_000)
        #expect(message.author.key.id == "p")
        #expect(!String(describing: sink.records).contains("geheim"))
    }
}
