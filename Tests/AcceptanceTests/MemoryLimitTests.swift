// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc
import Testing

/// The program may have less memory, or fewer threads, than it needs.
@Suite(.serialized, .timeLimit(.minutes(40))) struct MemoryLimitTests {
    private let folder: TestFolder
    private let standIn: StandIn

    init() throws {
        folder = try TestFolder()
        try TinyArchive.write(to: folder.path + "/archive")
        standIn = try StandIn(archive: folder.path + "/archive")
    }

    private static func upload(
        _ standIn: StandIn, in directory: String, _ server: FakeHomeserver, limit: String
    ) throws -> ChildProcess.Ending {
        try standIn.shell(
            [
                "/bin/sh", "-c", "ulimit \(limit) && exec \"$0\" \"$@\"", Checkout.program, "upload", "-C",
                directory,
            ],
            url: server.url
        ).wait(limit: .seconds(120))
    }

    /// From less than the libraries take to plenty.
    @Test func withLessAndLessMemoryItEndsAndSaysWhyAndGoesOnWithMore() async throws {
        let standIn = standIn
        let limits = [2048, 1024, 768, 640, 512, 384, 320, 256, 192, 128]
        let (calm, endings) = try await BlockingWork.run {
            let calm = try Trial(standIn, faults: [])
            // Each copy begins anew, and goes on without a limit.
            return (
                calm,
                try limits.map { limit in
                    let server = try FakeHomeserver()
                    defer { server.stop() }
                    let directory = try standIn.copy()
                    let limited = try Self.upload(
                        standIn, in: directory, server, limit: "-v \(limit * 1024)")
                    let last = try standIn.start(["upload"], in: directory, url: server.url).wait()
                    return (limit, limited, last, server.state.picture)
                }
            )
        }
        var (refused, through) = (0, 0)
        for (limit, limited, last, picture) in endings {
            #expect(last.code == calm.last.code, "\(limit) MiB: \(last.errors)")
            #expect(picture == calm.picture, "\(limit) MiB")
            switch limited.code {
            case 74:
                refused += 1
                #expect(limited.errors.contains("too little memory"), "\(limit) MiB: \(limited.errors)")
                #expect(limited.errors.contains("limited to \(limit) MiB"), "\(limited.errors)")
                #expect(limited.errors.contains("ulimit -v"), "\(limited.errors)")
            case calm.last.code: through += 1
            // Not even its libraries have room.
            default: #expect(limited.code == 127, "\(limit) MiB: \(limited.code) \(limited.errors)")
            }
        }
        print("MemoryLimitTests: \(endings.map { ($0.0, $0.1.code) })")
        #expect(refused >= 1 && through >= 1)
    }

    /// The limit of processes does not count for root, so another user has to try.
    @Test func withTooFewThreadsItEndsAndSaysWhy() async throws {
        let standIn = standIn
        let server = try FakeHomeserver()
        let place = folder.path
        let ending = try await BlockingWork.run {
            try standIn.shell(
                [
                    "/usr/bin/env", "setpriv", "--reuid=64321", "--clear-groups", "prlimit", "--nproc=5",
                    Checkout.program, "status", "--json", "-C", place,
                ], url: server.url
            ).wait(limit: .seconds(120))
        }
        guard ending.output.contains("\"version\"") else {
            return print("MemoryLimitTests: no other user here: \(ending.errors.prefix(200))")
        }
        #expect(ending.code == 74, "\(ending.code) \(ending.errors)")
        #expect(ending.errors.contains("threads") && ending.errors.contains("ulimit -u"), "\(ending.errors)")
        #expect(ending.output.contains("\"code\":74"))
    }
}
