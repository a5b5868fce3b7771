// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import FerryTestKit
import FerryTestRecords
import FerryUpload
import MatrixClient
import Synchronization
import Testing

@Suite("The fence against copies of a migration", .timeLimit(.minutes(40)))
struct LeaseTests {
    private static let name = FakeState.bot + " eu.matrix-ferry.lease." + TestMigration.id

    private func foreign(held: Bool, beat: Int64 = 1) -> JSONValue {
        [
            "token": "other", "place": "elsewhere", "host": "other-host", "beat": .int(beat),
            "held": .bool(held),
        ]
    }

    private func upload(
        _ store: Store, _ fixture: UploadFixture, to server: FakeHomeserver, takesOver: Bool = false
    ) async throws -> UploadSummary {
        var options = fixture.options
        options.takesOver = takesOver
        return try await Uploader(
            store: store, homeserver: try fixture.homeserver(server.url), media: fixture.migration.media,
            server: "x.org", bot: "ferry", options: options, clock: fixture.clock.clock
        ).run()
    }

    /// The failure of an upload; `nil` if it does not fail.
    private func failure(_ body: () async throws -> UploadSummary) async -> Failure? {
        do {
            _ = try await body()
            return nil
        } catch { return error as? Failure }
    }

    /// Another directory with the store as it is now.
    private func copy(of fixture: UploadFixture, in folder: TestFolder) throws -> Store {
        let path = fixture.migration.directory.path + "/" + Store.fileName
        try SQLiteFile.run("VACUUM INTO '\(folder.path)/\(Store.fileName)'", on: path)
        return try Store(directory: folder.path, migration: TestMigration.id)
    }

    @Test("is given back at the end, and not even looked at when there is nothing to do")
    func plain() async throws {
        let fixture = try UploadFixture()
        let server = try FakeHomeserver()
        try await fixture.upload(to: server)
        #expect(server.state.accountData[Self.name]?["held"] == false)
        let count = server.requests.count
        try await fixture.upload(to: server)
        #expect(server.requests.count == count)
    }

    @Test("keeps the copy out that was not used last, until it takes over; nothing is sent twice")
    func diverged() async throws {
        let fixture = try UploadFixture()
        let server = try FakeHomeserver()
        let watched = StopSignal(isTimeUp: { server.room.said.count >= 2 })
        #expect(try await fixture.upload(to: server, stop: watched).ready > 0)
        let folder = try TestFolder()
        let copy = try copy(of: fixture, in: folder)
        #expect(try await upload(copy, fixture, to: server).ready == 0)
        #expect(server.room.said == UploadFixture.said)
        let sent = server.writes

        let refused = await failure { try await fixture.upload(to: server) }
        #expect(refused?.kind == .busy)
        #expect(refused?.remedy.contains("--take-over") == true)
        #expect(server.writes == sent)

        // Nothing but reading back protects from a second event now.
        server.change {
            $0.deviceTransactions = [:]
            $0.memoryTransactions = [:]
        }
        let media = server.state.media.count
        let summary = try await upload(fixture.migration.store, fixture, to: server, takesOver: true)
        #expect((summary.ready, summary.wedged, summary.skipped) == (0, 0, 0))
        #expect(server.room.said == UploadFixture.said)
        #expect(server.state.media.count == media)
        let again = await failure { try await upload(copy, fixture, to: server) }
        // All of the copy's work is done, so it does not come back to be refused.
        #expect(again == nil)
    }

    @Test("keeps out whoever finds another run alive")
    func alive() async throws {
        let fixture = try UploadFixture()
        let beats = Atomic<Int64>(0)
        let server = try FakeHomeserver { request in
            guard request.method == "GET", request.path.contains("/account_data/eu.matrix-ferry") else {
                return .none
            }
            let beat = beats.add(1, ordering: .sequentiallyConsistent).newValue
            let lease = foreign(held: true, beat: beat / 3)
            return .answer(.json(String(decoding: lease.canonicalBytes(), as: UTF8.self)))
        }
        #expect(await fixture.failure(of: server)?.kind == .busy)
        #expect(server.writes == 0)
    }

    @Test("waits for a run elsewhere that died, and then goes on")
    func dead() async throws {
        let fixture = try UploadFixture()
        let server = try FakeHomeserver()
        server.change { $0.accountData[Self.name] = foreign(held: true) }
        try await fixture.upload(to: server)
        #expect(fixture.clock.waited >= 30_000)
        #expect(server.room.said == UploadFixture.said)
    }

    @Test("stops a run from which another one has taken it, before it sends anything more")
    func taken() async throws {
        var fixture = try UploadFixture()
        // Slow enough that the lease is due before every request.
        fixture.options.requestsPerSecond = 0.05
        let server = try FakeHomeserver()
        let stolen = StopSignal(isTimeUp: {
            if server.room.said.contains("two") {
                server.change { $0.accountData[Self.name] = foreign(held: true) }
            }
            return false
        })
        let failure = await failure { try await fixture.upload(to: server, stop: stolen) }
        #expect(failure?.kind == .busy)
        #expect(server.room.said.count < UploadFixture.said.count)
        #expect(server.state.accountData[Self.name]?["token"] == "other")
    }

    @Test("is not lost to what an earlier run of the same directory sent, though it arrives later")
    func lateArrival() async throws {
        var fixture = try UploadFixture()
        let server = try FakeHomeserver()
        let watched = StopSignal(isTimeUp: { server.room.said.count >= 1 })
        try await fixture.upload(to: server, stop: watched)
        let old = server.state.accountData[Self.name]
        fixture.options.requestsPerSecond = 0.05
        let late = Chance(1)
        let delayed = StopSignal(isTimeUp: {
            if server.room.said.contains("two"), late.take() {
                server.change { $0.accountData[Self.name] = old }
            }
            return false
        })
        #expect(try await fixture.upload(to: server, stop: delayed).ready == 0)
        #expect(server.room.said == UploadFixture.said)
        #expect(server.state.accountData[Self.name]?["token"] != old?["token"])
    }

    @Test("is done without where the homeserver keeps nothing for the appservice's user")
    func unsupported() async throws {
        let fixture = try UploadFixture()
        let server = try FakeHomeserver { request in
            request.path.contains("/account_data/") ? .answer(.error(403, "M_FORBIDDEN")) : .none
        }
        #expect(try await fixture.upload(to: server).ready == 0)
        #expect(server.room.said == UploadFixture.said)
    }
}
