// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Glibc
import Testing

/// The program dies at any request, or at any call to the operating system, and is run again until it is through: some
/// 350 times in all, most of them with operations in doubt. How often depends on how far the machine lets it get between
/// two deaths, so fewer are asserted.
@Suite(.serialized, .timeLimit(.minutes(40))) struct KillTests {
    @Test func killedAgainAndAgainItLosesNothingAndRepeatsNothing() async throws {
        try await Scene.with { scene in
            var random = Seed()
            let again = random.again("KillTests/killedAgain")
            print("KillTests: \(again)")
            let countdown = Countdown()
            let executioner = Executioner { countdown.choose($0, $1) }
            let (ending, claimed) = try await runUntilThrough(scene, executioner) {
                let isEarly = Int.random(in: 0..<5, using: &random) == 0
                countdown.set(
                    to: Int.random(in: 1...(isEarly ? 4 : 6), using: &random), writesOnly: !isEarly,
                    Executioner.Window.allCases.randomElement(using: &random) ?? .beforeAnswer)
            }
            #expect(ending.code == 3, "\(again)\n\(ending.errors)")
            try await expect(claimed, atLeast: 120, scene, again)
        }
    }

    @Test func killedAtCallsToTheOperatingSystemItLosesNothingAndRepeatsNothing() async throws {
        try await Scene.with { scene in
            var random = Seed()
            let again = random.again("KillTests/killedAtCalls")
            print("KillTests: \(again)")
            for verb in [["import", Scene.sample], ["plan"]] {
                #expect(try await scene.migration.run(verb).code == 3)
            }
            var claimed: [Int] = []
            var ending: ChildProcess.Ending
            repeat {
                let number = Int.random(in: 50...130, using: &random)
                ending = try await scene.migration.run(
                    ["upload"], url: scene.url,
                    environment: ["LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": "kill:\(number)"])
                if ending.signal == SIGKILL { claimed.append(try await Self.claimed(scene)) }
            } while ending.signal == SIGKILL && claimed.count < 1000
            #expect(ending.code == 0, "\(again)\n\(ending.errors)")
            try await expect(claimed, atLeast: 70, scene, again)
        }
    }

    /// Expects that so many kills happened, that most of them hurt, and that the homeserver shows none.
    private func expect(_ claimed: [Int], atLeast least: Int, _ scene: Scene, _ again: String) async throws {
        let doubtful = claimed.count { $0 > 0 }
        print("KillTests: \(claimed.count) kills, \(doubtful) with operations in doubt")
        #expect(claimed.count >= least, "\(again)")
        #expect(
            doubtful * 10 >= claimed.count * 6, "only \(doubtful) of \(claimed.count) kills hurt; \(again)")
        let verdict = try await scene.verdict()
        #expect(verdict.isClean, "\(verdict)\n\(again)")
    }

    /// Runs the program again and again until it is not killed; gives how many operations were in doubt after
    /// each kill.
    private func runUntilThrough(
        _ scene: Scene, _ executioner: Executioner, _ more: [String] = [], prepare: () -> Void
    ) async throws -> (ChildProcess.Ending, claimed: [Int]) {
        let proxy = try executioner.proxy(to: scene.server)
        var claimed: [Int] = []
        while true {
            prepare()
            let child = try scene.migration.start(["run", Scene.sample] + more, url: proxy.url)
            executioner.aim(at: child)
            let ending = try await BlockingWork.run { try child.wait() }
            guard ending.signal == SIGKILL, claimed.count < 400 else { return (ending, claimed) }
            claimed.append(try await Self.claimed(scene))
        }
    }

    private static func claimed(_ scene: Scene) async throws -> Int {
        let store = scene.migration.store
        let text = try await BlockingWork.run {
            try SQLiteFile.ask("SELECT count(*) FROM operation WHERE state = 1", ofCopyOf: store)
        }
        return Int(text.prefix { $0.isNumber }) ?? 0
    }

    @Test func killedInEveryWindowOfEveryKindOfRequestItGoesOn() async throws {
        try await Scene.with { scene in
            // One lane at a time, so that no kind slips through while the program dies over another.
            let checklist = Checklist()
            let executioner = Executioner { checklist.choose($0, $1) }
            let (ending, claimed) = try await runUntilThrough(
                scene, executioner, ["--concurrency", "1"]
            ) {}
            #expect(ending.code == 3, "\(ending.errors)")
            let kinds = checklist.kinds
            print("KillTests: \(claimed.count) kills over \(kinds.count) kinds of requests")
            let states = ["name", "topic", "member", "power_levels", "join_rules", "pinned_events"]
            let wanted =
                [
                    "user", "register", "devices", "displayname", "createRoom", "create", "upload",
                    "read_markers",
                ]
                + ["send m.room.message", "send m.reaction", "send m.room.redaction"]
                + states.map { "state m.room." + $0 } + ["state m.space.child", "state m.space.parent"]
            #expect(Set(kinds.keys) == Set(wanted))
            // What there is only once may be carried out before its last window comes.
            #expect(kinds.allSatisfy { $0.value >= 2 }, "\(kinds)")
            #expect(claimed.count >= 60)
            let verdict = try await scene.verdict()
            #expect(verdict.isClean, "\(verdict)")
        }
    }

    @Test func transactionIdsThatTheHomeserverForgotAreNotTrusted() async throws {
        try await Scene.with { scene in
            var random = Seed()
            let again = random.again("KillTests/transactionIds")
            print("KillTests: \(again)")
            let countdown = Countdown()
            let executioner = Executioner { countdown.choose($0, $1) }
            let proxy = try executioner.proxy(to: scene.server)
            let server = scene.server
            for _ in 1...3 {
                let child = try scene.migration.start(["run", Scene.sample], url: proxy.url)
                countdown.set(
                    to: Int.random(in: 60...110, using: &random), writesOnly: true, .beforeAnswer)
                executioner.aim(at: child)
                let ending = try await BlockingWork.run { try child.wait() }
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
