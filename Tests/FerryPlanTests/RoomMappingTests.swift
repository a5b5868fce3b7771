// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import FerryTestRecords
import Testing

private typealias Small = SmallWorkspace

@Suite("mappings/rooms.csv")
struct RoomMappingTests {
    static let town = [
        Small.workspace, Small.who("anna"), Small.who("ben"), Small.who("chi"),
        Small.room("old", madeAt: 900), Small.room("new"), Small.room("vault", .private),
        Small.member("anna", of: "old"), Small.member("ben", of: "new"), Small.member("chi", of: "vault"),
        Small.message("1", in: "old", by: "anna", at: 1100, "one"),
        Small.message("2", in: "new", by: "ben", at: 1200, "two"),
        Small.message("3", in: "old", by: "anna", at: 1300, "three"),
        Small.message("4", in: "vault", by: "chi", at: 1400, "secret", files: ["f"]),
        Small.file("f", entry: "f.pdf"), Small.reaction("👍", to: "4", in: "vault", by: "chi"),
        Small.pin("3", in: "old"),
    ]

    private static func key(_ channel: String) -> String { "slack:T1:channel:\(channel)" }

    private func mapping(_ lines: String...) throws -> RoomMapping {
        let head = "key,carry,name,space,merge_into,join_rule,history,encrypt"
        return try RoomMapping(csv: ([head] + lines).joined(separator: "\n"), path: "rooms.csv")
    }

    private func town(_ rooms: RoomMapping) throws -> PlanFixture {
        var fixture = try PlanFixture(Self.town, entries: ["f.pdf": [1]])
        fixture.rooms = rooms
        return fixture
    }

    @Test("merges two channels into one room in the order of time, with the members and pins of both")
    func merge() throws {
        let fixture = try town(mapping("\(Self.key("old")),,,,\(Self.key("new")),,,"))
        let outcome = try fixture.plan()
        let said = try fixture.room("new").filter { $0.kind == .sendEvent }.map(\.summary)
        #expect(said == ["anna one", "ben two", "anna three"])
        #expect(try fixture.room("old").isEmpty)
        let joins = try fixture.room("new").filter { $0.words == "join" }.map(\.summary)
        #expect(joins.sorted() == ["anna join", "ben join"])
        let pins = try #require(try fixture.room("new").first { $0.type == "m.room.pinned_events" })
        #expect(pins.content["pinned"]?.elements.count == 1)
        #expect(outcome.summary.rooms.public == 1)
        #expect(outcome.summary.balance[.channel]?.carried == 3)
        #expect(
            outcome.rooms.first { $0.key == Self.key("old") }?.outcome == "in the room of \(Self.key("new"))")
    }

    @Test("does not let a merged channel's renaming rename the room, but tells it")
    func mergedNames() throws {
        var fixture = try town(mapping("\(Self.key("old")),,,,\(Self.key("new")),,,"))
        let named = Small.said(
            "5", in: "old", by: "anna", at: 1250, "has renamed", kind: .system(.named("older")))
        try fixture.migration.take([.message(named)], entries: [:])
        fixture.rooms = try mapping("\(Self.key("old")),,,,\(Self.key("new")),,,")
        try fixture.plan()
        let room = try fixture.room("new")
        #expect(room.filter { $0.type == "m.room.name" }.map(\.words) == ["new"])
        #expect(room.contains { $0.summary == "anna has renamed" })
    }

    @Test("leaves a channel out with all that is in it, and says so in figures")
    func leaveOut() throws {
        let fixture = try town(mapping("\(Self.key("vault")),no,,,,,,"))
        let summary = try fixture.plan().summary
        #expect(try fixture.room("vault").isEmpty)
        for kind in [RecordKind.channel, .message, .reaction, .membership, .attachment] {
            #expect(summary.balance[kind]?.notCarried == 1, "\(kind)")
        }
        let losses = summary.losses.filter { $0.code == "filter.channel" }
        #expect(Set(losses.map(\.kind)) == [.channel, .message, .reaction, .membership, .attachment])
        #expect(losses.allSatisfy { $0.state == .filtered })
    }

    @Test("names a room, opens it otherwise, states its history and encrypts it at the end")
    func decisions() throws {
        let fixture = try town(mapping("\(Self.key("new")),,Neues,none,,public,joined,yes"))
        try fixture.plan()
        let room = try fixture.room("Neues") + fixture.room("new")
        #expect(room.filter { $0.type == "m.room.name" }.map(\.words) == ["Neues"])
        let rules = room.filter { $0.type == "m.room.join_rules" }.map { $0.content["join_rule"]?.string }
        #expect(rules == ["public"])
        #expect(!room.contains { $0.type == "m.space.parent" || $0.type == "m.space.child" })
        let types = room.map(\.type)
        let history = try #require(types.firstIndex(of: "m.room.history_visibility"))
        let encryption = try #require(types.firstIndex(of: "m.room.encryption"))
        let message = try #require(types.firstIndex(of: "m.room.message"))
        #expect(history < message && message < encryption)
    }

    @Test("refuses, with the line, what cannot be carried out")
    func refusals() throws {
        let cases: [(line: String, says: String)] = [
            ("\(Self.key("gone")),no,,,,,,", "no archive holds"),
            ("\(Self.key("old")),,,,\(Self.key("gone")),,,", "names no channel"),
            ("\(Self.key("old")),,,,\(Self.key("old")),,,", "circle"),
            ("\(Self.key("vault")),,,,\(Self.key("new")),,,", "readable for everybody"),
            ("\(Self.key("new")),,,slack:T9:workspace:T9,,,,", "space is neither"),
        ]
        for (line, says) in cases {
            let fixture = try town(mapping(line))
            let failure = try #require(throws: Failure.self) { try fixture.plan() }
            #expect(failure.what.contains(says))
            #expect(failure.location == "rooms.csv, line 2")
        }
        for cells in ["perhaps,,,,,,", ",,,,open,,", ",,,,,always,", ",,,,,,si"] {
            let failure = try #require(throws: Failure.self) { try mapping("\(Self.key("new")),\(cells)") }
            #expect(failure.location == "rooms.csv, line 2")
        }
    }

    @Test("does not take back or merge what was carried over already")
    func settled() throws {
        var fixture = try town(.empty)
        try fixture.plan()
        try fixture.carryAll()
        fixture.rooms = try mapping("\(Self.key("old")),,,,\(Self.key("new")),,,")
        let failure = try #require(throws: Failure.self) { try fixture.plan() }
        #expect(failure.what.contains("a room of its own already"))
        fixture.rooms = try mapping("\(Self.key("vault")),no,,,,,,")
        try fixture.migration.take(
            [Small.message("9", in: "vault", by: "chi", at: 1900, "more")], entries: [:])
        let summary = try fixture.plan().summary
        #expect(summary.balance[.message]?.carried == 4)
        #expect(summary.balance[.message]?.notCarried == 1)
        #expect(try !fixture.room("vault").contains { $0.kind == .sendEvent })
    }

    @Test("comes back from a spreadsheet as it was written")
    func roundTrip() throws {
        let decided = try mapping(
            "\(Self.key("new")),,\"=Neues; \"\"1\"\"\",none,,invite,shared,no",
            "\(Self.key("vault")),no,,,,,,")
        let lines = try town(decided).plan().rooms
        let text = RoomMapping.csv(lines)
        #expect(try RoomMapping(csv: text, path: "").decisions == decided.decisions)
    }
}
