// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import FerryTestRecords
import Glibc
import Testing

private typealias Small = SmallWorkspace

@Suite("mappings/roles.csv")
struct RoleTests {
    private static let records = [
        Small.workspace, Small.who("ada", role: .admin), Small.who("ben"), Small.who("gus", role: .guest),
        Small.who("mia"), Small.who("old", role: .owner, departed: true), Small.who("own"),
        Small.room("general", creator: "ben"),
        Small.member("ada", of: "general"), Small.member("ben", of: "general"),
        Small.member("gus", of: "general"),
        Small.member("mia", of: "general", role: .moderator), Small.member("old", of: "general"),
        Small.member("own", of: "general", role: .owner),
        Small.message("1", in: "general", by: "ben", at: 1100, "one"),
    ]

    private func levels(_ fixture: PlanFixture) throws -> [String: Int64] {
        let last = try #require(try fixture.room("general").last { $0.type == "m.room.power_levels" })
        let users = last.content["users"]?.members ?? [:]
        return users.filter { $0.key != "@ferry:x.org" }.compactMapValues(\.int64)
    }

    private func table(_ lines: String...) throws -> RoleTable {
        try RoleTable(
            csv: (["source,scope,role,power_level"] + lines).joined(separator: "\n"), path: "roles.csv")
    }

    @Test("of the project is what the program holds, and says who leads by default")
    func standard() throws {
        let path =
            #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/mappings/roles.csv"
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&buffer, 1, buffer.count, file)
        #expect(String(decoding: buffer.prefix(count), as: UTF8.self) == RoleTable.standardText)
        let fixture = try PlanFixture(Self.records)
        try fixture.plan()
        let expected: [String: Int64] = [
            "@ada:x.org": 100, "@ben:x.org": 100, "@mia:x.org": 50, "@own:x.org": 100,
        ]
        #expect(try levels(fixture) == expected)
    }

    @Test("gives other levels, and a line for one source wins over that for all")
    func changed() throws {
        var fixture = try PlanFixture(Self.records)
        fixture.options.roles = try table(
            "*,workspace,admin,100", "slack,workspace,admin,50", "teams,channel,owner,100",
            "*,channel,owner,75",
            "slack,workspace,guest,10")
        try fixture.plan()
        #expect(try levels(fixture) == ["@ada:x.org": 50, "@own:x.org": 75, "@gus:x.org": 10])
    }

    @Test("is refused with the line where it says what is not known")
    func refusals() throws {
        let wrong = [
            "irc,channel,owner,100", "*,server,owner,100", "*,channel,admin,100", "*,channel,owner,101",
            "*,channel,owner,-1", "*,channel,owner,",
        ]
        for line in wrong {
            let failure = try #require(throws: Failure.self) { try table("*,channel,member,0", line) }
            #expect(failure.location == "roles.csv, line 3", "\(line)")
        }
        let twice = try #require(throws: Failure.self) { try table("*,channel,owner,1", "*,channel,owner,2") }
        #expect(twice.what.contains("earlier line"))
        #expect(throws: Failure.self) { try RoleTable(csv: "a,b\n1,2", path: "roles.csv") }
    }

    @Test("takes no level from whom nobody has power over, in rooms whose maker stands not above all")
    func equals() throws {
        for (version, expected) in [("10", Int64(100)), ("12", 0)] {
            var fixture = try PlanFixture(Self.records)
            fixture.options.roomVersion = version
            try fixture.plan()
            try fixture.carryAll()
            fixture.options.roles = try table("*,workspace,admin,100")
            try fixture.migration.take(
                [Small.message("2", in: "general", by: "ben", at: 1900, "two")], entries: [:])
            try fixture.plan()
            #expect(try levels(fixture)["@own:x.org"] ?? 0 == expected, "version \(version)")
            #expect(try levels(fixture)["@mia:x.org"] == nil)
        }
    }
}
