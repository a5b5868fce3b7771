// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc
import Synchronization
import Testing

/// A town's archives, one longer than the other, go to a real Synapse for as many minutes as `FERRY_SOAK_MINUTES` says, while
/// answers are lost and cut off, storms of errors pass, the homeserver crashes and the program is killed.
@Suite(.serialized, .timeLimit(.minutes(600)), .enabled(if: getenv("FERRY_SOAK_MINUTES") != nil))
struct SoakTests {
    private static let minutes = getenv("FERRY_SOAK_MINUTES").flatMap { Int(String(cString: $0)) } ?? 0

    /// What one life of the program took: the longer it lives the more, if something leaks.
    private struct Sample {
        var seconds: Int
        var memory: Int
        var files: Int
        var log: Int
    }

    /// One of a hundred requests meets each of these.
    private static func fault(_ chance: Int) -> Fault {
        switch chance {
        case 0: .dropBeforeForward
        case 1: .forwardThenDropAnswer
        case 2: .forwardThenReset
        case 3: .delay(.milliseconds(1_500))
        case 4: .status(429, body: "{\"errcode\":\"M_LIMIT_EXCEEDED\",\"retry_after_ms\":300}")
        case 5: .status(502, body: "<html>Bad gateway</html>")
        case 6: .status(503, body: "")
        case 7: .truncateAnswer(11)
        case 8: .html200
        default: .none
        }
    }

    @Test func underAllFaultsAtOnceNothingIsLostOrRepeatedAndNothingGrows() async throws {
        try await Scene.with { scene in
            var random = Seed()
            let again = random.again("SoakTests")
            print("SoakTests: \(again)")
            // Every archive tells the same of the days that it shares with the one before.
            let told = random
            let dice = Mutex(random)
            let proxy = try FaultProxy(upstream: scene.server.port) { _, _, _ in
                Self.fault(dice.withLock { Int.random(in: 0..<100, using: &$0) })
            }
            let start = ContinuousClock.now
            func minute() -> Int { Int((ContinuousClock.now - start) / .seconds(60)) }
            var (day, kills, crashes, runs) = (0, 0, 0, 0)
            var samples: [Sample] = []
            var archive = ""
            var isThrough = true
            while minute() < Self.minutes || !isThrough {
                if isThrough {
                    day = min(day + 1, 18)
                    archive = scene.migration.folder.path + "/town-\(runs)"
                    try TownArchive.write(to: archive, random: told, days: day)
                }
                // Most lives end before their work does; some are long, to see whether they grow.
                let isLast = minute() >= Self.minutes
                let life =
                    isLast ? 1_200 : runs.isMultiple(of: 4) ? 240 : Int.random(in: 30...90, using: &random)
                let child = try scene.migration.start(["run", archive], url: proxy.url)
                runs += 1
                let lived = ContinuousClock.now
                var ending: ChildProcess.Ending?
                while ending == nil {
                    ending = try await BlockingWork.run { try child.end(within: .seconds(5)) }
                    let age = Int((ContinuousClock.now - lived) / .seconds(1))
                    let usage = child.usage
                    if usage.memory > 0 {
                        let log = TestFile.size(scene.migration.store + "-wal")
                        samples.append(
                            Sample(seconds: age, memory: usage.memory, files: usage.files, log: log))
                    }
                    if ending == nil, age >= life {
                        child.signal(SIGKILL)
                        kills += 1
                    }
                }
                isThrough = ending?.signal == nil
                if let ending, isThrough {
                    #expect(ending.code == 3 || ending.code == 0, "\(ending.code) \(ending.errors)\n\(again)")
                }
                if runs.isMultiple(of: 3) {
                    crashes += 1
                    let server = scene.server
                    try await BlockingWork.run {
                        try server.kill()
                        try server.start()
                    }
                }
            }
            print(
                "SoakTests: \(minute()) minutes, \(runs) runs, \(kills) kills, \(crashes) crashes of the homeserver,",
                "\(proxy.passed.count) requests, \(proxy.passed.count { $0.fault != .none }) of them broken, \(day) days"
            )
            Self.tell(samples)
            let verdict = try await scene.verdict(archive: archive, stumps: try scene.stumps())
            #expect(verdict.isClean, "\(verdict)\n\(again)")
            let verified = try await scene.migration.run(["verify"], url: scene.url)
            #expect(verified.code == 0, "\(verified.errors)\n\(again)")
        }
    }

    /// Prints what the program took in the first minute of its lives, and later.
    private static func tell(_ samples: [Sample]) {
        for (name, range) in [("first minute", 0..<60), ("second", 60..<120), ("later", 120..<100_000)] {
            let part = samples.filter { range.contains($0.seconds) }
            guard !part.isEmpty else { continue }
            func line(_ value: (Sample) -> Int) -> String {
                let values = part.map(value).sorted()
                return "median \(values[values.count / 2]), most \(values.last ?? 0)"
            }
            print(
                "SoakTests: \(name) of a life: memory KiB \(line(\.memory)); files \(line(\.files));",
                "WAL bytes \(line(\.log)) (\(part.count) samples)")
        }
    }
}
