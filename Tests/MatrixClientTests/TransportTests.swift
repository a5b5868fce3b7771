// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc
import MatrixClient
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(40))) struct TransportTests {
    static let plain = ScriptedAnswer.json("{\"a\":1}")

    @Test func connectionIsUsedAgain() async throws {
        let server = try ScriptedServer { _ in .answer(Self.plain) }
        let transport = try loopbackTransport()
        for _ in 0..<20 {
            let request = HTTPRequest(.put, server.url + "/x", body: .bytes(Array("{}".utf8)))
            #expect(try await transport.send(request).status == 200)
        }
        #expect(server.requests.count == 20)
        #expect(server.connections == 1)
    }

    @Test func requestArrivesAsDescribed() async throws {
        let server = try ScriptedServer { _ in .answer(Self.plain) }
        let transport = try loopbackTransport()
        let body = Array("{\"body\":\"é\"}".utf8)
        let url = server.url + "/a/../%2E%2e/b%2F?c=%20"
        let request = HTTPRequest(
            .put, url, headers: [("Content-Type", "application/json"), ("X-Empty", "")], body: .bytes(body))
        _ = try await transport.send(request)
        let got = try #require(server.requests.first)
        #expect(got.method == "PUT")
        #expect(got.path == "/a/../%2E%2e/b%2F")
        #expect(got.query == "c=%20")
        #expect(got.body == body)
        #expect(got.header("content-type") == "application/json")
        #expect(got.header("content-length") == String(body.count))
        #expect(got.header("x-empty")?.isEmpty == true)
        #expect(got.header("expect") == nil)
        #expect(got.header("transfer-encoding") == nil)
        #expect(got.header("user-agent") == "matrix-ferry")
    }

    @Test(arguments: [HTTPRequest.Method.get, .put, .post, .delete])
    func methodWithoutBodyIsSentAsSuch(_ method: HTTPRequest.Method) async throws {
        let server = try ScriptedServer { _ in .answer(Self.plain) }
        let transport = try loopbackTransport()
        _ = try await transport.send(HTTPRequest(method, server.url + "/x"))
        let got = try #require(server.requests.first)
        #expect(got.method == method.rawValue)
        #expect(got.bodyLength == 0)
        #expect(got.header("content-type") == nil)
    }

    @Test(arguments: [ScriptedAnswer.Framing.contentLength, .chunked, .untilClose])
    func answerIsReadInEveryFraming(_ framing: ScriptedAnswer.Framing) async throws {
        let body = [UInt8](repeating: 65, count: 100_000)
        let server = try ScriptedServer { _ in
            .answer(
                ScriptedAnswer(200, headers: [("X-One", " a "), ("x-one", "b")], body: body).framed(framing))
        }
        let transport = try loopbackTransport()
        for _ in 0..<2 {
            let response = try await transport.send(HTTPRequest(.get, server.url + "/"))
            #expect(response.body.count == body.count)
            #expect(response.headers["X-ONE"] == "a")
            #expect(response.headers["X-Two"] == nil)
        }
    }

    @Test func slowAnswerIsWaitedFor() async throws {
        let server = try ScriptedServer { _ in .answer(Self.plain.dripping(.milliseconds(20))) }
        let response = try await loopbackTransport().send(HTTPRequest(.get, server.url + "/"))
        #expect(response.body == Array("{\"a\":1}".utf8))
    }

    @Test func manyRequestsRunAtOnce() async throws {
        // Nobody is answered before sixteen have asked: requests sent one after the other would wait for ever.
        let gathering = Gathering()
        let server = try ScriptedServer { _ in
            gathering.wait(for: 16)
            return .answer(Self.plain)
        }
        let transport = try loopbackTransport()
        let statuses = await withTaskGroup(of: Int?.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let request = HTTPRequest(.put, server.url + "/\(number)", body: .bytes([123, 125]))
                    return try? await transport.send(request).status
                }
            }
            return await group.reduce(into: [Int?]()) { $0.append($1) }
        }
        #expect(statuses.count { $0 == 200 } == 64)
        #expect(Set(server.requests.map(\.path)).count == 64)
    }

    @Test func redirectIsAnAnswerAndNotFollowed() async throws {
        let server = try ScriptedServer { _ in
            .answer(ScriptedAnswer(302, headers: [("Location", "/elsewhere")]))
        }
        let response = try await loopbackTransport().send(HTTPRequest(.get, server.url + "/"))
        #expect(response.status == 302)
        #expect(server.requests.count == 1)
    }

    @Test func answerLongerThanTheLimitEndsTheRequest() async throws {
        let server = try ScriptedServer { _ in
            .answer(ScriptedAnswer(body: [UInt8](repeating: 65, count: 5000)))
        }
        let transport = try loopbackTransport()
        let fits = try await transport.send(HTTPRequest(.get, server.url + "/", sink: .memory(limit: 5000)))
        #expect(fits.body.count == 5000)
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(HTTPRequest(.get, server.url + "/", sink: .memory(limit: 4999)))
        }
        #expect(error?.cause == .tooLarge)
        #expect(error?.outcome == .unknown)
    }

    @Test func successfulBodyIsStreamedAndAFailureIsKept() async throws {
        let server = try ScriptedServer { request in
            request.path == "/ok"
                ? .answer(ScriptedAnswer(body: [UInt8](repeating: 7, count: 1_000_000)))
                : .answer(.error(404, "M_NOT_FOUND"))
        }
        let transport = try loopbackTransport()
        let counter = Counter()
        let sink = HTTPRequest.Sink.stream { counter.add(Int64($0.count)) }
        let found = try await transport.send(HTTPRequest(.get, server.url + "/ok", sink: sink))
        #expect(found.body.isEmpty)
        #expect(counter.value == 1_000_000)
        let missing = try await transport.send(HTTPRequest(.get, server.url + "/no", sink: sink))
        #expect(missing.status == 404)
        #expect(!missing.body.isEmpty)
        #expect(counter.value == 1_000_000)
    }

    @Test func receiverCanEndTheRequest() async throws {
        struct Enough: Error {}
        let server = try ScriptedServer { _ in .answer(Self.plain) }
        let transport = try loopbackTransport()
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(
                HTTPRequest(.get, server.url + "/", sink: .stream { _ in throw Enough() }))
        }
        #expect(error?.cause == .observer)
    }

    @Test func headerWithALineBreakIsNotSent() async throws {
        let server = try ScriptedServer { _ in .answer(Self.plain) }
        let transport = try loopbackTransport()
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(HTTPRequest(.get, server.url + "/", headers: [("A", "b\r\nC: d")]))
        }
        #expect(error?.outcome == .neverSent)
        #expect(server.requests.isEmpty)
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "not a url"])
    func otherProtocolsAreRefused(_ url: String) async throws {
        let transport = try loopbackTransport()
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(HTTPRequest(.get, url))
        }
        #expect(error?.outcome == .neverSent)
    }
}

/// Lets nobody go on before enough have come, for five minutes at most.
private final class Gathering: Sendable {
    private let present = Atomic<Int>(0)

    func wait(for count: Int) {
        present.add(1, ordering: .sequentiallyConsistent)
        for _ in 0..<300_000 where present.load(ordering: .sequentiallyConsistent) < count { usleep(1_000) }
    }
}
