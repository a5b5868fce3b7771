// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import FerryTestRecords
import Testing

private typealias Small = SmallWorkspace

@Suite("Aliases of rooms")
struct AliasTests {
    private static func key(_ channel: String) -> String { "slack:T1:channel:\(channel)" }

    private func mapping(_ lines: String...) throws -> RoomMapping {
        try RoomMapping(csv: (["key,merge_into,alias"] + lines).joined(separator: "\n"), path: "rooms.csv")
    }

    private func town(_ lines: String..., template: String? = nil) throws -> PlanFixture {
        var fixture = try PlanFixture(RoomMappingTests.town, entries: ["f.pdf": [1]])
        fixture.rooms = try RoomMapping(
            csv: (["key,merge_into,alias"] + lines).joined(separator: "\n"), path: "rooms.csv")
        fixture.options.alias = try template.map { try AliasTemplate($0) }
        return fixture
    }

    private func aliases(_ fixture: PlanFixture) throws -> [String: String] {
        let operations = try fixture.lanes().flatMap(\.operations).filter { $0.kind == .createAlias }
        return Dictionary(uniqueKeysWithValues: operations.map { ($0.key.id, $0.type) })
    }

    @Test("are none unless somebody asks for one")
    func none() throws {
        let fixture = try town()
        try fixture.plan()
        #expect(try aliases(fixture).isEmpty)
    }

    @Test("follow the template for rooms that anybody may find, the table for all, and never both")
    func given() throws {
        let fixture = try town(
            "\(Self.key("vault")),,#strong-room:x.org", "\(Self.key("old")),,none",
            template: "#{workspace}-{channel}")
        let outcome = try fixture.plan()
        #expect(try aliases(fixture) == ["vault": "#strong-room:x.org", "new": "#town-hall-new:x.org"])
        #expect(
            outcome.rooms.first { $0.key == Self.key("new") }?.outcome
                == "room, found as #town-hall-new:x.org")
    }

    @Test("are set once the history is in, before the room is shut, and shown after they are set")
    func order() throws {
        let fixture = try town("\(Self.key("new")),,neu")
        try fixture.plan()
        let room = try fixture.room("new")
        func place(_ isIt: (Operation) -> Bool) throws -> Int {
            let index = room.firstIndex(where: isIt)
            return try #require(index)
        }
        let set = try place { $0.kind == .createAlias }
        let shown = try place { $0.type == "m.room.canonical_alias" }
        let message = try place { $0.type == "m.room.message" }
        let rule = try place { $0.type == "m.room.join_rules" }
        #expect(message < set && set < shown && shown < rule)
        #expect(room[set].sender == "@ferry:x.org")
        #expect(room[shown].content["alias"]?["$part"] != nil)
    }

    @Test("of two channels with one name get numbers, and keep them when more come")
    func numbers() throws {
        var records = [Small.workspace]
        func team(_ id: String) -> Record {
            .channel(
                Channel(
                    key: Small.channel(id), workspace: WorkspaceKey(Small.key(.workspace, "T1")),
                    kind: .public,
                    name: "Büro"))
        }
        records += [team("b"), team("c")]
        var fixture = try PlanFixture(records)
        fixture.options.alias = try AliasTemplate("{channel}")
        try fixture.plan()
        #expect(try aliases(fixture) == ["b": "#buero:x.org", "c": "#buero-2:x.org"])
        try fixture.carryAll()
        try fixture.migration.take([team("a")], entries: [:])
        try fixture.plan()
        #expect(try aliases(fixture) == ["a": "#buero-3:x.org"])
    }

    @Test("are refused with the line where the grammar, another server or another room forbids them")
    func refusals() throws {
        let cases: [(lines: [String], says: String)] = [
            (["\(Self.key("new")),,two words"], "breaks the grammar"),
            (["\(Self.key("new")),,\(String(repeating: "a", count: 250))"], "breaks the grammar"),
            (["\(Self.key("new")),,#a:other.org"], "none of x.org"),
            (["\(Self.key("new")),,ferry_x"], "the program's own"),
            (["\(Self.key("new")),,a", "\(Self.key("old")),,a"], "another room already"),
            (["\(Self.key("old")),\(Self.key("new")),a"], "into the room of another"),
        ]
        for (lines, says) in cases {
            var fixture = try town()
            fixture.rooms = try RoomMapping(
                csv: (["key,merge_into,alias"] + lines).joined(separator: "\n"), path: "rooms.csv")
            let failure = try #require(throws: Failure.self) { try fixture.plan() }
            #expect(failure.what.contains(says), "\(failure.what)")
            #expect(failure.location == "rooms.csv, line \(lines.count + 1)")
        }
    }

    @Test("that were given to one room cannot go to another, and are taken from view when nobody wants them")
    func settled() throws {
        var fixture = try town("\(Self.key("new")),,a")
        try fixture.plan()
        try fixture.carryAll()
        fixture.rooms = try mapping("\(Self.key("old")),,a")
        let failure = try #require(throws: Failure.self) { try fixture.plan() }
        #expect(failure.what.contains("another room already"))
        fixture.rooms = .empty
        try fixture.plan()
        let states = try fixture.lanes().flatMap(\.operations).filter { $0.type == "m.room.canonical_alias" }
        #expect(states.count == 1)
        #expect(states.first?.content["alias"] == nil)
        #expect(states.first?.content["alt_aliases"]?.elements.count == 1)
    }

    @Test("templates hold the channel and words that exist")
    func templates() throws {
        for text in ["{workspace}", "town", "{channel", "{name}-{channel}", "{channel}:x.org"] {
            #expect(throws: Failure.self, "\(text)") { try AliasTemplate(text) }
        }
    }
}
