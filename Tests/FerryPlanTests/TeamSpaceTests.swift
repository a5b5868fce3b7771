// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import FerryTestRecords
import Testing

/// A source that has many workspaces side by side, none of which holds everybody, as Teams has.
@Suite("Spaces of teams")
struct TeamSpaceTests {
    private static func key(_ kind: RecordKind, _ id: String) -> SourceKey {
        SourceKey(.teams, workspace: "", kind, id: id)
    }

    private static func team(_ id: String) -> Record {
        .workspace(Workspace(key: WorkspaceKey(key(.workspace, id)), name: id))
    }

    private static func who(_ id: String, role: Person.Role = .member, departed: Bool = false) -> Record {
        .person(
            Person(
                key: PersonKey(key(.person, id)), handle: id, displayName: id, role: role, departed: departed)
        )
    }

    private static func room(_ id: String, of team: String, _ kind: Channel.Kind) -> Record {
        .channel(
            Channel(
                key: ChannelKey(key(.channel, id)), workspace: WorkspaceKey(key(.workspace, team)),
                kind: kind,
                name: id))
    }

    private static func member(_ who: String, _ room: String, left: Int64? = nil) -> Record {
        .membership(
            Membership(
                channel: ChannelKey(key(.channel, room)), person: PersonKey(key(.person, who)),
                leftAt: left.map { Timestamp(seconds: $0) }))
    }

    private static let records = [
        team("works"), team("museum"), team("tenant"),
        who("anna"), who("ben"), who("chi"), who("dora", role: .guest), who("emil", departed: true),
        who("frieda", role: .external), room("open", of: "works", .public),
        room("closed", of: "works", .private), room("halls", of: "museum", .public),
        room("talk", of: "tenant", .group), room("call", of: "tenant", .meeting),
        member("anna", "open"), member("dora", "open"), member("emil", "open"), member("frieda", "open"),
        member("ben", "open", left: 1500), member("chi", "closed"), member("ben", "halls"),
        member("anna", "talk"), member("ben", "talk"), member("anna", "call"), member("ben", "call"),
    ]

    private func spaces() throws -> [String: [Operation]] {
        let fixture = try PlanFixture(Self.records)
        try fixture.plan()
        let lanes = try fixture.lanes().filter { $0.lane.kind == .space }
        return Dictionary(lanes.map { ($0.lane.name, $0.operations) }) { first, _ in first }
    }

    @Test("hold those who are in the team's open channels today, and nobody else")
    func members() throws {
        let spaces = try spaces()
        func joined(_ name: String) -> [String] {
            (spaces[name] ?? []).filter { $0.type == "m.room.member" }.compactMap(\.stateKey).sorted()
        }
        #expect(joined("works") == ["@anna:x.org", "@dora:x.org"])
        #expect(joined("museum") == ["@ben:x.org"])
    }

    @Test("are not made for a tenant that holds only chats, which no space shows")
    func tenant() throws {
        #expect(Set(try spaces().keys) == ["works", "museum"])
    }

    @Test("let their members into the open channels, and into no other")
    func rules() throws {
        let fixture = try PlanFixture(Self.records)
        let summary = try fixture.plan().summary
        func rule(_ room: String) throws -> String? {
            try fixture.room(room).last { $0.type == "m.room.join_rules" }?.content["join_rule"]?.string
        }
        #expect(try rule("open") == "restricted")
        #expect(try rule("closed") == "invite")
        #expect(try rule("talk") == "invite")
        #expect(summary.rooms.spaces == 2)
        #expect(summary.balance[.workspace] == Balance(parsed: 3, carried: 3))
    }
}
