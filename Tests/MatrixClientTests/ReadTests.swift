// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestKit
import MatrixClient
import Testing

@Suite(.timeLimit(.minutes(40))) struct ReadTests {
    /// A clock that jumps instead of waiting, and the milliseconds it was asked to wait.
    static func jumping() -> (clock: ClientClock, waited: Counter) {
        let waited = Counter()
        let clock = ClientClock(
            now: { .milliseconds(waited.value) }, date: { 0 },
            sleep: { waited.add(Int64($0 / .milliseconds(1))) }, random: { 1 })
        return (clock, waited)
    }

    @Test func readGoesOnUntilThereIsAnAnswer() async throws {
        let server = try ScriptedServer { request in
            switch request.number {
            case 1: .drop
            case 2: .answer(.error(429, "M_LIMIT_EXCEEDED", ",\"retry_after_ms\":7000"))
            case 3: .answer(.html(502))
            case 4: .answer(.html())
            case 5: .answer(.html(404))
            default: .answer(.json("{\"user_id\":\"@a:x\"}"))
            }
        }
        let (clock, waited) = Self.jumping()
        let reading = try await loopbackHomeserver(server.url, clock: clock).read { await $0.whoami() }
        #expect(reading.value?.user == "@a:x")
        #expect(server.requests.count == 6)
        #expect(waited.value == 500 + 7000 + 2000 + 4000 + 8000)
    }

    @Test func readGivesUpAtItsDeadline() async throws {
        let server = try ScriptedServer { _ in .answer(.html(503)) }
        let (clock, waited) = Self.jumping()
        let homeserver = try loopbackHomeserver(server.url, clock: clock)
        let failure = await #expect(throws: Failure.self) {
            try await homeserver.read(deadline: .seconds(20)) { await $0.whoami() }
        }
        #expect(failure?.kind == .homeserverUnavailable)
        #expect(waited.value <= 20_000)
        #expect(server.requests.count == 6)
    }

    @Test func serverThatFailsIsAskedUntilTheDeadline() async throws {
        let server = try ScriptedServer { _ in .answer(.error(500, "M_UNKNOWN")) }
        let (clock, waited) = Self.jumping()
        let homeserver = try loopbackHomeserver(server.url, clock: clock)
        let failure = await #expect(throws: Failure.self) {
            try await homeserver.read(deadline: .seconds(100)) { await $0.whoami() }
        }
        #expect(failure?.kind == .homeserverUnavailable)
        #expect(waited.value <= 100_000)
        #expect(server.requests.count > 5)
    }

    @Test func longPauseAskedByTheServerPassesTheDeadlineAtOnce() async throws {
        let server = try ScriptedServer { _ in
            .answer(.error(429, "M_LIMIT_EXCEEDED", ",\"retry_after_ms\":86399988"))
        }
        let (clock, waited) = Self.jumping()
        let homeserver = try loopbackHomeserver(server.url, clock: clock)
        await #expect(throws: Failure.self) { try await homeserver.read { await $0.whoami() } }
        #expect(waited.value == 0)
    }

    @Test func refusalEndsARead() async throws {
        let server = try ScriptedServer { _ in .answer(.error(404, "M_NOT_FOUND")) }
        let homeserver = try loopbackHomeserver(server.url)
        let reading = try await homeserver.read { await $0.resolveAlias("#a:x") }
        guard case .refused(let refusal) = reading else { Issue.record("\(reading)"); return }
        #expect(refusal.isNotFound)
        #expect(throws: Failure.self) { try reading.required("the alias") }
    }

    @Test func rejectedTokenEndsARead() async throws {
        let server = try ScriptedServer { _ in .answer(.error(401, "M_UNKNOWN_TOKEN")) }
        let homeserver = try loopbackHomeserver(server.url)
        let failure = await #expect(throws: Failure.self) { try await homeserver.read { await $0.whoami() } }
        #expect(failure?.kind == .notAllowed)
        #expect(server.requests.count == 1)
    }

    @Test func cancelledReadStopsWaiting() async throws {
        let server = try ScriptedServer { _ in .answer(.html(503)) }
        let homeserver = try loopbackHomeserver(server.url)
        let running = Task {
            try await homeserver.read(backoff: Backoff(first: .seconds(30))) { await $0.whoami() }
        }
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        running.cancel()
        let failure = await #expect(throws: Failure.self) { try await running.value }
        #expect(failure?.kind == .paused)
    }
}
