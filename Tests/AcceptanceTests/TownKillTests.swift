// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Glibc
import Synchronization
import Testing

/// A town's export of 3,000 events, 120 files and 40 rooms, uploaded to a real Synapse by a program that dies 300 times, by a
/// homeserver that is restarted every 20 seconds, on PostgreSQL and workers, and with clocks that are wrong. With
/// `FERRY_TEST_LONG=1` only.
@Suite(.serialized, .timeLimit(.minutes(60)), .enabled(if: getenv("FERRY_TEST_LONG") != nil))
struct TownKillTests {
    private static let wantedKills = 300

    /// A planned town, whose plan is as large as it has to be.
    private static func plan(_ scene: Scene, _ random: Seed) async throws -> String {
        let archive = scene.migration.folder.path + "/town"
        try TownArchive.write(to: archive, random: random)
        for verb in [["import", archive], ["plan"]] {
            let ending = try await scene.migration.run(verb)
            #expect([0, 3].contains(ending.code), "\(ending.errors)")
        }
        let plan = try JSONValue(parsing: TestFile.bytes(scene.migration.directory + "/reports/plan.json"))
        let events = plan["events"]?["total"]?.int64 ?? 0
        print("TownKillTests: \(events) events in the plan")
        #expect(events >= 3_000)
        #expect(plan["media"]?["files"]?.int64 == Int64(TownArchive.channels * TownArchive.filesPerChannel))
        #expect(plan["rooms"]?["total"]?.int64 ?? 0 >= Int64(TownArchive.channels))
        return archive
    }

    private static func expectClean(_ scene: Scene, _ archive: String, _ again: String) async throws {
        // Where the homeserver died, too, it may have left rooms unfinished.
        let stumps = try scene.stumps()
        print("TownKillTests: \(stumps.count) rooms left unfinished")
        let verdict = try await scene.verdict(archive: archive, stumps: stumps)
        #expect(verdict.isClean, "\(verdict)\n\(again)")
        let verified = try await scene.migration.run(["verify"], url: scene.url)
        #expect(verified.code == 0, "\(verified.errors)\n\(again)")
        let quiet = try FaultProxy(upstream: scene.server.port) { _, _, _ in .none }
        let same = try await scene.migration.run(["run", archive], url: quiet.url)
        #expect([0, 3].contains(same.code), "\(same.errors)\n\(again)")
        #expect(quiet.writeRequests == 0, "\(again)")
    }

    private static func claimed(_ scene: Scene) async throws -> Int {
        let store = scene.migration.store
        let text = try await BlockingWork.run {
            try SQLiteFile.ask("SELECT count(*) FROM operation WHERE state = 1", ofCopyOf: store)
        }
        return Int(text.prefix { $0.isNumber }) ?? 0
    }

    @Test func threeHundredKillsLoseNothingAndRepeatNothing() async throws {
        try await Scene.with { scene in
            var random = Seed()
            let again = random.again("TownKillTests/threeHundred")
            print("TownKillTests: \(again)")
            let archive = try await Self.plan(scene, random)
            let sight = Sight()
            let executioner = Executioner { sight.choose($0, $1) }
            let proxy = try executioner.proxy(to: scene.server)
            var (kills, doubtful, whileReconciling, ownRow) = (0, 0, 0, 0)
            while kills < Self.wantedKills {
                // After a third of the deaths the next run dies while it cleans up, and again, up to three times.
                if ownRow == 0, Int.random(in: 0..<3, using: &random) == 0 {
                    ownRow = Int.random(in: 1...3, using: &random)
                }
                let window = Executioner.Window.allCases.randomElement(using: &random) ?? .beforeAnswer
                if ownRow > 0 {
                    sight.aim(atReconciling: Int.random(in: 1...3, using: &random), window)
                    ownRow -= 1
                } else {
                    sight.aim(atWrite: Int.random(in: 2...16, using: &random), window)
                }
                let child = try scene.migration.start(["upload"], url: proxy.url)
                executioner.aim(at: child)
                let ending = try await BlockingWork.run { try child.wait() }
                guard ending.signal == SIGKILL else {
                    Issue.record("ended with \(ending.code) after \(kills) kills\n\(ending.errors)\n\(again)")
                    return
                }
                kills += 1
                whileReconciling += sight.wasReconciling ? 1 : 0
                doubtful += try await Self.claimed(scene) > 0 ? 1 : 0
            }
            let ending = try await scene.migration.run(["upload"], url: proxy.url)
            #expect(ending.code == 0, "\(ending.errors)\n\(again)")
            print(
                "TownKillTests: \(kills) kills, \(doubtful) with operations in doubt,",
                "\(whileReconciling) while reconciling")
            #expect(doubtful * 10 >= kills * 6, "\(again)")
            #expect(whileReconciling * 10 >= kills, "\(again)")
            try await Self.expectClean(scene, archive, again)
        }
    }

    @Test func homeserverThatIsRestartedEveryTwentySecondsIsOutlived() async throws {
        try await Scene.with { scene in
            let random = Seed()
            let again = random.again("TownKillTests/homeserver")
            print("TownKillTests: \(again)")
            let archive = try await Self.plan(scene, random)
            // So slowly that there is time for all of the restarts.
            let child = try scene.migration.start(["upload", "--rate", "10"], url: scene.url)
            let restarting = Task {
                var count = 0
                while (try? await Task.sleep(for: .seconds(20))) != nil {
                    count += 1
                    let isCrash = count.isMultiple(of: 2)
                    let server = scene.server
                    try await BlockingWork.run {
                        try isCrash ? server.kill() : server.stop()
                        try server.start()
                    }
                }
                return count
            }
            let ending = try await BlockingWork.run { try child.wait(limit: .seconds(1_800)) }
            restarting.cancel()
            let restarts = try await restarting.value
            #expect(ending.code == 0, "\(ending.errors)")
            print("TownKillTests: \(restarts) restarts of the homeserver")
            #expect(restarts >= 15)
            try await Self.expectClean(scene, archive, again)
        }
    }

