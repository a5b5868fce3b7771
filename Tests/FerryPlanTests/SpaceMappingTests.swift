// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import FerryTestRecords
import Testing

@Suite("Spaces in mappings/rooms.csv")
struct SpaceMappingTests {
    private static let key = "slack:T1:workspace:T1"
    private static let head = "key,carry,name,join_rule,alias,avatar"

    private func town(_ lines: String...) throws -> PlanFixture {
        var fixture = try PlanFixture(RoomMappingTests.town, entries: ["f.pdf": [1]])
        fixture.rooms = try RoomMapping(
            csv: ([Self.head] + lines).joined(separator: "\n"), path: "rooms.csv")
        return fixture
    }

    private func plan(_ fixture: PlanFixture, _ pictures: [String: RoomPictures.Finding] = [:]) throws
        -> Planner.Outcome
    {
        try Planner.plan(
            fixture.migration.store, options: fixture.options, mapping: .empty, rooms: fixture.rooms,
            pictures: RoomPictures(pictures))
    }

    private func space(_ fixture: PlanFixture) throws -> [Operation] {
        try fixture.lanes().first { $0.lane.kind == .space }?.operations ?? []
    }

    @Test("have a line each, which says what becomes of them")
    func lines() throws {
        let lines = try plan(town()).rooms.filter { $0.kind == "space" }
        #expect(lines.map(\.key) == [Self.key])
        #expect(lines.first?.outcome == "space")
        #expect(lines.first?.workspace == "Town Hall")
    }

    @Test("get the name, the alias and the picture of their line, and keep what is not changed")
    func identity() throws {
        let fixture = try town("\(Self.key),,Rathaus,,#rathaus,town.png")
        let file = try fixture.migration.media.keep { take in
            try [UInt8]([0x89, 0x50]).withUnsafeBytes { try take($0) }
        }
        let pictures = ["town.png": RoomPictures.Finding.picture(file, mediaType: "image/png")]
        let outcome = try plan(fixture, pictures)
        let made = try space(fixture)
        #expect(made.filter { $0.type == "m.room.name" }.map(\.words) == ["Rathaus"])
        #expect(made.filter { $0.kind == .createAlias }.map(\.type) == ["#rathaus:x.org"])
        #expect(made.filter { $0.type == "m.room.canonical_alias" }.count == 1)
        #expect(made.contains { $0.type == "m.room.avatar" && $0.content["url"]?["$media"] != nil })
        let line = outcome.rooms.first { $0.key == Self.key }
        #expect(line?.outcome == "space, found as #rathaus:x.org")
        #expect(line?.workspace == "Town Hall")
        try fixture.carryAll()
        #expect(try plan(fixture, pictures).summary.openOperations == 0)

        var later = fixture
        later.rooms = try RoomMapping(csv: "key,name\n\(Self.key),Amt", path: "rooms.csv")
        _ = try plan(later)
        let changes = try space(later)
        #expect(changes.filter { $0.type == "m.room.name" }.map(\.words) == ["Amt"])
        #expect(changes.first { $0.type == "m.room.avatar" }?.payload == "{}")
        let shown = try #require(changes.first { $0.type == "m.room.canonical_alias" })
        #expect(shown.content["alias"] == nil && shown.content["alt_aliases"]?.elements.count == 1)
    }

    @Test("without their picture are carried with a loss")
    func missingPicture() throws {
        let summary = try plan(town("\(Self.key),,,,,gone.png")).summary
        #expect(summary.balance[.workspace] == Balance(parsed: 1, carriedWithLoss: 1))
        #expect(summary.losses.contains { $0.code == "room.picture-missing" && $0.kind == .workspace })
    }

    @Test("refuse, with the line, what only rooms of channels take, and an alias that a room has")
    func refusals() throws {
        let other = "slack:T1:channel:new,,,,rathaus,"
        let cases = [
            (["\(Self.key),no,,,,"], "a space takes no decision", 2),
            (["\(Self.key),,,public,,"], "a space takes no decision", 2),
            (["\(Self.key),,,,two words,"], "alias breaks the grammar", 2),
            (["\(Self.key),,,,rathaus,", other], "that of another room already", 3),
            (["slack:T9:workspace:T9,,x,,,"], "no archive holds", 2),
        ]
        for (lines, says, line) in cases {
            var fixture = try town()
            fixture.rooms = try RoomMapping(
                csv: ([Self.head] + lines).joined(separator: "\n"), path: "rooms.csv")
            let failure = try #require(throws: Failure.self) { _ = try plan(fixture) }
            #expect(failure.what.contains(says), "\(failure.what)")
            #expect(failure.location == "rooms.csv, line \(line)")
        }
    }

    @Test("come back from a spreadsheet as they were written")
    func roundTrip() throws {
        let fixture = try town("\(Self.key),,\"=Rathaus, \"\"alt\"\"\",,#rathaus,")
        let text = RoomMapping.csv(try plan(fixture).rooms)
        #expect(try RoomMapping(csv: text, path: "").decisions == fixture.rooms.decisions)
    }
}
