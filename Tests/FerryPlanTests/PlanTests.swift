// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import FerryTestRecords
import Testing

private typealias Small = SmallWorkspace

@Suite("A plan")
struct PlanTests {
    static let town =
        RoomHistoryTests.base + [
            Small.room("old"), Small.room("quiet", .private), Small.room("", .direct),
            Small.member("chi", of: ""),
            Small.room("vault", .private, archived: true, creator: "ben"), Small.member("ben", of: "vault"),
            Small.file("f", entry: "f.pdf"), Small.file("unused"),
            Small.message("o", in: "old", by: "chi", at: 1100, "old"),
            Small.message("1", in: "general", by: "anna", at: 1500, "one", edited: 1700, files: ["f"]),
            Small.message("2", in: "general", by: "ben", at: 1600, "two", root: "1"),
            Small.message("d", in: "", by: "chi", at: 1550, "direct", deleted: 1560),
            Small.reaction("🎉", to: "1", in: "general", by: "ben"), Small.pin("1", in: "general"),
        ]

    @Test("is the same, byte for byte, however often and in whatever order the records come")
    func deterministic() throws {
        var dumps: Set<String> = []
        for records in [Self.town, Self.town] {
            let fixture = try PlanFixture(records, entries: ["f.pdf": [1]])
            try fixture.plan()
            let first = try fixture.dump()
            try fixture.plan()
            #expect(try fixture.dump() == first)
            dumps.insert(first)
        }
        #expect(dumps.count == 1)
        #expect(dumps.first?.isEmpty == false)
    }

    @Test("goes from users over spaces and media to the rooms that fell silent first")
    func lanes() throws {
        let fixture = try PlanFixture(Self.town, entries: ["f.pdf": [1]])
        try fixture.plan()
        let lanes = try fixture.lanes()
        let kinds = lanes.map(\.lane.kind.rawValue)
        #expect(kinds == kinds.sorted { Self.rank($0) < Self.rank($1) })
        let rooms = lanes.filter { $0.lane.kind == .room }.map { $0.operations[0].key.id }
        // Rooms without a message come first, by key.
        #expect(rooms == ["quiet", "vault", "old", "", "general"])
    }

    private static func rank(_ kind: String) -> Int {
        ["account", "space", "media", "room"].firstIndex(of: kind) ?? 9
    }

    @Test("names no user in the names of account lanes")
    func laneNames() throws {
        let fixture = try PlanFixture(Self.town)
        try fixture.plan()
        let names = try fixture.lanes().filter { $0.lane.kind == .account }.map(\.lane.name)
        #expect(Set(names) == ["account", "account of the appservice"])
    }

