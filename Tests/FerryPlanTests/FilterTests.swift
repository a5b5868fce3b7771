// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import FerryTestRecords
import Testing

private typealias Small = SmallWorkspace

@Suite("What the configuration leaves out")
struct FilterTests {
    static let town = [
        Small.workspace, Small.who("anna"), Small.who("ben"), Small.who("robot", role: .bot),
        Small.room("general"), Small.room("dm", .direct), Small.member("anna", of: "general"),
        Small.member("ben", of: "general"), Small.member("anna", of: "dm"), Small.member("ben", of: "dm"),
        Small.message("1", in: "general", by: "anna", at: 1100, "one", files: ["f"]),
        Small.message("2", in: "general", by: "ben", at: 1200, "two", root: "1"),
        Small.message("3", in: "general", by: "robot", at: 1300, "beep"),
        Small.message("4", in: "general", by: "anna", at: 1400, "set", kind: .system(.purpose("x"))),
        Small.message("5", in: "dm", by: "ben", at: 1500, "psst"), Small.file("f", entry: "f.pdf"),
        Small.reaction("👍", to: "1", in: "general", by: "ben"),
        Small.reaction(":party:", to: "2", in: "general", by: "anna"),
    ]

    private func plan(_ change: (inout PlanFixture) throws -> Void) throws -> (
        fixture: PlanFixture, summary: PlanSummary
    ) {
        var fixture = try PlanFixture(Self.town, entries: ["f.pdf": [1]])
        try change(&fixture)
        return (fixture, try fixture.plan().summary)
    }

    private func said(_ fixture: PlanFixture) throws -> [String] {
        try fixture.room("general").filter { $0.type == "m.room.message" }.map(\.words)
    }

    private func codes(_ summary: PlanSummary) -> [String: Int] {
        Dictionary(
            summary.losses.filter { $0.state == .filtered }.map {
                ("\($0.code) \($0.kind.rawValue)", $0.count)
            },
            uniquingKeysWith: +)
    }

    @Test("by date is counted with its reactions and files")
    func dates() throws {
        let (fixture, summary) = try plan {
            $0.options.filter.since = Small.time(1150)
            $0.options.filter.until = Small.time(1400)
        }
        #expect(try said(fixture) == ["two", "beep"])
        #expect(
            codes(summary) == [
                "filter.before message": 1, "filter.before reaction": 1, "filter.before attachment": 1,
                "filter.after message": 2,
            ])
    }

    @Test("by kind of message or channel")
    func kinds() throws {
        let (fixture, summary) = try plan {
            $0.options.filter.messages = [.bot, .system]
            $0.options.filter.channels = [.direct]
        }
        #expect(try said(fixture).filter { $0 != "plan.pdf" } == ["one", "two"])
        #expect(
            codes(summary) == [
                "filter.message-kind message": 2, "filter.channel-kind channel": 1,
                "filter.channel-kind message": 1, "filter.channel-kind membership": 2,
            ])
        #expect(summary.rooms.direct == 0)
    }

    @Test("of files leaves the message")
    func files() throws {
        let (fixture, summary) = try plan { $0.options.filter.files = false }
        #expect(try said(fixture).prefix(2) == ["one", "two"])
        #expect(codes(summary) == ["filter.files attachment": 1])
        #expect(summary.media.files == 0)
    }

    @Test("of threads makes answers, and of custom reactions nothing")
    func profileOptions() throws {
        let (fixture, summary) = try plan {
            $0.options.threads = false
            $0.options.customReactions = false
        }
        let reply = try #require(try fixture.room("general").first { $0.words == "two" })
        #expect(reply.content["m.relates_to"]?["rel_type"] == nil)
        #expect(reply.content["m.relates_to"]?["m.in_reply_to"]?["event_id"] != nil)
        #expect(summary.losses.contains { $0.code == "message.thread" && $0.count == 1 })
        #expect(codes(summary) == ["filter.custom-reaction reaction": 1])
    }

    @Test("of a person leaves out what that person said, did and was a member of")
    func person() throws {
        let (fixture, summary) = try plan {
            $0.mapping = try PeopleMapping(
                csv: "key,matrix_id\nslack:T1:person:ben,leave-out\n", path: "people.csv", server: "x.org")
        }
        #expect(try said(fixture).filter { $0 != "plan.pdf" } == ["one", "beep", "set"])
        #expect(
            codes(summary) == [
                "filter.person person": 1, "filter.person message": 2, "filter.person reaction": 2,
                "filter.person membership": 2,
            ])
        #expect(try !fixture.dump().contains("@ben:x.org"))
    }

    @Test("of a person who was carried over is refused with the line")
    func settledPerson() throws {
        var fixture = try PlanFixture(Self.town, entries: ["f.pdf": [1]])
        try fixture.plan()
        try fixture.carryAll()
        fixture.mapping = try PeopleMapping(
            csv: "key,matrix_id\nslack:T1:person:ben,leave-out\n", path: "people.csv", server: "x.org")
        let failure = try #require(throws: Failure.self) { try fixture.plan() }
        #expect(failure.location == "people.csv, line 2")
    }

    @Test("stands in every new room as access rules where the deployment needs them, without names being set")
    func tchap() throws {
        let (fixture, _) = try plan {
            $0.options.accessRules = true
            $0.options.setsProfiles = false
        }
        let creations = try fixture.lanes().flatMap(\.operations).filter { $0.kind == .createRoom }
        let rules = creations.compactMap { creation in
            creation.content["initial_state"]?.elements.first {
                $0["type"] == "im.vector.room.access_rules"
            }?["content"]
        }
        #expect(rules.count == creations.count)
        #expect(Set(rules.compactMap { $0["rule"]?.string }) == ["direct", "restricted"])
        #expect(rules.allSatisfy { $0["visibility"] == "private" })
        let names = try fixture.lanes().flatMap(\.operations).filter { $0.kind == .setDisplayName }
        #expect(names.map(\.sender) == ["@bot-robot:x.org"])
    }
}
