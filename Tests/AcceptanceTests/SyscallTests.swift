// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc
import Testing

/// The program dies, or its disk fails, at a call to the operating system; it is run again, and everything is as if
/// nothing had happened.
@Suite(.serialized, .timeLimit(.minutes(60))) struct SyscallTests {
    private let folder: TestFolder
    private let standIn: StandIn

    init() throws {
        folder = try TestFolder()
        try TinyArchive.write(to: folder.path + "/archive")
        standIn = try StandIn(archive: folder.path + "/archive")
    }

    /// Every call of an upload, or by the seed one of each few: `FERRY_TEST_LONG=1` takes all.
    private func points(of calls: Int, every step: Int, _ seed: Seed) -> [Int] {
        let step = getenv("FERRY_TEST_LONG") == nil ? step : 1
        return Array(stride(from: 1 + Int(seed.seed % UInt64(step)), through: calls, by: step))
    }

    private func calm() async throws -> Trial {
        let standIn = standIn
        let calm = try await BlockingWork.run { try Trial(standIn, faults: []) }
        #expect([0, 3].contains(calm.last.code), "\(calm.last.errors)")
        // Every kind of operation, and what every one of them needs.
        for word in ["device", "displayname", "avatar_url", "m.thread", "m.replace", "m.room.redaction"] {
            #expect(calm.picture.contains { $0.contains(word) }, "the plan has no \(word)")
        }
        for word in ["m.annotation", "m.room.pinned_events", "m.space.child", "read ", "m.direct", "file "] {
            #expect(calm.picture.contains { $0.contains(word) }, "the plan has no \(word)")
        }
        #expect(calm.calls > 200)
        return calm
    }

    @Test func killedAtAnyCallItEndsAsIfNothingHadHappened() async throws {
        var random = Seed()
        let again = random.again("SyscallTests/killedAtAnyCall")
        print("SyscallTests: \(again)")
        let calm = try await calm()
        let standIn = standIn
        let points = points(of: calm.calls, every: 9, random).map { first in
            // Every other time the run that cleans up dies, too.
            let second = Int.random(in: 1...120, using: &random)
            return first.isMultiple(of: 2) ? ["kill:\(first)"] : ["kill:\(first)", "kill:\(second)"]
        }
        let trials = try await Trial.runAll(points) { try Trial(standIn, faults: $0) }
        var killed = 0
        for (faults, trial) in trials {
            killed += trial.disturbed.count { $0.signal == SIGKILL }
            #expect(trial.last.code == calm.last.code, "\(faults): \(trial.last.errors)")
            let difference = Set(trial.picture).symmetricDifference(calm.picture).sorted().prefix(6)
            #expect(trial.picture == calm.picture, "\(faults): \(difference) \(again)")
        }
        print("SyscallTests: \(killed) kills over \(calm.calls) calls, \(trials.count) uploads")
        #expect(killed >= points.count)
    }

    /// The negative control: a journal that forgets, before a homeserver that has forgotten too.
    @Test func whatIsSentTwiceIsSeen() async throws {
        let calm = try await calm()
        let server = try FakeHomeserver()
        let directory = try standIn.copy()
        let standIn = standIn
        func upload() async throws -> ChildProcess.Ending {
            try await BlockingWork.run {
                try standIn.start(["upload"], in: directory, url: server.url).wait()
            }
        }
        #expect(try await upload().code == calm.last.code)
        #expect(server.state.picture == calm.picture)
        try await BlockingWork.run {
            try SQLiteFile.run(
                """
                UPDATE lane SET finished = 0;
                UPDATE operation SET state = 0, claimed_at = NULL, result = NULL
                WHERE kind = 'event' AND type = 'm.room.message';
                """, on: directory + "/ferry.sqlite")
        }
        server.change {
            $0.memoryTransactions = [:]
            $0.deviceTransactions = [:]
        }
        _ = try await upload()
        #expect(server.state.picture != calm.picture)
    }

    @Test func fullDiskEndsTheRunWith74AndRoomMadeLetsItGoOn() async throws {
        let random = Seed()
        let again = random.again("SyscallTests/fullDisk")
        print("SyscallTests: \(again)")
        let calm = try await calm()
        let standIn = standIn
        let points = points(of: calm.calls * 3 / 4, every: 29, random)
        for (point, trial) in try await Trial.runAll(points, { try Trial(standIn, faults: ["full:\($0)"]) }) {
            let full = trial.disturbed[0]
            #expect(full.code == 74, "full:\(point): \(full.code) \(full.errors) \(again)")
            #expect(full.errors.contains("disk"), "full:\(point): \(full.errors)")
            #expect(trial.picture == calm.picture, "full:\(point): \(trial.last.errors) \(again)")
            #expect(trial.last.code == calm.last.code)
        }
    }

    @Test func failingDiskNeverMakesAnythingDoneThatIsNot() async throws {
        let random = Seed()
        let again = random.again("SyscallTests/failingDisk")
        print("SyscallTests: \(again)")
        let calm = try await calm()
        let standIn = standIn
        var failed = 0
        let points = points(of: calm.calls, every: 19, random)
        for (point, trial) in try await Trial.runAll(points, { try Trial(standIn, faults: ["eio:\($0)"]) }) {
            let code = trial.disturbed[0].code
            // The call may have been one to the network, which stays well.
            #expect(code == 74 || code == calm.last.code, "eio:\(point): \(trial.disturbed[0].errors)")
            failed += code == 74 ? 1 : 0
            #expect(trial.picture == calm.picture, "eio:\(point): \(trial.last.errors) \(again)")
            #expect(trial.last.code == calm.last.code)
        }
        print("SyscallTests: \(failed) of \(points.count) runs met the failing disk")
        #expect(failed * 4 >= points.count)
    }
}
