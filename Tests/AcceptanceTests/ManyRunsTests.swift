// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc
import Synchronization
import Testing

/// More than one run of a migration: at once, from a copy, on a disk that is too small.
@Suite(.serialized, .timeLimit(.minutes(40))) struct ManyRunsTests {
    private let folder: TestFolder
    private let standIn: StandIn

    init() throws {
        folder = try TestFolder()
        try TinyArchive.write(to: folder.path + "/archive")
        standIn = try StandIn(archive: folder.path + "/archive")
    }

    private func picture() async throws -> [String] {
        let standIn = standIn
        return try await BlockingWork.run { try Trial(standIn, faults: []).picture }
    }

    private func code(_ child: ChildProcess) async throws -> Int32 {
        try await BlockingWork.run { try child.wait().code }
    }

    /// How each of them ends, in the order in which they do.
    private static func codes(
        _ children: [ChildProcess], onEnd: @escaping @Sendable () -> Void
    ) async throws -> [Int32] {
        try await withThrowingTaskGroup(of: Int32.self) { group in
            for child in children {
                group.addTask {
                    let code = try await BlockingWork.run { try child.wait().code }
                    onEnd()
                    return code
                }
            }
            return try await group.reduce(into: [Int32]()) { $0.append($1) }
        }
    }

    /// `FERRY_TEST_LONG=1` does it a hundred times, with twenty of them.
    @Test func ofManyRunsStartedTogetherOneWorksAndTheOthersSaySo() async throws {
        let isLong = getenv("FERRY_TEST_LONG") != nil
        let whole = try await picture()
        for round in 1...(isLong ? 100 : 2) {
            try await startTogether(isLong ? 20 : 6, killingTheOneThatWorks: round.isMultiple(of: 2), whole)
        }
    }

    private func startTogether(
        _ count: Int, killingTheOneThatWorks kills: Bool, _ whole: [String]
    ) async throws {
        // The one that works is kept waiting by the homeserver until the others have ended.
        let ended = Atomic<Int>(0)
        let isReleased = Atomic<Bool>(false)
        let server = try FakeHomeserver { request in
            while request.isWrite, !isReleased.load(ordering: .sequentiallyConsistent) { usleep(10_000) }
            return .none
        }
        let standIn = standIn
        let directory = try await BlockingWork.run { try standIn.copy() }
        let children = try (1...count).map { _ in
            try standIn.start(["upload"], in: directory, url: server.url)
        }
        let codes = try await Self.codes(children) {
            guard ended.add(1, ordering: .sequentiallyConsistent).newValue == count - 1 else { return }
            // All but one have ended: signals reach nobody else.
            if kills { for child in children { child.signal(SIGKILL) } }
            isReleased.store(true, ordering: .sequentiallyConsistent)
        }
        #expect(codes.count { $0 == 11 } == count - 1, "\(codes)")
        if kills {
            #expect(codes.last == 128 + SIGKILL, "\(codes)")
            // Its lock has died with it.
            let next = try standIn.start(["upload"], in: directory, url: server.url)
            #expect([0, 3].contains(try await code(next)))
        } else {
            #expect(codes.last == 3 || codes.last == 0, "\(codes)")
        }
        let isSame = server.state.picture == whole
        #expect(isSame)
        TestFile.remove(directory)
    }

    @Test func copyOfTheDirectoryIsKeptOutUntilItIsToldToTakeOver() async throws {
        let isHeld = Atomic<Bool>(false)
        let server = try FakeHomeserver { request in
            // What the lease says is answered at once: its run is alive.
            guard request.isWrite, !request.path.contains("/account_data/") else { return .none }
            usleep(100_000)
            while isHeld.load(ordering: .sequentiallyConsistent) { usleep(10_000) }
            return .none
        }
        let first = try standIn.copy()
        // The first run dies in the middle of its work, and its directory is copied to another place.
        let dying = try standIn.start(["upload"], in: first, url: server.url)
        while server.writes < 25 { try await Task.sleep(for: .milliseconds(20)) }
        dying.signal(SIGKILL)
        _ = try await code(dying)
        let copy = folder.path + "/copy"
        let copied = try ChildProcess.run(["/bin/cp", "-a", first, copy], output: copy + "-cp")
        #expect(copied.code == 0)

        // While the first goes on, the copy is refused.
        let before = server.writes
        let going = try standIn.start(["upload"], in: first, url: server.url)
        while server.writes < before + 3 { try await Task.sleep(for: .milliseconds(20)) }
        isHeld.store(true, ordering: .sequentiallyConsistent)
        for verb in [["upload"], ["rollback", "--yes"]] {
            let refused = try standIn.start(verb, in: copy, url: server.url)
            #expect(try await code(refused) == 11, "\(verb)")
        }
        isHeld.store(false, ordering: .sequentiallyConsistent)
        #expect([0, 3].contains(try await code(going)))
        let whole = try await picture()
        #expect(server.state.picture == whole)

        // Afterwards it is told that it is not the last, and it may take over: there is nothing left to do.
        for verb in [["upload"], ["rollback", "--yes"]] {
            let outdated = try standIn.start(verb, in: copy, url: server.url)
            #expect(try await code(outdated) == 11, "\(verb)")
        }
        #expect(!server.requests.contains { $0.path.hasSuffix("/leave") })
        let taking = try standIn.start(["upload", "--take-over"], in: copy, url: server.url)
        let taken = try await BlockingWork.run { try taking.wait() }
        #expect([0, 3].contains(taken.code), "\(taken.code) \(taken.errors)")
        #expect(server.state.picture == whole)

        // What one copy has taken away the other does not make again.
        let removing = try standIn.start(["rollback", "--yes"], in: copy, url: server.url)
        let removed = try await BlockingWork.run { try removing.wait() }
        #expect(removed.code == 3, "\(removed.errors)")
        let late = try standIn.start(["rollback", "--yes"], in: first, url: server.url)
        #expect(try await code(late) == 11)
        #expect(server.state.rooms.values.allSatisfy { $0.joined.isEmpty })
    }

    @Test func migrationIsNotClosedWhileACopyOfItGoesOnElsewhere() async throws {
        let isHeld = Atomic<Bool>(false)
        let server = try FakeHomeserver { request in
            guard request.isWrite, !request.path.contains("/account_data/") else { return .none }
            while isHeld.load(ordering: .sequentiallyConsistent) { usleep(10_000) }
            return .none
        }
        let first = try standIn.copy()
        #expect([0, 3].contains(try await code(standIn.start(["upload"], in: first, url: server.url))))
        let copy = folder.path + "/copy"
        let copied = try ChildProcess.run(["/bin/cp", "-a", first, copy], output: copy + "-cp")
        #expect(copied.code == 0)
        // A later archive goes to the homeserver from the first directory.
        let later = folder.path + "/later"
        try TinyArchive.write(to: later)
        try TestFile.write(
            """
            [{"type":"message","user":"U1","text":"One thing more","ts":"1600100000.000100"}]
            """, to: later + "/general/2020-09-14.json")
        for verb in [["import", later], ["plan"]] {
            #expect([0, 3].contains(try await code(standIn.start(verb, in: first, url: server.url))))
        }
        isHeld.store(true, ordering: .sequentiallyConsistent)
        let before = server.requests.count { $0.isWrite && !$0.path.contains("/account_data/") }
        let going = try standIn.start(["upload"], in: first, url: server.url)
        while server.requests.count(where: { $0.isWrite && !$0.path.contains("/account_data/") }) == before {
            try await Task.sleep(for: .milliseconds(20))
        }
        let busy = try standIn.start(["close"], in: copy, url: server.url)
        let refused = try await BlockingWork.run { try busy.wait() }
        #expect(refused.code == 11, "\(refused.code) \(refused.errors)")
        #expect(!refused.errors.contains("sealed"), "\(refused.errors)")
        isHeld.store(false, ordering: .sequentiallyConsistent)
        #expect([0, 3].contains(try await code(going)))
        // It is not the newest copy either, and knows nothing of what came last.
        #expect(try await code(standIn.start(["close"], in: copy, url: server.url)) == 11)
        #expect(!server.requests.contains { $0.method == "DELETE" && $0.path.contains("/devices/") })
        let closing = try standIn.start(["close"], in: first, url: server.url)
        let closed = try await BlockingWork.run { try closing.wait() }
        #expect(closed.code == 0, "\(closed.code) \(closed.errors)")
    }

    @Test func diskThatIsTooSmallEndsTheRunAndRoomMadeLetsItGoOn() async throws {
        let server = try FakeHomeserver()
        let directory = try standIn.copy()
        let script = """
            set -e
            mount -t tmpfs -o size=3m,mode=700 none "$2"
            cp -a "$1"/. "$2"
            avail() { df --output=avail -B1024 "$2" | tail -1; }
            head -c $(( ($(avail "$@") - 48) * 1024 )) /dev/zero > "$2/filler"
            "$3" upload -C "$2" && first=0 || first=$?
            rm "$2/filler"
            "$3" upload -C "$2" && second=0 || second=$?
            echo "codes $first $second"
            """
        let place = folder.path + "/small"
        mkdir(place, 0o700)
        let standIn = standIn
        let shell = try await BlockingWork.run {
            try standIn.shell(
                [
                    "/usr/bin/env", "unshare", "-rm", "bash", "-c", script, "-", directory, place,
                    Checkout.program,
                ],
                url: server.url
            ).wait()
        }
        guard shell.code == 0 else {
            // Not every machine lets its users mount a file system; the injected faults cover the rest.
            return print("ManyRunsTests: no small disk here: \(shell.errors.prefix(200))")
        }
        #expect(shell.output.contains("codes 74 0") || shell.output.contains("codes 74 3"), "\(shell.output)")
        #expect(shell.errors.contains("disk"), "\(shell.errors)")
        #expect(server.state.picture == (try await picture()))
    }
}
