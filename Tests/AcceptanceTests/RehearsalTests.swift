// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Testing

/// A few rooms are carried for a look, and taken away again.
@Suite(.serialized, .timeLimit(.minutes(40))) struct RehearsalTests {
    @Test func rehearsalLeavesTheRealMigrationAsItIsAndIsTakenAwayAgain() async throws {
        try await Scene.with { scene in
            #expect(try await scene.migration.run(["import", Scene.sample]).code == 3)
            #expect(try await scene.migration.run(["plan"]).code == 3)
            let before = try await scene.journal()
            let rehearsed = try await scene.migration.run(["upload", "--rehearse", "2"], url: scene.url)
            #expect(rehearsed.code == 0, "\(rehearsed.errors)")
            let view = try await scene.view()
            #expect(view.rooms.count { !$0.isSpace } == 2)
            let spaces = view.rooms.filter { $0.isSpace }
            #expect(spaces.count == 1)
            #expect(spaces.allSatisfy { $0.name.hasPrefix("Rehearsal: ") }, "\(spaces.map(\.name))")
            #expect(view.rooms.contains { room in room.events.contains { $0.type == "m.room.message" } })
            #expect(try await scene.journal() == before)

            let proxy = try FaultProxy(upstream: scene.server.port) { _, _, _ in .none }
            let again = try await scene.migration.run(["upload", "--rehearse", "2"], url: proxy.url)
            #expect(again.code == 0, "\(again.errors)")
            #expect(proxy.writeRequests == 0)

            let directory = scene.migration.directory + "/rehearsal"
            let token = try scene.adminTokenFile()
            let people = try await scene.rehearsal(
                ["rollback", "--yes", "--people", "-C", directory, "--admin-token-file", token])
            #expect(people.code == 78, "\(people.errors)")
            let gone = try await scene.rehearsal(
                ["rollback", "--yes", "-C", directory, "--admin-token-file", token])
            #expect(gone.code == 0, "\(gone.errors)")
            #expect(try await scene.view().rooms.isEmpty)

            let real = try await scene.run(url: scene.url)
            #expect(real.code == 3, "\(real.errors)")
            let verdict = try await scene.verdict()
            #expect(verdict.isClean, "\(verdict)")
        }
    }
}

extension Scene {
    /// Runs the program on a directory that the arguments name.
    func rehearsal(_ arguments: [String]) async throws -> ChildProcess.Ending {
        try await BlockingWork.run {
            try ChildProcess(
                [Checkout.program] + arguments, environment: ["FERRY_HOMESERVER_URL": url],
                output: migration.folder.path + "/rehearsal"
            ).wait()
        }
    }

    /// What the real journal says, as text.
    func journal() async throws -> String {
        let store = migration.store
        return try await BlockingWork.run {
            try SQLiteFile.ask(
                "SELECT id, state, attempts, coalesce(result, '') FROM operation ORDER BY id", ofCopyOf: store
            )
        }
    }
}