    @Test func onPostgreSQLNothingIsLostOrRepeatedEither() async throws {
        try await killAtCalls(["--postgres"])
    }

    @Test func withTwoEventPersistersNothingIsLostOrRepeatedEither() async throws {
        try await killAtCalls(["--postgres", "--workers", "2"])
    }

    /// The program dies at calls to the operating system, and every tenth time the homeserver with it.
    private func killAtCalls(_ options: [String]) async throws {
        try await Scene.with(options: options) { scene in
            var random = Seed()
            let again = random.again("TownKillTests")
            print("TownKillTests: \(options) \(again)")
            let archive = try await Self.plan(scene, random)
            var (kills, doubtful, crashes) = (0, 0, 0)
            var ending: ChildProcess.Ending
            repeat {
                var environment = ["LD_PRELOAD": Checkout.faultShim]
                // Behind a crash of the homeserver a room may need the half minute after which it counts as unfinished.
                let isBehindCrash = kills > 0 && kills.isMultiple(of: 10)
                let number = isBehindCrash ? 9_000 : Int.random(in: 300...900, using: &random)
                environment["FERRY_FAULT"] = "kill:\(number)"
                environment["FERRY_HOMESERVER_ENDPOINTS"] = scene.server.endpoints.joined(separator: ",")
                ending = try await scene.migration.run(["upload"], url: scene.url, environment: environment)
                guard ending.signal == SIGKILL else { break }
                kills += 1
                doubtful += try await Self.claimed(scene) > 0 ? 1 : 0
                guard kills.isMultiple(of: 10) else { continue }
                crashes += 1
                let server = scene.server
                try await BlockingWork.run {
                    try server.kill()
                    try server.start()
                }
            } while kills < 1_000
            #expect(ending.code == 0, "\(ending.errors)\n\(again)")
            print(
                "TownKillTests: \(options) \(kills) kills, \(doubtful) with operations in doubt,",
                "\(crashes) crashes of the homeserver")
            #expect(kills >= 30, "\(again)")
            #expect(doubtful * 10 >= kills * 6, "\(again)")
            try await Self.expectClean(scene, archive, again)
        }
    }

    /// The clock of the program, then that of the homeserver, is wrong in one direction and the other; each run dies and
    /// the next one has another clock.
    @Test func clocksThatJumpChangeNothing() async throws {
        try await Scene.with { scene in
            var random = Seed()
            let again = random.again("TownKillTests/clocks")
            print("TownKillTests: \(again)")
            let archive = try await Self.plan(scene, random)
            let sight = Sight()
            let executioner = Executioner { sight.choose($0, $1) }
            let proxy = try executioner.proxy(to: scene.server)
            let server = scene.server
            // Back an hour, ahead 400 days, back again; the homeserver a day ahead, then a day behind.
            let jumps: [(ours: Int, theirs: Int)] = [
                (0, 0), (-3_600, 0), (34_560_000, 0), (0, 0), (0, 86_400), (0, -86_400), (-3_600, 86_400),
            ]
            for jump in jumps {
                try await BlockingWork.run {
                    try server.kill()
                    try server.start(clockAhead: jump.theirs)
                }
                sight.aim(atWrite: Int.random(in: 250...400, using: &random), .beforeAnswer)
                let child = try scene.migration.start(
                    ["upload"], url: proxy.url,
                    environment: ["LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": "clock:\(jump.ours)"])
                executioner.aim(at: child)
                let ending = try await BlockingWork.run { try child.wait() }
                #expect(ending.signal == SIGKILL, "\(jump): \(ending.code) \(ending.errors)")
            }
            let ending = try await scene.migration.run(["upload"], url: scene.url)
            #expect(ending.code == 0, "\(ending.errors)\n\(again)")
            try await Self.expectClean(scene, archive, again)
        }
    }
}

/// Chooses the request at which the program dies: one that writes, or one that looks up what an earlier run has left.
private final class Sight: Sendable {
    private struct State {
        var looks = 0
        var writes = 0
        var window = Executioner.Window.beforeForward
        var wasReconciling = false
    }

    private let state = Mutex(State())

    /// Whether the program died over a question about what is in doubt.
    var wasReconciling: Bool { state.withLock { $0.wasReconciling } }

    func aim(atWrite number: Int, _ window: Executioner.Window) {
        state.withLock { $0 = State(looks: .max, writes: number, window: window) }
    }

    /// A run that has nothing to look up dies over one of its first writes.
    func aim(atReconciling number: Int, _ window: Executioner.Window) {
        state.withLock { $0 = State(looks: number, writes: 4, window: window) }
    }

    func choose(_ method: String, _ path: String) -> Executioner.Window? {
        // The lease, and who we are.
        guard path.contains("/rooms/") || path.contains("/directory/") || method != "GET",
            !path.contains("/account_data/eu.matrix-ferry")
        else { return nil }
        return state.withLock { state in
            if method == "GET" { state.looks -= 1 } else { state.writes -= 1 }
            guard state.looks <= 0 || state.writes <= 0 else { return nil }
            state.wasReconciling = method == "GET"
            return state.window
        }
    }
}
