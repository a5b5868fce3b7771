// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Glibc
import Testing

/// The program dies at any request and is run again until it is through.
@Suite(.serialized, .timeLimit(.minutes(10))) struct KillTests {
    @Test func killedAgainAndAgainItLosesNothingAndRepeatsNothing() async throws {
        try await Scene.with { scene in
            var random = Seed()
            let again = random.again("KillTests/killedAgain")
            print("KillTests: \(again)")
            let executioner = Executioner()
            let proxy = try executioner.proxy(to: scene.server)
            var claimed: [Int] = []
            var ending: ChildProcess.Ending
            repeat {
                let child = try scene.migration.start(["run", Scene.sample], url: proxy.url)
                let isEarly = Int.random(in: 0..<5, using: &random) == 0
                executioner.arm(
                    child, at: Int.random(in: 1...(isEarly ? 4 : 14), using: &random), writesOnly: !isEarly,
                    Executioner.Window.allCases.randomElement(using: &random) ?? .beforeAnswer)
                ending = try await BlockingWork.run { try child.wait(limit: .seconds(120)) }
                if ending.signal == SIGKILL { claimed.append(try await Self.claimed(scene)) }
            } while ending.signal == SIGKILL && claimed.count < 400
            #expect(ending.code == 3, "\(again)\n\(ending.errors)")
            let kills = claimed.count
            let doubtful = claimed.count { $0 > 0 }
            print("KillTests: \(kills) kills, \(doubtful) with operations in doubt")
            #expect(kills >= 40, "\(again)")
            #expect(doubtful * 10 >= kills * 6, "only \(doubtful) of \(kills) kills hurt; \(again)")
            let verdict = try await scene.verdict()
            #expect(verdict.isClean, "\(verdict)\n\(again)")
        }
    }

    private static func claimed(_ scene: Scene) async throws -> Int {
        let store = scene.migration.store
        let text = try await BlockingWork.run {
            try SQLiteFile.ask("SELECT count(*) FROM operation WHERE state = 1", ofCopyOf: store)
        }
        return Int(text.prefix { $0.isNumber }) ?? 0
    }

    @Test func transactionIdsThatTheHomeserverForgotAreNotTrusted() async throws {
        try await Scene.with { scene in
            var random = Seed()
            let again = random.again("KillTests/transactionIds")
            print("KillTests: \(again)")
            let executioner = Executioner()
            let proxy = try executioner.proxy(to: scene.server)
            let server = scene.server
            for _ in 1...3 {
                let child = try scene.migration.start(["run", Scene.sample], url: proxy.url)
                executioner.arm(
                    child, at: Int.random(in: 60...110, using: &random), writesOnly: true, .beforeAnswer)
                let ending = try await BlockingWork.run { try child.wait(limit: .seconds(120)) }
                #expect(ending.signal == SIGKILL, "\(again)\n\(ending.errors)")
                try await BlockingWork.run {
                    try server.stop()
                    try SQLiteFile.run("DELETE FROM event_txn_id_device_id", on: server.database)
                    try server.start()
                }
            }
            let ending = try await scene.run(url: proxy.url)
            #expect(ending.code == 3, "\(again)\n\(ending.errors)")
            let verdict = try await scene.verdict()
            #expect(verdict.isClean, "\(verdict)\n\(again)")
        }
    }
}
