// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import FerryTestRecords
import Testing

private typealias Small = SmallWorkspace

@Suite("The plan of a room's history")
struct RoomHistoryTests {
    static let base = [
        Small.workspace, Small.who("anna", mail: "anna@x.org", role: .admin), Small.who("ben"),
        Small.who("chi"),
        Small.room("general"), Small.member("anna", of: "general"), Small.member("ben", of: "general"),
    ]

    private func history(_ records: [Record]) throws -> [String] {
        let fixture = try PlanFixture(Self.base + records)
        try fixture.plan()
        return try fixture.room("general").filter { $0.kind == .sendEvent || $0.type == "m.room.member" }
            .map { "\($0.seconds ?? -1) \($0.summary)" }
    }

    @Test("lets everybody join before they speak, at the room's beginning if nobody says when")
    func joins() throws {
        let records = [
            Small.message("2", in: "general", by: "ben", at: 2000, "two"),
            Small.message("1", in: "general", by: "anna", at: 1500, "one"),
        ]
        #expect(try history(records) == ["1000 anna join", "1000 ben join", "1500 anna one", "2000 ben two"])
    }

    @Test("lets members of today come back who left at some time, and once only")
    func returns() throws {
        let left = Small.message(
            "2", in: "general", by: "ben", at: 1600, "left",
            kind: .system(.left(Small.person("ben"), by: nil)))
        let records = [
            Small.message("1", in: "general", by: "ben", at: 1500, "one"), left,
            Small.message("3", in: "general", by: "anna", at: 1700, "three"),
        ]
        #expect(
            try history(records) == [
                "1000 anna join", "1000 ben join", "1500 ben one", "1600 ben leave", "1700 anna three",
                "1700 ben join",
            ])
        let fixture = try PlanFixture(Self.base + records)
        try fixture.plan()
        try fixture.carryAll()
        for later in [
            Small.message("4", in: "general", by: "ben", at: 1800, "four"),
            Small.message(
                "5", in: "general", by: "ben", at: 1900, "joined",
                kind: .system(.joined(Small.person("ben"), by: nil))),
        ] {
            try fixture.migration.take([later], as: "\(later.key.id).zip")
            try fixture.plan()
            #expect(try fixture.room("general").filter { $0.type == "m.room.member" }.isEmpty)
            #expect(try fixture.room("general").contains { $0.kind == .sendEvent })
            try fixture.carryAll()
        }
    }

    @Test("lets people join when they joined, and those who are no members when they speak")
    func lateJoins() throws {
        let records = [
            Small.member("ben", of: "general", joined: 1700),
            Small.message("1", in: "general", by: "anna", at: 1500, "one"),
            Small.message("2", in: "general", by: "chi", at: 1800, "two"),
            Small.member("anna", of: "general", joined: 1600),
        ]
        #expect(
            try history(records) == [
                // Anna spoke before she is said to have joined.
                "1500 anna join", "1500 anna one", "1700 ben join", "1800 chi join", "1800 chi two",
                "1800 chi leave",
            ])
    }

    @Test("makes a join message the member's state, with its own time")
    func joinMessage() throws {
        let joined = Message.Kind.system(.joined(Small.person("ben"), by: nil))
        let records = [
            Small.member("ben", of: "general", joined: 1700),
            Small.message("j", in: "general", by: "ben", at: 1700, "ben has joined", kind: joined),
            Small.message("2", in: "general", by: "ben", at: 1701, "hello"),
        ]
        #expect(try history(records) == ["1000 anna join", "1700 ben join", "1701 ben hello"])
    }

    @Test("lets people leave when a message says so, and come back when they speak")
    func leaves() throws {
        let left = Message.Kind.system(.left(Small.person("chi"), by: nil))
        let records = [
            Small.message("1", in: "general", by: "chi", at: 1500, "one"),
            Small.message("l", in: "general", by: "chi", at: 1600, "chi has left", kind: left),
            Small.message("2", in: "general", by: "chi", at: 1700, "again"),
        ]
        #expect(
            try history(records) == [
                "1000 anna join", "1000 ben join", "1500 chi join", "1500 chi one", "1600 chi leave",
                "1700 chi join",
                "1700 chi again", "1700 chi leave",
            ])
    }

    @Test("keeps a stated end of a membership")
    func statedLeave() throws {
        let records = [
            Small.member("chi", of: "general", joined: 1200, left: 1300),
            Small.message("1", in: "general", by: "anna", at: 1500, "one"),
        ]
        #expect(try history(records).contains("1300 chi leave"))
    }

    @Test("changes topic and name when they were changed, by whom it was")
    func topics() throws {
        let fixture = try PlanFixture(
            Self.base + [
                Small.room("general", topic: "Second"),
                Small.message("t1", in: "general", by: "anna", at: 1500, "x", kind: .system(.topic("First"))),
                Small.message("t2", in: "general", by: "ben", at: 1600, "x", kind: .system(.topic("Second"))),
                Small.message("n", in: "general", by: "ben", at: 1700, "x", kind: .system(.named("general"))),
            ])
        let outcome = try fixture.plan()
        let states = try fixture.room("general").filter { ["m.room.topic", "m.room.name"].contains($0.type) }
        #expect(
            states.map { "\($0.seconds ?? -1) \($0.summary)" } == [
                "1000 ferry general", "1500 anna First", "1600 ben Second", "1700 ben general",
            ])
        #expect(outcome.summary.balance[.message] == Balance(parsed: 3, carried: 3))
    }

    @Test("threads answers to their first message, and says where that is missing")
    func threads() throws {
        let fixture = try PlanFixture(
            Self.base + [
                Small.message("r", in: "general", by: "anna", at: 1500, "root"),
                Small.message("a", in: "general", by: "ben", at: 1600, "answer", root: "r"),
                Small.message("b", in: "general", by: "ben", at: 1700, "lost", root: "gone"),
            ])
        let outcome = try fixture.plan()
        let events = try fixture.room("general").filter { $0.kind == .sendEvent }
        let root = events[0].keyNumber
        #expect(events[1].content["m.relates_to"]?["rel_type"] == "m.thread")
        #expect(events[1].content["m.relates_to"]?["event_id"] == ["$event": .int(root)])
        #expect(events[2].content["m.relates_to"] == nil)
        #expect(outcome.summary.losses.map(\.code) == ["message.thread-root"])
        #expect(outcome.summary.balance[.message] == Balance(parsed: 3, carried: 2, carriedWithLoss: 1))
    }

    @Test("threads to a stub where the source lost the first message")
    func stubRoot() throws {
        let stub = Message.Kind.system(.other("stub"))
        let fixture = try PlanFixture(
            Self.base + [
                Small.message("r", in: "general", by: "anna", at: 1500, "not in the archive", kind: stub),
                Small.message("a", in: "general", by: "ben", at: 1600, "answer", root: "r"),
            ])
        try fixture.plan()
        let events = try fixture.room("general").filter { $0.kind == .sendEvent }
        #expect(events.map { $0.content["msgtype"]?.string } == ["m.notice", "m.text"])
        #expect(events[1].content["m.relates_to"]?["event_id"] == ["$event": .int(events[0].keyNumber)])
    }

    @Test("carries an edit as a replacement with its own time")
    func edits() throws {
        let fixture = try PlanFixture(
            Self.base + [Small.message("1", in: "general", by: "anna", at: 1500, "new", edited: 1600)])
        let outcome = try fixture.plan()
        let events = try fixture.room("general").filter { $0.kind == .sendEvent }
        #expect(events.map(\.part) == ["", "edit:1600000"])
        #expect(events.map(\.seconds) == [1500, 1600])
        let edit = events[1].content
        #expect(
            edit["m.relates_to"] == [
                "rel_type": "m.replace", "event_id": ["$event": .int(events[0].keyNumber)],
            ])
        #expect(edit["m.new_content"]?["body"] == "new")
        #expect(edit["m.mentions"] == [:])
        #expect(outcome.summary.events.edits == 1)
    }

    @Test("redacts what was deleted, every event of it")
    func deletions() throws {
        let fixture = try PlanFixture(
            Self.base + [
                Small.file("f", entry: "f.pdf"), Small.file("g", entry: "g.pdf"),
                Small.message(
                    "1", in: "general", by: "anna", at: 1500, "secret", deleted: 1600, files: ["f", "g"]),
                Small.reaction("🎉", to: "1", in: "general", by: "ben"),
            ], entries: ["f.pdf": [1], "g.pdf": [2]])
        let outcome = try fixture.plan()
        let events = try fixture.room("general").filter { $0.kind == .sendEvent }
        let redactions = events.filter { $0.type == "m.room.redaction" }
        let messages = events.filter { $0.type == "m.room.message" }
        #expect(redactions.allSatisfy { $0.seconds == 1600 && $0.sender == "@anna:x.org" })
        // Nothing that was deleted may stay to be read.
        #expect(messages.count == redactions.count)
        #expect(!messages.contains { $0.content["url"] != nil })
        #expect(outcome.summary.balance[.reaction]?.notCarried == 1)
        #expect(outcome.summary.balance[.attachment] == Balance(parsed: 2, notCarried: 2))
    }

    @Test("redacts the files of a message that was deleted after it had been carried")
    func laterDeletion() throws {
        let fixture = try PlanFixture(
            Self.base + [
                Small.file("f", entry: "f.pdf"),
                Small.message("1", in: "general", by: "anna", at: 1500, "secret", files: ["f"]),
            ], entries: ["f.pdf": [1]])
        try fixture.plan()
        try fixture.carryAll()
        try fixture.migration.take(
            [Small.message("1", in: "general", by: "anna", at: 1500, "", deleted: 1600)], as: "later.zip")
        try fixture.plan()
        let redactions = try fixture.room("general").filter { $0.type == "m.room.redaction" }
        #expect(redactions.count == 2)
        #expect(Set(redactions.map(\.payload)).count == 2)
    }

    @Test("shows reactions once for each user and look")
    func reactions() throws {
        let fixture = try PlanFixture(
            Self.base + [
                Small.message("1", in: "general", by: "anna", at: 1500, "x"),
                Small.reaction("👍", to: "1", in: "general", by: "ben", at: 1510, name: "+1"),
                Small.reaction("👍", to: "1", in: "general", by: "ben", at: 1520, name: "thumbsup"),
                Small.reaction("👍", to: "1", in: "general", by: "chi"),
                Small.reaction(":parrot:", to: "1", in: "general", by: "ben", at: 1530),
            ])
        let outcome = try fixture.plan()
        let events = try fixture.room("general").filter { $0.type == "m.reaction" }
        #expect(
            Set(events.map { "\($0.seconds ?? -1) \($0.summary)" }) == [
                "1510 ben 👍", "1500 chi 👍", "1530 ben :parrot:",
            ])
        #expect(outcome.summary.balance[.reaction] == Balance(parsed: 4, carried: 2, carriedWithLoss: 2))
        #expect(Set(outcome.summary.losses.map(\.code)) == ["reaction.same", "reaction.custom-emoji"])
    }

    @Test("names missing files in the text, with their link, and sends a file's bytes once")
    func files() throws {
        let fixture = try PlanFixture(
            Self.base + [
                Small.file("f", name: "a.pdf", entry: "f.pdf"),
                Small.file("g", name: "b.pdf", entry: "g.pdf"),
                Small.file("h", name: "c.pdf", link: "https://x.org/c"),
                Small.message("1", in: "general", by: "anna", at: 1500, "", files: ["f"]),
                Small.message("2", in: "general", by: "anna", at: 1600, "see", files: ["g", "h"]),
            ], entries: ["f.pdf": [1], "g.pdf": [1]])
        let outcome = try fixture.plan()
        let events = try fixture.room("general").filter { $0.kind == .sendEvent }
        #expect(events.map(\.part) == ["", "", "file:1"])
        #expect(events[0].content["msgtype"] == "m.file")
        #expect(events[1].words == "see\n*File not carried over: c.pdf (https://x.org/c)*")
        // Equal bytes are one media, whatever the files are called.
        #expect(events[0].content["url"] == events[2].content["url"])
        #expect(events[2].words == "b.pdf")
        let media = try fixture.lanes().filter { $0.lane.kind == .media }
        #expect(media.count == 1)
        #expect(media[0].operations.map(\.kind) == [.reserveMedia, .uploadMedia])
        #expect(outcome.summary.media.files == 1)
        #expect(outcome.summary.media.missing == 1)
        #expect(outcome.summary.balance[.attachment] == Balance(parsed: 3, carried: 2, notCarried: 1))
    }

    @Test("pins what is carried and reads everything for members of today")
    func ending() throws {
        let fixture = try PlanFixture(
            Self.base + [
                Small.who("robot", role: .bot), Small.member("robot", of: "general"),
                Small.message("1", in: "general", by: "anna", at: 1500, "x"),
                Small.message("2", in: "general", by: "chi", at: 1600, "y"),
                Small.pin("2", in: "general", at: 1700), Small.pin("1", in: "general", at: 1650),
                Small.pin("gone", in: "general"),
            ])
        let outcome = try fixture.plan()
        let room = try fixture.room("general")
        let first = try #require(room.first { $0.words == "x" })
        let second = try #require(room.first { $0.words == "y" })
        let pins = try #require(room.first { $0.type == "m.room.pinned_events" })
        #expect(
            pins.content == [
                "pinned": [["$event": .int(first.keyNumber)], ["$event": .int(second.keyNumber)]]
            ])
        #expect(pins.seconds == 1700)
        #expect(outcome.summary.balance[.pin] == Balance(parsed: 3, carried: 2, notCarried: 1))
        #expect(
            room.suffix(2).map { "\($0.kind) \($0.sender)" } == [
                "markRead @anna:x.org", "markRead @ben:x.org",
            ])
    }

    @Test("cuts a message that is longer than an event may be, and says so")
    func tooLong() throws {
        let text = String(repeating: "ä<", count: 40_000)
        let fixture = try PlanFixture(
            Self.base + [Small.message("1", in: "general", by: "anna", at: 1500, text, edited: 1600)])
        let outcome = try fixture.plan()
        for event in try fixture.room("general") where event.kind == .sendEvent {
            #expect(event.payload.utf8.count < 62_000)
        }
        let main = try #require(try fixture.room("general").first { $0.type == "m.room.message" })
        #expect(main.payload.utf8.count > 59_000)
        #expect(main.words.hasSuffix("ä<ä […]") || main.words.hasSuffix("ä<ä< […]"))
        #expect(outcome.summary.losses.map(\.code) == ["message.cut"])
    }

    @Test(
        "counts what canonical JSON makes of characters when it cuts",
        arguments: ["\"", "\\", "\n.", "😀"])
    func tooLongEscaped(piece: String) throws {
        let text = String(repeating: piece, count: 70_000)
        let fixture = try PlanFixture(
            Self.base + [Small.message("1", in: "general", by: "anna", at: 1500, text)])
        let outcome = try fixture.plan()
        let main = try #require(try fixture.room("general").first { $0.type == "m.room.message" })
        #expect(main.payload.utf8.count < 61_000)
        #expect(outcome.summary.losses.map(\.code) == ["message.cut"])
    }

    @Test("addresses nobody by saying who was in a call, and somebody by a mention")
    func callMentions() throws {
        func message(_ id: String, _ kind: Message.Kind) -> Record {
            var message = Small.said(id, in: "general", by: "anna", at: 1500, kind: kind)
            message.body = RichText([.paragraph([.mention(Small.person("ben"), label: "Ben")])])
            return .message(message)
        }
        let fixture = try PlanFixture(Self.base + [message("1", .call), message("2", .text)])
        try fixture.plan()
        let events = try fixture.room("general").filter { $0.kind == .sendEvent }
        #expect(events.map { $0.content["m.mentions"] } == [[:], ["user_ids": ["@ben:x.org"]]])
        #expect(events.allSatisfy { $0.words == "BEN" })
    }
}
