// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import FerryTestRecords
import Glibc
import Testing

@Suite("The lock of a migration", .serialized)
struct MigrationLockTests {
    private let directory = TemporaryDirectory()
    private let now = Timestamp(seconds: 1_700_000_000)

    @Test("is held by one run, and free when that has ended")
    func oneHolder() throws {
        #expect(MigrationLock.holder(directory: directory.path) == nil)
        var lock: MigrationLock? = try MigrationLock(directory: directory.path, now: now)
        let failure = #expect(throws: Failure.self) { try MigrationLock(directory: directory.path, now: now) }
        #expect(failure?.kind == .busy)
        #expect(failure?.what.contains("pid \(getpid())") == true)
        #expect(MigrationLock.holder(directory: directory.path)?.contains("1700000000") == true)
        withExtendedLifetime(lock) {}
        lock = nil
        #expect(MigrationLock.holder(directory: directory.path) == nil)
        #expect(throws: Never.self) { try MigrationLock(directory: directory.path, now: now) }
    }

    @Test("is refused while another process holds it, and free when that is killed")
    func otherProcess() throws {
        let path = directory.path + "/" + MigrationLock.fileName
        let ready = directory.path + "/ready"
        let child = try Child(["flock", "-n", "-x", path, "sh", "-c", "echo > '\(ready)'; exec sleep 60"])
        for _ in 0..<12_000 where access(ready, F_OK) != 0 { usleep(10_000) }
        #expect(access(ready, F_OK) == 0)
        let failure = #expect(throws: Failure.self) { try MigrationLock(directory: directory.path, now: now) }
        #expect(failure?.kind == .busy)
        #expect(MigrationLock.holder(directory: directory.path) != nil)
        child.kill()
        // The kernel lets go when it has ended the process, which on a busy machine takes its time.
        for _ in 0..<12_000 where MigrationLock.holder(directory: directory.path) != nil { usleep(10_000) }
        #expect(throws: Never.self) { try MigrationLock(directory: directory.path, now: now) }
    }

    @Test("closes no file of anybody else when it is refused")
    func refusedCleanly() async throws {
        let lock = try MigrationLock(directory: directory.path, now: now)
        let path = directory.path
        // Other threads open files all the while; each must find its own still open.
        let stolen = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    var lost = 0
                    for _ in 0..<4_000 {
                        let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
                        sched_yield()
                        if close(descriptor) != 0 { lost += 1 }
                    }
                    return lost
                }
                group.addTask {
                    for _ in 0..<2_000 { _ = try? MigrationLock(directory: path, now: Timestamp(seconds: 0)) }
                    return 0
                }
            }
            return await group.reduce(0, +)
        }
        #expect(stolen == 0)
        withExtendedLifetime(lock) {}
    }

    @Test("says so when there is no such directory")
    func noDirectory() {
        let failure = #expect(throws: Failure.self) {
            try MigrationLock(directory: "/no/such/place", now: now)
        }
        #expect(failure?.kind == .storage)
    }
}

/// A process in a group of its own, ended with the value.
private final class Child {
    struct NotStarted: Error {}

    private var pid: pid_t = 0
    private var isRunning = true

    init(_ words: [String]) throws {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        var arguments = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        guard posix_spawnp(&pid, words[0], nil, &attributes, arguments, environ) == 0 else {
            throw NotStarted()
        }
    }

    deinit { kill() }

    /// Ends it and all it started, without a chance to tidy up.
    func kill() {
        guard isRunning else { return }
        isRunning = false
        Glibc.kill(-pid, SIGKILL)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
    }
}
