// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryTestKit
import FerryTestRecords
import MatrixClient
import Testing

@testable import FerryUpload

@Suite("What holds the lease", .timeLimit(.minutes(40)))
struct LeaseKeeperTests {
    private static let name = FakeState.bot + " eu.matrix-ferry.lease." + TestMigration.id
    private static let stolen: JSONValue = [
        "token": "other", "place": "elsewhere", "host": "other-host", "beat": 1, "held": true,
    ]

    private func keeper(
        _ fixture: UploadFixture, _ server: FakeHomeserver, _ times: LeaseKeeper.Times = .init()
    ) throws -> LeaseKeeper {
        LeaseKeeper(
            store: fixture.migration.store, homeserver: try fixture.homeserver(server.url),
            user: FakeState.bot, clock: fixture.clock.clock, patience: .seconds(60),
            times: times)
    }

    @Test("everybody who asks is told that it is lost, not only the first")
    func lost() async throws {
        let fixture = try UploadFixture()
        let server = try FakeHomeserver()
        // Every question is a renewal.
        let keeper = try keeper(fixture, server, .init(beat: .zero))
        try await keeper.take(takesOver: false)
        try await keeper.check()
        server.change { $0.accountData[Self.name] = Self.stolen }
        for _ in 1...3 {
            let failure = await #expect(throws: Failure.self) { try await keeper.check() }
            #expect(failure?.kind == .busy)
        }
        await keeper.release()
        #expect(server.state.accountData[Self.name] == Self.stolen)
    }

    @Test("what is done while it is held ends with it, and gives it back however it ends")
    func held() async throws {
        struct Wrong: Error {}
        let fixture = try UploadFixture()
        let server = try FakeHomeserver()
        for isWrong in [false, true] {
            let keeper = try keeper(fixture, server)
            do {
                try await keeper.hold(takesOver: false) {
                    #expect(server.state.accountData[Self.name]?["held"] == true)
                    if isWrong { throw Wrong() }
                }
                #expect(!isWrong)
            } catch { #expect(isWrong && error is Wrong) }
            #expect(server.state.accountData[Self.name]?["held"] == false)
        }
    }
}
