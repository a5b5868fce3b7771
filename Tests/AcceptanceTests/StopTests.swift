// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc
import Synchronization
import Testing

/// A run is stopped in every polite way and goes on where it was.
@Suite(.serialized, .timeLimit(.minutes(40))) struct StopTests {
    @Test func stoppedRunSaysSoAndTheNextOneGoesOn() async throws {
        try await Scene.with { scene in
            try await expectStop(scene, by: SIGTERM, code: 143)
            try await expectStop(scene, by: SIGINT, code: 130)
            let paused = try await scene.run(url: scene.url, ["--max-duration", "1s"])
            #expect(paused.code == 75, "\(paused.errors)")
            let ending = try await scene.run(url: scene.url)
            #expect(ending.code == 3, "\(ending.errors)")
            let verdict = try await scene.verdict()
            #expect(verdict.isClean, "\(verdict)")
        }
    }

    /// Lets the homeserver be slow, tries a second run beside the first, then sends the first a signal.
    private func expectStop(_ scene: Scene, by signal: Int32, code: Int32) async throws {
        let isHeld = Atomic<Bool>(true)
        let writes = Atomic<Int>(0)
        let proxy = try FaultProxy(upstream: scene.server.port) { _, method, _ in
            guard method != "GET" else { return .none }
            let number = writes.add(1, ordering: .sequentiallyConsistent).newValue
            while number > 40, isHeld.load(ordering: .sequentiallyConsistent) { usleep(10_000) }
            return .delay(.milliseconds(150))
        }
        let child = try scene.migration.start(["run", Scene.sample], url: proxy.url)
        while proxy.writeRequests < 20 { try await Task.sleep(for: .milliseconds(10)) }

        let busy = try await scene.migration.run(["upload"], url: scene.url)
        #expect(busy.code == 11, "\(busy.errors)")
        isHeld.store(false, ordering: .sequentiallyConsistent)

        child.signal(signal)
        let ending = try await BlockingWork.run { try child.wait() }
        #expect(ending.code == code && ending.signal == nil, "\(ending.errors)")
    }
}
