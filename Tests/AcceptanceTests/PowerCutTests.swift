// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc
import Testing

/// The power fails at a call to the operating system, and the disk has only what was synchronised, or a part of the
/// rest in any order. The homeserver has forgotten all transactions by then: nothing but the journal keeps what was sent
/// from being sent again.
@Suite(.serialized, .timeLimit(.minutes(60))) struct PowerCutTests {
    private let folder: TestFolder
    private let archive: String

    init() throws {
        folder = try TestFolder()
        archive = folder.path + "/archive"
        try TinyArchive.write(to: archive)
    }

    private static let count = getenv("FERRY_TEST_LONG") == nil ? 8 : 200

    private struct Outcome: Sendable {
        let picture: [String]
        let code: Int32
        let said: String
        let wasKilled: Bool
    }

    /// Dies twice over an upload, the second time by a power cut, and uploads the rest.
    private static func upload(
        _ standIn: StandIn, _ first: Int, _ second: Int, _ disk: PowerCut.Disk, isForgetful: Bool = false,
        _ random: Seed
    ) throws -> Outcome {
        var random = random
        let server = try FakeHomeserver()
        defer { server.stop() }
        let directory = try standIn.copy()
        defer { TestFile.remove(directory) }
        func upload(_ environment: [String: String] = [:]) throws -> ChildProcess.Ending {
            try standIn.start(["upload"], in: directory, url: server.url, environment: environment).wait()
        }
        let shim = ["LD_PRELOAD": Checkout.faultShim]
        _ = try upload(shim.merging(["FERRY_FAULT": "kill:\(first)"]) { $1 })
        let cut = try PowerCut(of: directory, durable: directory + ".durable", isForgetful: isForgetful)
        defer { TestFile.remove(directory + ".durable") }
        let dying = try upload(
            shim.merging(cut.environment) { $1 }.merging(["FERRY_FAULT": "kill:\(second)"]) { $1 })
        try cut.strike(disk, using: &random)
        server.change {
            $0.memoryTransactions = [:]
            $0.deviceTransactions = [:]
        }
        let last = try upload()
        return Outcome(
            picture: server.state.picture, code: last.code, said: last.errors,
            wasKilled: dying.signal == SIGKILL)
    }

    @Test func uploadGoesOnFromWhatTheDiskHasAndNothingIsLostOrDoubled() async throws {
        var random = Seed()
        let again = random.again("PowerCutTests/upload")
        print("PowerCutTests: \(again)")
        let archive = archive
        let standIn = try await BlockingWork.run { try StandIn(archive: archive) }
        let calm = try await BlockingWork.run { try Trial(standIn, faults: []) }
        var killed = 0
        for number in 0..<Self.count {
            let first = Int.random(in: 1...calm.calls * 2 / 3, using: &random)
            let second = Int.random(in: 1...max(2, calm.calls - first), using: &random)
            let disk = PowerCut.Disk.allCases[number % 2]
            let seed = random
            let outcome = try await BlockingWork.run {
                try Self.upload(standIn, first, second, disk, seed)
            }
            killed += outcome.wasKilled ? 1 : 0
            let point = "\(first), then \(second), \(disk)"
            #expect(outcome.code == calm.last.code, "\(point): \(outcome.said) \(again)")
            Self.expectSame(outcome.picture, calm.picture, "\(point) \(again)")
        }
        print("PowerCutTests: \(killed) of \(Self.count) uploads met the power cut")
        #expect(killed * 2 >= Self.count)
    }

    /// The negative control: with a disk that lies about what it has written, the same trial finds events twice.
    @Test func diskThatLiesIsNoticed() async throws {
        let random = Seed()
        let archive = archive
        let standIn = try await BlockingWork.run { try StandIn(archive: archive) }
        let calm = try await BlockingWork.run { try Trial(standIn, faults: []) }
        // Rooms that the journal does not know would be read back first: they must be there before the power fails. At
        // its end the program has SQLite put everything into the store itself: it must not get there.
        var isNoticed = false
        for first in stride(from: calm.calls / 2, to: calm.calls * 9 / 10, by: max(1, calm.calls / 12))
        where !isNoticed {
            let outcome = try await BlockingWork.run {
                try Self.upload(
                    standIn, first, (calm.calls - first) * 2 / 3, .losesAll, isForgetful: true, random)
            }
            isNoticed = outcome.picture != calm.picture
        }
        #expect(isNoticed)
    }

    @Test func importAndPlanAreRepeatedFromWhatTheDiskHasAndNothingIsMissing() async throws {
        var random = Seed()
        let again = random.again("PowerCutTests/import")
        print("PowerCutTests: \(again)")
        let archive = archive
        let empty = try await BlockingWork.run { try StandIn(archive: nil) }
        let verbs = [["import", archive], ["plan"]]
        let first = random
        let calm = try await BlockingWork.run {
            try Self.prepare(empty, verbs, isImport: true, nil, .losesAll, first)
        }
        #expect(calm.code == 0 && calm.picture.contains { $0.contains("Here it comes") })
        let calls = try await Self.calls(empty, verbs)
        #expect(calls.allSatisfy { $0 > 20 }, "\(calls)")
        for number in 0..<Self.count {
            let isImport = number % 3 != 0
            let limit = calls[isImport ? 0 : 1]
            // Some of them fail right after the end, when everything was said to be done.
            let point = Int.random(in: 1...limit + limit / 6, using: &random)
            let disk = PowerCut.Disk.allCases[number % 2]
            let seed = random
            let outcome = try await BlockingWork.run {
                try Self.prepare(empty, verbs, isImport: isImport, point, disk, seed)
            }
            let words = "\(isImport ? "import" : "plan") at \(point), \(disk)"
            #expect(outcome.code == calm.code, "\(words): \(outcome.said) \(again)")
            Self.expectSame(outcome.picture, calm.picture, "\(words) \(again)")
        }
    }

    private static func expectSame(_ picture: [String], _ calm: [String], _ words: String) {
        let isSame = picture == calm
        let difference = Set(picture).symmetricDifference(calm).sorted().prefix(4)
        #expect(isSame, "\(words): \(difference)")
    }

    /// How many calls each verb makes.
    private static func calls(_ standIn: StandIn, _ verbs: [[String]]) async throws -> [Int] {
        try await BlockingWork.run {
            let directory = try standIn.copy()
            defer { TestFile.remove(directory) }
            return try verbs.map { verb in
                let count = directory + ".count"
                _ = try standIn.start(
                    verb, in: directory, url: "http://127.0.0.1:9",
                    environment: [
                        "LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": "count", "FERRY_FAULT_COUNT": count,
                    ]
                ).wait()
                return Int(try TestFile.text(count).prefix { $0.isNumber }) ?? 0
            }
        }
    }

    /// Loses the power over an import or a planning, or not, does both again, and uploads.
    private static func prepare(
        _ standIn: StandIn, _ verbs: [[String]], isImport: Bool, _ point: Int?, _ disk: PowerCut.Disk,
        _ random: Seed
    ) throws -> Outcome {
        var random = random
        let server = try FakeHomeserver()
        defer { server.stop() }
        let directory = try standIn.copy()
        defer { TestFile.remove(directory) }
        func run(_ verb: [String], _ environment: [String: String] = [:]) throws -> ChildProcess.Ending {
            try standIn.start(verb, in: directory, url: server.url, environment: environment).wait()
        }
        if !isImport { _ = try run(verbs[0]) }
        let cut = try PowerCut(of: directory, durable: directory + ".durable")
        defer { TestFile.remove(directory + ".durable") }
        let dying = try point.map { point in
            try run(
                verbs[isImport ? 0 : 1],
                cut.environment.merging([
                    "LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": "kill:\(point)",
                ]) { $1 })
        }
        if dying != nil { try cut.strike(disk, using: &random) }
        for verb in verbs {
            let ending = try run(verb)
            guard [0, 3].contains(ending.code) else {
                return Outcome(picture: [], code: ending.code, said: ending.errors, wasKilled: true)
            }
        }
        let last = try run(["upload"])
        return Outcome(
            picture: server.state.picture, code: last.code, said: last.errors,
            wasKilled: dying?.signal == SIGKILL)
    }
}
