// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import MatrixClient
import Testing

@Suite(.timeLimit(.minutes(40))) struct CancellationTests {
    @Test func cancelledRequestEndsAtOnceWithUnknownOutcome() async throws {
        let server = try ScriptedServer { _ in .hang }
        let transport = try loopbackTransport()
        let running = Task {
            try await transport.send(HTTPRequest(.put, server.url + "/", body: .bytes([1])))
        }
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        running.cancel()
        let error = await #expect(throws: TransportError.self) { try await running.value }
        #expect(error == TransportError(.unknown, .cancelled, "cancelled"))
    }

    @Test func requestCancelledBeforeItsStartIsNotSent() async throws {
        let server = try ScriptedServer { _ in .answer(.json("{}")) }
        let transport = try loopbackTransport()
        let running = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await transport.send(HTTPRequest(.put, server.url + "/", body: .bytes([1])))
        }
        running.cancel()
        let error = await #expect(throws: TransportError.self) { try await running.value }
        #expect(error == TransportError(.neverSent, .cancelled, "cancelled"))
        #expect(server.requests.isEmpty)
    }

    @Test func othersGoOnWhenOneIsCancelled() async throws {
        let server = try ScriptedServer { request in
            request.path == "/hang" ? .hang : .answer(.json("{}").delayed(.milliseconds(100)))
        }
        let transport = try loopbackTransport()
        for _ in 0..<10 {
            let hanging = Task { try await transport.send(HTTPRequest(.get, server.url + "/hang")) }
            async let other = transport.send(HTTPRequest(.get, server.url + "/x"))
            try await Task.sleep(for: .milliseconds(20))
            hanging.cancel()
            #expect(try await other.status == 200)
            await #expect(throws: TransportError.self) { try await hanging.value }
        }
    }
}
