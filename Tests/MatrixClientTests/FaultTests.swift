// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import MatrixClient
import Testing

/// Each way a request can fail, and whether the homeserver may have carried it out.
@Suite(.timeLimit(.minutes(40))) struct FaultTests {
    static let body = HTTPRequest.Body.bytes(Array("{}".utf8))

    /// Sends a write on a connection that was used before, or on a new one, and gives the error.
    func failure(
        onUsedConnection: Bool = false, method: HTTPRequest.Method = .put, body: HTTPRequest.Body = body,
        dropBeforeBody: Bool = false, _ behaviour: ServerBehaviour,
        _ change: (inout TransportOptions) -> Void = { _ in }
    ) async throws -> (error: TransportError?, attempts: Int) {
        let server = try ScriptedServer(dropBeforeBody: { $0.path == "/fault" && dropBeforeBody }) {
            request in
            request.path == "/fault" ? behaviour : .answer(.json("{}"))
        }
        let transport = try loopbackTransport(change)
        if onUsedConnection { _ = try await transport.send(HTTPRequest(.get, server.url + "/before")) }
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(HTTPRequest(method, server.url + "/fault", body: body))
        }
        return (error, server.requests.count { $0.path == "/fault" })
    }

    @Test(arguments: [false, true]) func lostAnswerIsUnknown(_ used: Bool) async throws {
        let (error, attempts) = try await failure(onUsedConnection: used, .drop)
        #expect(error?.outcome == .unknown)
        #expect(error?.cause == .closed)
        #expect(attempts == 1)
    }

    @Test(arguments: [HTTPRequest.Method.put, .post, .delete], [HTTPRequest.Body.none, .bytes([]), body])
    func writeIsNeverRepeatedBehindOurBack(_ method: HTTPRequest.Method, _ body: HTTPRequest.Body)
        async throws
    {
        let (error, attempts) = try await failure(onUsedConnection: true, method: method, body: body, .drop)
        #expect(error?.outcome == .unknown)
        #expect(attempts == 1)
    }

    @Test(arguments: [false, true]) func resetIsUnknown(_ used: Bool) async throws {
        let (error, attempts) = try await failure(onUsedConnection: used, .reset)
        #expect(error?.outcome == .unknown)
        #expect(attempts == 1)
    }

    @Test(arguments: [false, true]) func connectionClosedBeforeTheBodyIsUnknown(_ used: Bool) async throws {
        let (error, _) = try await failure(onUsedConnection: used, dropBeforeBody: true, .drop)
        #expect(error?.outcome == .unknown)
    }

    @Test(arguments: [ScriptedAnswer.Framing.contentLength, .chunked])
    func brokenOffAnswerIsUnknown(_ framing: ScriptedAnswer.Framing) async throws {
        let answer = ScriptedAnswer.json("{\"event_id\":\"$abcdefgh\"}").framed(framing).truncated(at: 9)
        let (error, _) = try await failure(.answer(answer))
        #expect(error?.outcome == .unknown)
    }

    @Test func answerThatNeverComesIsUnknown() async throws {
        // A machine that is too busy to send the request before its time is up is given more.
        for timeout in [Duration.milliseconds(300), .seconds(4), .seconds(60)] {
            let (error, attempts) = try await failure(.hang) { $0.timeout = timeout }
            #expect(error?.cause == .timeout)
            guard attempts > 0 else { continue }
            #expect(error?.outcome == .unknown)
            return
        }
        Issue.record("the request never arrived")
    }

    @Test(arguments: [
        "HELLO\n", "SSH-2.0-x\r\n", "HTTP/9 x\r\n\r\n", "HTTP/1.1 200 OK\r\nNo", "\0\0\0\0\0\0",
    ])
    func answerThatIsNotHTTPIsUnknown(_ text: String) async throws {
        let (error, _) = try await failure(.raw(Array(text.utf8)))
        #expect(error?.outcome == .unknown)
    }

    @Test func answerThatBeginsInTheMiddleOfAHeaderIsUnknown() async throws {
        // libcurl before May 2023 took the line for the end of the answer before, whose memory it had freed. That is
        // seen where memory is watched only: `scripts/fuzz --replay` and `scripts/sanitize address`.
        let text =
            "HTTP/1.1 200 OK\r\n go on\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
        let (error, attempts) = try await failure(onUsedConnection: true, .raw(Array(text.utf8)))
        #expect(error?.outcome == .unknown)
        #expect(attempts == 1)
    }

    @Test func noListenerMeansNeverSent() async throws {
        let url = "http://127.0.0.1:\(closedPort)/"
        let error = await #expect(throws: TransportError.self) {
            try await loopbackTransport().send(HTTPRequest(.put, url, body: Self.body))
        }
        #expect(error?.outcome == .neverSent)
        #expect(error?.cause == .connect)
    }

    @Test func handleUsedBeforeDoesNotBlurNeverSent() async throws {
        let server = try ScriptedServer { _ in .answer(.json("{}")) }
        let transport = try loopbackTransport()
        _ = try await transport.send(HTTPRequest(.put, server.url + "/", body: Self.body))
        server.stop()
        let other = "http://127.0.0.1:\(closedPort)/"
        for body in [Self.body, .none] {
            let error = await #expect(throws: TransportError.self) {
                try await transport.send(HTTPRequest(.put, other, body: body))
            }
            #expect(error?.outcome == .neverSent)
        }
    }

    @Test func restartedServerGetsTheRequestOverANewConnection() async throws {
        // Another test may have got the port meanwhile.
        for _ in 1...20 {
            let first = try ScriptedServer { _ in .answer(.json("{}")) }
            let transport = try loopbackTransport()
            _ = try await transport.send(HTTPRequest(.put, first.url + "/", body: Self.body))
            first.stop()
            // Lets the end of the connection arrive; a request that meets it on its way has an unknown outcome.
            try await Task.sleep(for: .seconds(2))
            guard let second = try? ScriptedServer(port: first.port, { _ in .answer(.json("{}")) }) else {
                continue
            }
            let response = try await transport.send(HTTPRequest(.put, second.url + "/", body: Self.body))
            #expect(response.status == 200)
            #expect(second.requests.count == 1)
            return
        }
        Issue.record("no port could be had twice")
    }

    @Test func handshakeThatTakesTooLongMeansNeverSentAlsoOnAHandleUsedBefore() async throws {
        let server = try ScriptedServer { _ in .answer(.json("{}")) }
        let silent = try SilentPort()
        let transport = try loopbackTransport { $0.connectTimeout = .seconds(3) }
        _ = try await transport.send(HTTPRequest(.put, server.url + "/", body: Self.body))
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(HTTPRequest(.put, "https://127.0.0.1:\(silent.port)/", body: Self.body))
        }
        #expect(error?.outcome == .neverSent)
        #expect(error?.cause == .timeout)
    }

    @Test func proxyThatRefusesTheTunnelMeansNeverSent() async throws {
        let proxy = try ScriptedServer { _ in .answer(.html(403)) }
        let transport = try loopbackTransport { $0.proxy = .url(proxy.url) }
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(
                HTTPRequest(
                    .put, "https://example.invalid/", token: Secret("as_token_value"), body: Self.body))
        }
        #expect(error?.outcome == .neverSent)
        #expect(proxy.requests.map(\.method) == ["CONNECT"])
        #expect(proxy.requests.first?.header("authorization") == nil)
    }

    @Test func unknownHostMeansNeverSent() async throws {
        let error = await #expect(throws: TransportError.self) {
            try await loopbackTransport().send(
                HTTPRequest(.put, "http://does-not-exist.invalid/", body: Self.body))
        }
        #expect(error?.outcome == .neverSent)
        #expect(error?.cause == .resolve)
    }

    @Test func noTLSMeansNeverSent() async throws {
        let server = try ScriptedServer { _ in .answer(.json("{}")) }
        let error = await #expect(throws: TransportError.self) {
            try await loopbackTransport().send(
                HTTPRequest(.put, "https://127.0.0.1:\(server.port)/", body: Self.body))
        }
        #expect(error?.outcome == .neverSent)
        #expect(error?.cause == .tls)
    }

    @Test func missingAuthorityFileMeansNeverSent() async throws {
        let server = try ScriptedServer { _ in .answer(.json("{}")) }
        let transport = try loopbackTransport { $0.authorityFile = "/does/not/exist.pem" }
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(HTTPRequest(.put, "https://127.0.0.1:\(server.port)/", body: Self.body))
        }
        #expect(error?.outcome == .neverSent)
    }
}
