// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import MatrixClient
import Testing

/// The calls through a proxy that breaks them: what the client says, and what the homeserver saw.
@Suite(.timeLimit(.minutes(40))) struct FaultProxyTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var fault: Fault
        var says: String
        var carriedOut: Int
        var testDescription: String { "\(fault)" }
    }

    static let rows: [Row] = [
        Row(fault: .none, says: "ok", carriedOut: 1),
        Row(fault: .delay(.milliseconds(50)), says: "ok", carriedOut: 1),
        Row(fault: .dropBeforeForward, says: "unknown connection", carriedOut: 0),
        Row(fault: .forwardThenDropAnswer, says: "unknown connection", carriedOut: 1),
        Row(fault: .forwardThenReset, says: "unknown connection", carriedOut: 1),
        Row(fault: .truncateAnswer(5), says: "unknown connection", carriedOut: 1),
        Row(fault: .html200, says: "unknown answer", carriedOut: 1),
        Row(fault: .status(502, body: ""), says: "unknown server", carriedOut: 0),
        Row(
            fault: .status(429, body: "{\"errcode\":\"M_LIMIT_EXCEEDED\",\"retry_after_ms\":5}"),
            says: "retry", carriedOut: 0),
        Row(fault: .status(401, body: "{\"errcode\":\"M_UNKNOWN_TOKEN\"}"), says: "token", carriedOut: 0),
    ]

    static func words<Value>(_ answer: Answer<Value>) -> String {
        switch answer {
        case .ok: "ok"
        case .alreadyExists: "exists"
        case .refused: "refused"
        case .retry: "retry"
        case .unknownOutcome(let doubt): "unknown \(doubt.origin)"
        case .neverSent: "never sent"
        case .tokenRejected: "token"
        case .notAMatrixServer: "no matrix"
        }
    }

    static func send(_ homeserver: Homeserver, _ number: Int) async -> Answer<String> {
        await homeserver.sendEvent(
            "m.room.message", ["body": .int(Int64(number))], to: "!r:x", transaction: "t\(number)",
            as: Masquerade("@g:x", device: "D", at: 1))
    }

    @Test(arguments: rows) func faultIsToldAsWhatItIs(_ row: Row) async throws {
        let upstream = try ScriptedServer { _ in .answer(.json("{\"event_id\":\"$e\"}").framed(.chunked)) }
        let proxy = try FaultProxy(upstream: upstream.port) { number, _, _ in number == 2 ? row.fault : .none
        }
        let homeserver = try loopbackHomeserver(proxy.url)
        // The first makes the connection, so that the fault meets one that was used before.
        #expect(Self.words(await Self.send(homeserver, 1)) == "ok")
        #expect(Self.words(await Self.send(homeserver, 2)) == row.says)
        #expect(Self.words(await Self.send(homeserver, 3)) == "ok")
        #expect(upstream.requests.count == 2 + row.carriedOut)
        #expect(proxy.writeRequests == 3)
        #expect(proxy.forwardedWrites == 2 + row.carriedOut)
    }

    @Test func requestPassesUnchanged() async throws {
        let upstream = try ScriptedServer { _ in .answer(.json("{\"event_id\":\"$e\"}")) }
        let proxy = try FaultProxy(upstream: upstream.port) { _, _, _ in .none }
        #expect(await Self.send(try loopbackHomeserver(proxy.url), 7).value == "$e")
        let got = try #require(upstream.requests.first)
        #expect(got.path == "/_matrix/client/v3/rooms/%21r%3Ax/send/m.room.message/t7")
        #expect(got.query == "user_id=%40g%3Ax&device_id=D&ts=1")
        #expect(String(decoding: got.body, as: UTF8.self) == "{\"body\":7}")
        #expect(got.header("authorization") == "Bearer as_token_value")
    }

    @Test func missingUpstreamIsABadGateway() async throws {
        let proxy = try FaultProxy(upstream: closedPort) { _, _, _ in .none }
        #expect(Self.words(await Self.send(try loopbackHomeserver(proxy.url), 1)) == "unknown server")
        #expect(proxy.forwardedWrites == 0)
    }

    @Test func manyFaultsAtOnceAreCountedRight() async throws {
        let upstream = try ScriptedServer { _ in .answer(.json("{\"event_id\":\"$e\"}")) }
        let proxy = try FaultProxy(upstream: upstream.port) { number, _, _ in
            switch number % 5 {
            case 0: .dropBeforeForward
            case 1: .forwardThenDropAnswer
            default: .none
            }
        }
        let homeserver = try loopbackHomeserver(proxy.url)
        let sums = await withTaskGroup(of: String.self) { group in
            for number in 0..<200 {
                group.addTask { Self.words(await Self.send(homeserver, number)) }
            }
            return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(sums == ["ok": 120, "unknown connection": 80])
        #expect(upstream.requests.count == 160)
        #expect(Set(upstream.requests.map(\.path)).count == 160)
        #expect(proxy.writeRequests == 200)
    }
}
