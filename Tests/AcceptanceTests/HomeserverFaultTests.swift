// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Glibc
import Synchronization
import Testing

/// The homeserver and the way to it fail while the program runs; it goes on by itself.
@Suite(.serialized, .timeLimit(.minutes(30))) struct HomeserverFaultTests {
    @Test func homeserverThatCrashesUnderARequestIsOutlived() async throws {
        try await Scene.with { scene in
            let isLong = getenv("FERRY_TEST_LONG") != nil
            let points = isLong ? Array(stride(from: 6, to: 400, by: 8)) : [70, 190, 310]
            let crashes = Crashes(of: scene.server, atWrites: points)
            let proxy = try crashes.proxy()
            let ending = try await scene.run(url: proxy.url, limit: .seconds(isLong ? 1500 : 420))
            #expect(ending.code == 3, "\(ending.errors)")
            // A request that finds the homeserver dead already kills nobody.
            #expect(crashes.count * 10 >= points.count * 6)
            // A room that was being made at that moment is left behind, empty, and said to be.
            let stumps = try scene.stumps()
            print("HomeserverFaultTests: \(crashes.count) crashes, \(stumps.count) rooms left unfinished")
            let verdict = try await scene.verdict(stumps: stumps)
            #expect(verdict.isClean, "\(verdict)")
        }
    }

    @Test func everyFifthAnswerLostRepeatsNothing() async throws {
        try await Scene.with { scene in
            let writes = Mutex(0)
            let proxy = try FaultProxy(upstream: scene.server.port) { _, method, _ in
                guard method != "GET" else { return .none }
                let count = writes.withLock {
                    $0 += 1
                    return $0
                }
                return count % 5 == 0 ? .forwardThenDropAnswer : .none
            }
            let ending = try await scene.run(url: proxy.url)
            #expect(ending.code == 3, "\(ending.errors)")
            #expect(proxy.passed.count { $0.fault == .forwardThenDropAnswer } > 60)
            let verdict = try await scene.verdict()
            #expect(verdict.isClean, "\(verdict)")
        }
    }

    @Test func rejectedTokenEndsTheRunAtOnceAndAGoodOneGoesOn() async throws {
        try await Scene.with { scene in
            let wrong = scene.migration.folder.path + "/wrong-token"
            let secret = "this-token-is-wrong-0123456789"
            try TestFile.write(secret + "\n", to: wrong)
            chmod(wrong, 0o600)
            for arguments in [["run", Scene.sample], ["doctor"]] {
                let refused = try await scene.migration.run(
                    arguments, url: scene.url, environment: ["FERRY_AS_TOKEN_FILE": wrong])
                #expect(refused.code == 77, "\(refused.errors)")
                #expect(refused.errors.contains("registration.yaml"), "\(refused.errors)")
                #expect(!(refused.errors + refused.output).contains(secret))
            }
            // What systemd hands over by LoadCredential= comes before the file that the configuration names.
            let credentials = scene.migration.folder.path + "/credentials"
            try TestFile.makeFolder(credentials)
            try TestFile.write(secret + "\n", to: credentials + "/as_token")
            chmod(credentials + "/as_token", 0o600)
            let variables = ["CREDENTIALS_DIRECTORY": credentials]
            let unloaded = try await scene.migration.run(["doctor"], url: scene.url, environment: variables)
            #expect(unloaded.code == 77, "\(unloaded.errors)")
            #expect(!(unloaded.errors + unloaded.output).contains(secret))
            try TestFile.write(try scene.migration.secret("as_token") + "\n", to: credentials + "/as_token")
            let writes = Mutex(0)
            let proxy = try FaultProxy(upstream: scene.server.port) { _, method, _ in
                let count = writes.withLock {
                    $0 += method == "GET" ? 0 : 1
                    return $0
                }
                return count <= 120
                    ? .none : .status(401, body: "{\"errcode\":\"M_UNKNOWN_TOKEN\",\"error\":\"revoked\"}")
            }
            let revoked = try await scene.run(url: proxy.url)
            #expect(revoked.code == 77, "\(revoked.errors)")
            #expect(proxy.passed.count { $0.upstreamStatus == nil } <= 24)
            let ending = try await scene.migration.run(
                ["run", Scene.sample], url: scene.url, environment: variables)
            #expect(ending.code == 3, "\(ending.errors)")
            let verdict = try await scene.verdict()
            #expect(verdict.isClean, "\(verdict)")
        }
    }
}

/// Crashes a homeserver under chosen requests and starts it again: every other time it has carried the request
/// out before.
private final class Crashes: Sendable {
    private struct State {
        var writes = 0
        var condemned: Set<Int> = []
        var count = 0
    }

    private let server: SynapseServer
    private let points: [Int]
    private let state = Mutex(State())
    private let turn = Mutex(())

    init(of server: SynapseServer, atWrites points: [Int]) {
        self.server = server
        self.points = points
    }

    var count: Int { state.withLock { $0.count } }

    func proxy() throws -> FaultProxy {
        try FaultProxy(upstream: server.port, onForwarded: { self.crash($0) }) { number, method, _ in
            guard method != "GET" else { return .none }
            let point = self.state.withLock { state in
                state.writes += 1
                return self.points.firstIndex(of: state.writes)
            }
            guard let point else { return .none }
            self.state.withLock { _ = $0.condemned.insert(number) }
            guard point % 2 == 1 else { return .forwardThenDropAnswer }
            self.crash(number)
            return .dropBeforeForward
        }
    }

    private func crash(_ number: Int) {
        guard state.withLock({ $0.condemned.remove(number) }) != nil else { return }
        // One after the other: the next request may be condemned while the homeserver still starts.
        turn.withLock { _ in
            do {
                try server.kill()
                try server.start()
                state.withLock { $0.count += 1 }
            } catch { Issue.record(error) }
        }
    }
}
