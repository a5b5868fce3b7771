// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import FerryTestRecords
import Testing

private typealias Small = SmallWorkspace

@Suite("Rooms that are their members' own")
struct OwnRoomTests {
    private static let people = [Small.workspace] + ["anna", "ben", "chi"].map { Small.who($0) }
    private static let talk =
        people + [
            Small.room("talk", .group), Small.member("anna", of: "talk"), Small.member("ben", of: "talk"),
            Small.member("chi", of: "talk", left: 1600),
            Small.message("1", in: "talk", by: "chi", at: 1500, "one"),
        ]

    private func carried(_ records: [Record] = Self.talk) throws -> PlanFixture {
        let fixture = try PlanFixture(records)
        try fixture.plan()
        try fixture.carryAll()
        return fixture
    }

    private func memberships(_ fixture: PlanFixture) throws -> [String] {
        try fixture.room("talk").filter { $0.type == "m.room.member" }
            .map { "\($0.seconds ?? -1) \($0.summary)" }
    }

    @Test("are left by the one who made them", arguments: [Channel.Kind.direct, .group, .meeting])
    func bot(kind: Channel.Kind) throws {
        let fixture = try PlanFixture(
            Self.people + [
                Small.room("talk", kind), Small.member("anna", of: "talk"), Small.member("ben", of: "talk"),
            ])
        try fixture.plan()
        let room = try fixture.room("talk")
        let last = try #require(room.last { $0.type == "m.room.member" })
        #expect(last.sender == "@ferry:x.org")
        #expect(last.words == "leave")
        #expect(!room.contains { $0.type == "m.space.parent" || $0.type == "m.space.child" })
        let levels = try #require(room.first { $0.type == "m.room.power_levels" }).content["users"]?.members
        #expect(levels?["@anna:x.org"] == 100)
        #expect(levels?["@ben:x.org"] == 100)
    }

    @Test("are not entered again by guess after somebody was removed")
    func guess() throws {
        let fixture = try carried()
        try fixture.migration.take([Small.member("chi", of: "talk", guess: true)], as: "less.zip")
        let summary = try fixture.plan().summary
        #expect(summary.openOperations == 0)
    }

    @Test("are not entered again by those who came and went only to be seen off")
    func gone() throws {
        let fixture = try carried(Self.talk + [Small.member("chi", of: "talk", joined: 1550, left: 1600)])
        try fixture.migration.take(
            [Small.message("9", in: "talk", by: "anna", at: 1700, "nine")], as: "b.zip")
        try fixture.plan()
        #expect(try memberships(fixture).isEmpty)
        #expect(try fixture.room("talk").contains { $0.words == "nine" })
    }

    @Test("are entered again by whoever is on the list again, and left again, as often as it happens")
    func again() throws {
        let fixture = try carried()
        try fixture.migration.take([Small.member("chi", of: "talk", joined: 1700)], as: "b.zip")
        try fixture.plan()
        let came = try memberships(fixture)
        #expect(came == ["1700 anna invite", "1700 chi join"])
        let room = try fixture.room("talk")
        let join = try #require(room.firstIndex { $0.words == "join" })
        #expect(try #require(room.firstIndex { $0.kind == .markRead && $0.sender == "@chi:x.org" }) > join)
        try fixture.carryAll()
        #expect(try fixture.plan().summary.openOperations == 0)
        try fixture.migration.take([Small.member("chi", of: "talk", left: 1800)], as: "c.zip")
        try fixture.plan()
        let went = try memberships(fixture)
        #expect(went == ["1800 chi leave"])
        try fixture.carryAll()
        try fixture.migration.take([Small.member("chi", of: "talk", joined: 1900)], as: "d.zip")
        try fixture.plan()
        let returned = try memberships(fixture)
        #expect(returned == ["1900 anna invite", "1900 chi join"])
    }

    @Test("are entered again at the end where a list names somebody whom a message saw leave")
    func listed() throws {
        let left = Message.Kind.system(.left(Small.person("ben"), by: nil))
        let fixture = try PlanFixture(
            Self.talk + [
                Small.message("2", in: "talk", by: "ben", at: 1550, "ben has left", kind: left),
                Small.message("3", in: "talk", by: "anna", at: 1580, "three"),
            ])
        try fixture.plan()
        #expect(
            try memberships(fixture).suffix(4) == [
                "1550 ben leave", "1600 chi leave", "1580 ben join", "-1 ferry leave",
            ])
        try fixture.carryAll()
        #expect(try fixture.plan().summary.openOperations == 0)
    }

    @Test("keep the power of those who left: no member can take it from them")
    func powerLevels() throws {
        let fixture = try carried()
        try fixture.migration.take([Small.member("ben", of: "talk", left: 1700)], as: "b.zip")
        try fixture.plan()
        #expect(try memberships(fixture) == ["1700 ben leave"])
        #expect(try !fixture.room("talk").contains { $0.type == "m.room.power_levels" })
        try fixture.migration.take([Small.member("chi", of: "talk", joined: 1800)], as: "c.zip")
        try fixture.plan()
        let levels = try #require(try fixture.room("talk").first { $0.type == "m.room.power_levels" })
        #expect(levels.sender == "@anna:x.org")
        let users = levels.content["users"]?.members ?? [:]
        #expect(["@anna:x.org", "@ben:x.org", "@chi:x.org"].allSatisfy { users[$0] == 100 })
    }

    @Test("keep their power levels where none of their members may change them")
    func archived() throws {
        let records =
            Self.people + [
                Small.room("talk", .group, archived: true), Small.member("anna", of: "talk"),
                Small.member("ben", of: "talk"), Small.message("1", in: "talk", by: "ben", at: 1500, "one"),
            ]
        let fixture = try carried(records)
        try fixture.migration.take([Small.member("chi", of: "talk", joined: 1800)], as: "b.zip")
        try fixture.plan()
        #expect(try memberships(fixture) == ["1800 anna invite", "1800 chi join"])
        #expect(try !fixture.room("talk").contains { $0.type == "m.room.power_levels" })
    }
}
