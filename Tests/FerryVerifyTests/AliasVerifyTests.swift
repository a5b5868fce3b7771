// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryPlan
import FerryStore
import FerryTestKit
import FerryTestRecords
import FerryUpload
import FerryVerify
import MatrixClient
import Testing

private typealias Small = SmallWorkspace

@Suite("Aliases read back", .timeLimit(.minutes(10)))
struct AliasVerifyTests {
    private func verified(_ change: @escaping (inout FakeState) -> Void) async throws -> VerifySummary {
        let migration = try FerryTestRecords.TestMigration()
        let server = try FakeHomeserver()
        try migration.take(
            [
                Small.workspace, Small.who("anna"), Small.room("general"),
                Small.member("anna", of: "general"),
                Small.message("1", in: "general", by: "anna", at: 1500, "one"),
            ], entries: [:])
        let rooms = try RoomMapping(csv: "key,alias\nslack:T1:channel:general,town", path: "rooms.csv")
        let options = PlanOptions(server: "x.org", bot: "ferry", migration: FerryTestRecords.TestMigration.id)
        _ = try Planner.plan(migration.store, options: options, mapping: .empty, rooms: rooms)
        var transport = TransportOptions()
        transport.proxy = .none
        let homeserver = try Homeserver(
            baseURL: server.url, token: Secret(FakeHomeserver.token),
            transport: try CurlTransport(options: transport))
        _ = try await Uploader(
            store: migration.store, homeserver: homeserver, media: migration.media, server: "x.org",
            bot: "ferry"
        ).run()
        server.change(change)
        return try await Verifier(store: migration.store, homeserver: homeserver).run(
            into: VerifySink(onDifference: { _ in }))
    }

    @Test("are the same where they lead to their rooms")
    func same() async throws {
        let summary = try await verified { _ in }
        #expect(summary.differences.isEmpty)
        #expect(summary.checked == summary.same)
    }

    @Test("are missing where they lead nowhere, and different where they lead elsewhere")
    func changed() async throws {
        let gone = try await verified { $0.aliases["#town:x.org"] = nil }
        #expect(gone.missing == 1)
        #expect(gone.differences.map(\.what) == ["the alias leads nowhere"])
        let moved = try await verified { $0.aliases["#town:x.org"] = "!other:x.org" }
        #expect(moved.different == 1)
        #expect(moved.differences.map(\.what) == ["the alias leads to !other:x.org"])
    }
}
