// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import FerryTestRecords
import Testing

private typealias Small = SmallWorkspace

/// What homeservers with rules of their own let pass. The rules are those of Tchap's module for room access rules, and of
/// TI-M's reference proxy.
@Suite("Homeservers with demands of their own")
struct DeploymentTests {
    private static let talk =
        [Small.workspace] + ["anna", "ben", "chi"].map { Small.who($0) } + [
            Small.room("dm", .direct), Small.member("anna", of: "dm"), Small.member("ben", of: "dm"),
            Small.message("1", in: "dm", by: "ben", at: 1500, "psst"),
            Small.message("2", in: "dm", by: "ben", at: 1600, "new", kind: .system(.topic("Gifts"))),
        ]

    private func tchap(_ records: [Record] = Self.talk) throws -> PlanFixture {
        var fixture = try PlanFixture(records)
        fixture.options.accessRules = true
        fixture.options.history = .shared
        return fixture
    }

    private func members(_ room: [Operation]) -> [String] {
        room.filter { $0.type == "m.room.member" }.map(\.summary)
    }

    private func rules(_ creation: Operation?) -> JSONValue? {
        creation?.content["initial_state"]?.elements.first { $0["type"] == "im.vector.room.access_rules" }?[
            "content"]
    }

    @Test("with access rules have direct rooms made by one of the two, whom nobody else ever joins")
    func direct() throws {
        let fixture = try tchap()
        try fixture.plan()
        let room = try fixture.room("dm")
        let creation = try #require(room.first)
        #expect(creation.sender == "@anna:x.org")
        #expect(creation.content["preset"] == "private_chat")
        #expect(creation.content["is_direct"] == true)
        #expect(rules(creation)?["rule"] == "direct")
        #expect(rules(creation)?["encrypted"] == false)
        #expect(members(room) == ["anna join", "anna invite", "ben join"])
        #expect(room.allSatisfy { $0.sender != "@ferry:x.org" })
        let refused = ["m.room.name", "m.room.topic", "m.room.avatar"]
        #expect(!room.contains { refused.contains($0.type) })
        #expect(room.contains { $0.content["body"] == "new" })
        #expect(room.last { $0.type == "m.room.join_rules" }?.content["join_rule"] == "invite")
    }

    @Test("with access rules list the maker among the powers of a room only where its version wants it")
    func powers() throws {
        for (version, users) in [("10", ["@anna:x.org", "@ben:x.org"]), ("12", ["@ben:x.org"])] {
            var fixture = try tchap()
            fixture.options.roomVersion = version
            try fixture.plan()
            let levels = try fixture.room("dm").last { $0.type == "m.room.power_levels" }
            #expect((levels?.content["users"]?.members ?? [:]).keys.sorted() == users)
        }
    }

    @Test("with access rules take what comes later into a direct room from those who are in it")
    func later() throws {
        let fixture = try tchap()
        try fixture.plan()
        try fixture.carryAll()
        #expect(try fixture.plan().summary.openOperations == 0)
        let lane = try #require(try fixture.journal.rooms().first { $0.source.hasSuffix("channel:dm") }).lane
        #expect(try fixture.journal.reader(ofLane: lane.id) == "@anna:x.org")
        try fixture.migration.take(
            [Small.message("3", in: "dm", by: "ben", at: 1700, "more")], as: "later.zip")
        try fixture.plan()
        let room = try fixture.lanes().filter { $0.lane.kind == .room }.flatMap(\.operations)
        #expect(room.first { $0.kind == .sendEvent }?.summary == "ben more")
        #expect(members(room).isEmpty)
        #expect(room.allSatisfy { $0.sender != "@ferry:x.org" })
    }

    @Test("with access rules have no direct room for talks in which a third one wrote")
    func third() throws {
        let fixture = try tchap(Self.talk + [Small.message("9", in: "dm", by: "chi", at: 1650, "beep")])
        try fixture.plan()
        let creation = try #require(try fixture.room("dm").first)
        #expect(creation.sender == "@ferry:x.org")
        #expect(creation.content["is_direct"] == false)
        #expect(rules(creation)?["rule"] == "restricted")
    }

    @Test("with access rules refuse a name for a direct room, with the line")
    func name() throws {
        var fixture = try tchap()
        fixture.rooms = try RoomMapping(csv: "key,name\nslack:T1:channel:dm,Us", path: "rooms.csv")
        let failure = try #require(throws: Failure.self) { try fixture.plan() }
        #expect(failure.location == "rooms.csv, line 2")
    }

    @Test(
        "with access rules get the levels at creation that those ask for, and the visibility of the creation")
    func creation() throws {
        let fixture = try tchap(FilterTests.town)
        try fixture.plan()
        for creation in try fixture.lanes().flatMap(\.operations) where creation.kind == .createRoom {
            let levels = creation.content["power_level_content_override"]
            #expect(levels?["state_default"] == 100 && levels?["invite"] == 50)
            #expect(rules(creation)?["visibility"] == creation.content["visibility"])
        }
    }

    @Test("without open rooms have everybody let in by one invitation each, before they join")
    func invitations() throws {
        var fixture = try PlanFixture(FilterTests.town)
        fixture.options.invitesMembers = true
        fixture.options.roomType = "de.gematik.tim.roomtype.default.v1"
        fixture.options.publicJoinRule = .invite
        try fixture.plan()
        for (lane, operations) in try fixture.lanes() where lane.kind == .room || lane.kind == .space {
            let creation = try #require(operations.first)
            #expect(creation.content["preset"] == "private_chat")
            #expect(creation.content["invite"] == nil)
            let type = creation.content["creation_content"]?["type"]?.string
            #expect(type == (lane.kind == .space ? "m.space" : "de.gematik.tim.roomtype.default.v1"))
            let joined = operations.filter { $0.type == "m.room.member" && $0.words == "join" }
            #expect(!joined.isEmpty)
            for join in joined {
                let isInvited = operations.contains {
                    $0.sequence < join.sequence && $0.words == "invite" && $0.stateKey == join.stateKey
                        && $0.sender == "@ferry:x.org"
                }
                #expect(isInvited, "\(join.summary)")
            }
            #expect(!operations.contains { $0.content["join_rule"] == "public" })
        }
        try fixture.carryAll()
        #expect(try fixture.plan().summary.openOperations == 0)
    }
}
