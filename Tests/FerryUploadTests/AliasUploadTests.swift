// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import FerryTestKit
import FerryTestRecords
import FerryUpload
import Testing

@Suite("An upload of aliases", .timeLimit(.minutes(10)))
struct AliasUploadTests {
    private static func rooms(_ alias: String) throws -> RoomMapping {
        try RoomMapping(csv: "key,alias\nslack:T1:channel:general,\(alias)", path: "rooms.csv")
    }

    private static func canonical(_ server: FakeHomeserver) -> [JSONValue] {
        // The first one, of the creation, shows none.
        server.room.events.filter { $0["type"] == "m.room.canonical_alias" }.compactMap { $0["content"] }
            .filter { $0["alias"] != nil }
    }

    @Test("lets the alias lead to the room, and then shows it as the room's own")
    func given() async throws {
        let fixture = try UploadFixture(rooms: Self.rooms("town"))
        let server = try FakeHomeserver()
        let summary = try await fixture.upload(to: server)
        #expect((summary.ready, summary.wedged, summary.skipped) == (0, 0, 0))
        #expect(server.state.aliases["#town:x.org"] == server.room.id)
        let shown = Self.canonical(server)
        #expect(shown.map { $0["alias"]?.string } == ["#town:x.org"])
        #expect(try fixture.migration.journal.aliases().map(\.alias) == ["#town:x.org"])
    }

    @Test("takes an alias whose answer was lost for done")
    func lostAnswer() async throws {
        let fixture = try UploadFixture(rooms: Self.rooms("town"))
        let once = Chance(1)
        let server = try FakeHomeserver { request in
            request.method == "PUT" && request.path.contains("/directory/") && once.take()
                ? .lostAnswer : .none
        }
        let summary = try await fixture.upload(to: server)
        #expect((summary.ready, summary.wedged, summary.skipped) == (0, 0, 0))
        #expect(server.requests.count { $0.method == "PUT" && $0.path.contains("/directory/") } == 2)
        #expect(Self.canonical(server).count == 1)
    }

    @Test("shows no alias that leads to another room or is reserved by another, and carries all the rest")
    func taken() async throws {
        for (alias, word) in [("town", "another room"), ("reserved-town", "registration does not reserve")] {
            let fixture = try UploadFixture(rooms: Self.rooms(alias))
            let server = try FakeHomeserver()
            server.change { $0.aliases["#town:x.org"] = "!elsewhere:x.org" }
            let summary = try await fixture.upload(to: server)
            #expect((summary.ready, summary.wedged, summary.skipped) == (0, 1, 1))
            #expect(summary.stuck.first?.reason.contains(word) == true)
            #expect(server.state.aliases["#town:x.org"] == "!elsewhere:x.org")
            #expect(Self.canonical(server).isEmpty)
            #expect(server.room.said == UploadFixture.said)
        }
    }

    @Test("changes the alias of a room that is carried already, and leaves the old one leading to it")
    func changed() async throws {
        var fixture = try UploadFixture(rooms: Self.rooms("town"))
        let server = try FakeHomeserver()
        try await fixture.upload(to: server)
        for (alias, further) in [("hall", ["#town:x.org"]), ("town", ["#hall:x.org"])] {
            fixture.rooms = try Self.rooms(alias)
            try fixture.plan()
            let summary = try await fixture.upload(to: server)
            #expect((summary.ready, summary.wedged, summary.skipped) == (0, 0, 0))
            let last = try #require(Self.canonical(server).last)
            #expect(last["alias"]?.string == "#\(alias):x.org")
            #expect(last["alt_aliases"]?.elements.compactMap(\.string) == further)
            #expect(server.state.aliases["#\(alias):x.org"] == server.room.id)
        }
        #expect(Self.canonical(server).count == 3)
        let writes = server.writes
        try fixture.plan()
        try await fixture.upload(to: server)
        #expect(server.writes == writes)
    }
}