    @Test("adds up, kind by kind, whatever the archive lacks")
    func balance() throws {
        let orphans = [
            Small.message("x", in: "nowhere", by: "anna", at: 1, "x"), Small.member("anna", of: "nowhere"),
            Small.reaction("🎉", to: "x", in: "nowhere", by: "anna"),
            Small.reaction("🎉", to: "gone", in: "general", by: "anna"),
            Small.pin("x", in: "nowhere"), Small.message("y", in: "general", by: "ghost", at: 3000, "y"),
            Small.file("z", name: ""),
        ]
        let fixture = try PlanFixture(Self.town + orphans, entries: ["f.pdf": [1]])
        let loss = Loss(code: "test.broken", kind: .message, state: .notSupported, reason: "why", count: 3)
        let hurt = Loss(
            code: "test.hurt", kind: .message, state: .carriedWithLoss, key: Small.key(.message, "1"),
            reason: "why")
        try fixture.migration.take([], losses: [loss, hurt], as: "b.zip")
        let summary = try fixture.plan().summary
        for (kind, balance) in summary.balance { #expect(balance.isEven, "\(kind)") }
        #expect(
            summary.balance[.message] == Balance(parsed: 9, carried: 4, carriedWithLoss: 1, notCarried: 4))
        #expect(summary.balance[.reaction] == Balance(parsed: 3, carried: 1, notCarried: 2))
        #expect(summary.balance[.membership]?.notCarried == 1)
        #expect(summary.balance[.pin] == Balance(parsed: 2, carried: 1, notCarried: 1))
        #expect(summary.balance[.attachment] == Balance(parsed: 3, carried: 1, notCarried: 2))
        #expect(summary.balance[.person] == Balance(parsed: 3, carried: 3))
        let codes = Set(summary.losses.map(\.code))
        #expect(
            codes.isSuperset(of: [
                "message.channel-missing", "membership.channel-missing", "reaction.message-missing",
                "pin.channel-missing", "test.broken", "test.hurt",
            ]))
        #expect(summary.losses.first { $0.code == "reaction.message-missing" }?.count == 2)
    }

    @Test("counts what it holds")
    func figures() throws {
        let fixture = try PlanFixture(Self.town, entries: ["f.pdf": [1]])
        let summary = try fixture.plan().summary
        #expect(summary.rooms.spaces == 1)
        #expect(summary.rooms.total == 6)
        #expect((summary.rooms.public, summary.rooms.private, summary.rooms.direct) == (2, 2, 1))
        #expect((summary.events.messages, summary.events.edits, summary.events.redactions) == (5, 1, 1))
        #expect(summary.months == [.init(month: "1970-01", source: "slack", messages: 4)])
        #expect(summary.openOperations == (try fixture.lanes().map(\.operations.count).reduce(0, +)))
        #expect(summary.forecast.operations == summary.openOperations)
        #expect(try fixture.migration.store.newestPlan() == summary)
    }

    // MARK: Rooms

    @Test(
        "makes rooms that stand open until everybody is in, and are closed at the end",
        arguments: ["10", "11", "12"])
    func powerLevels(version: String) throws {
        var fixture = try PlanFixture(Self.town, entries: ["f.pdf": [1]])
        fixture.options.roomVersion = version
        try fixture.plan()
        let room = try fixture.room("general")
        let creation = room[0].content
        #expect(creation["room_version"]?.string == version)
        #expect(creation["preset"] == "public_chat")
        #expect(creation["visibility"] == "private")
        let levels = room.filter { $0.type == "m.room.power_levels" }.map(\.content)
        #expect(levels.count == 1)
        let users = levels[0]["users"]?.members ?? [:]
        #expect(users["@anna:x.org"] == 100)
        #expect(users["@ben:x.org"] == nil)
        // The creator of a room of version 12 stands above all and must not be listed.
        #expect(users["@ferry:x.org"] == (version == "12" ? nil : 100))
        let early = creation["power_level_content_override"]?["users"]?.members
        #expect(early?["@ferry:x.org"] == (version == "12" ? nil : 100))
        let last = room.filter { $0.type == "m.room.join_rules" }.map(\.content)
        #expect(last.map { $0["join_rule"]?.string } == ["restricted"])
        #expect(
            room.firstIndex { $0.type == "m.room.join_rules" } ?? 0 > room.lastIndex {
                $0.type == "m.room.message"
            } ?? 0)
    }

    @Test("lets owners and moderators of a channel lead its room, and those who left not")
    func channelRoles() throws {
        let records = [
            Small.workspace, Small.who("anna"), Small.who("ben"), Small.who("chi"), Small.who("dia"),
            Small.room("general"), Small.member("anna", of: "general", role: .owner),
            Small.member("ben", of: "general", role: .moderator), Small.member("chi", of: "general"),
            Small.member("dia", of: "general", left: 2000, role: .owner),
        ]
        let fixture = try PlanFixture(records)
        try fixture.plan()
        let levels = try #require(try fixture.room("general").first { $0.type == "m.room.power_levels" })
        let users = levels.content["users"]?.members ?? [:]
        #expect(users == ["@anna:x.org": 100, "@ben:x.org": 50])
    }

    @Test("keeps with an event what stands on a mail, and of many recipients the beginning with their number")
    func envelope() throws {
        var mail = Small.said("1", in: "general", by: "anna", at: 1500, "hello")
        mail.envelope = Envelope(
            messageID: "1@x.org", subject: "Hello", from: ["anna@x.org"],
            to: (1...60).map { "p\($0)@x.org" }, cc: [])
        let fixture = try PlanFixture(
            [Small.workspace, Small.who("anna"), Small.room("general"), .message(mail)])
        try fixture.plan()
        let event = try #require(try fixture.room("general").first { $0.kind == .sendEvent })
        let kept = event.content["eu.matrix-ferry.mail"]
        #expect(kept?["message_id"] == "1@x.org")
        #expect(kept?["subject"] == "Hello")
        #expect(kept?["from"] == ["anna@x.org"])
        #expect(kept?["to"]?.elements.count == 50)
        #expect(kept?["to_count"] == 60)
        #expect(kept?["cc"] == nil)
    }

    @Test("puts the files of a mail into its thread, so that the room shows subjects only")
    func filesOfMails() throws {
        var mail = Small.said("1", in: "general", by: "anna", at: 1500, "hello", files: ["f1"])
        mail.envelope = Envelope(messageID: "1@x.org", subject: "Hello")
        let fixture = try PlanFixture(
            [
                Small.workspace, Small.who("anna"), Small.room("general"), .message(mail),
                Small.file("f1", entry: "f.pdf"),
            ], entries: ["f.pdf": [1]])
        try fixture.plan()
        let events = try fixture.room("general").filter { $0.kind == .sendEvent }
        #expect(events.first?.content["m.relates_to"] == nil)
        #expect(events.count == 2)
        #expect(events.last?.content["m.relates_to"]?["rel_type"] == "m.thread")
    }

    @Test("lets nobody write in an archived room, and its maker lead it")
    func archived() throws {
        let fixture = try PlanFixture(Self.town)
        try fixture.plan()
        let levels = try #require(try fixture.room("vault").first { $0.type == "m.room.power_levels" })
            .content
        #expect(levels["events_default"] == 100)
        #expect(levels["users"]?["@ben:x.org"] == 100)
    }

    @Test(
        "never sends what was deleted, and redacts where the room's version can",
        arguments: ["10", "11", "12"])
    func deleted(version: String) throws {
        var fixture = try PlanFixture(Self.town)
        fixture.options.roomVersion = version
        let outcome = try fixture.plan()
        let direct = try #require(
            try fixture.lanes().first { $0.lane.kind == .room && $0.operations[0].key.id == "" }
        ).operations
        let message = try #require(direct.first { $0.type == "m.room.message" })
        #expect(message.content["body"] == "")
        #expect(try !fixture.dump().contains("\"body\":\"direct\""))
        #expect(direct.contains { $0.type == "m.room.redaction" } == (version != "10"))
        #expect(outcome.summary.losses.contains { $0.code == "message.deletion" } == (version == "10"))
    }

    @Test("keeps direct rooms out of the space, and shows the others in it when they are complete")
    func spaces() throws {
        let fixture = try PlanFixture(Self.town)
        try fixture.plan()
        let lanes = try fixture.lanes().filter { $0.lane.kind == .room }
        let shown = lanes.filter { $0.operations.contains { $0.type == "m.space.child" } }.map {
            $0.operations[0].key.id
        }
        #expect(shown == ["old", "general"])
        let direct = try #require(lanes.first { $0.operations[0].key.id == "" })
        #expect(direct.operations[0].content["is_direct"] == true)
        // It has one member: notes to oneself bear one's own name.
        #expect(direct.operations.first { $0.type == "m.room.name" }?.content["name"] == "CHI")
        let space = try #require(try fixture.lanes().first { $0.lane.kind == .space }).operations
        #expect(space[0].content["creation_content"]?["type"] == "m.space")
        #expect(
            Set(space.filter { $0.type == "m.room.member" }.map(\.sender)) == [
                "@anna:x.org", "@ben:x.org", "@chi:x.org",
            ])
    }
}
