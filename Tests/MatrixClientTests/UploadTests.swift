// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import MatrixClient
import Testing

@Suite(.timeLimit(.minutes(40))) struct UploadTests {
    struct Wrong: Error {}

    @Test func largeFileIsSentInSmallPieces() async throws {
        let length = 200 << 20
        let file = TemporaryFile()
        file.setLength(length)
        let server = try ScriptedServer { _ in .answer(.json("{}")) }
        let transport = try loopbackTransport()
        let seen = Counter()
        let largePieces = Counter()
        let response = try await transport.send(
            HTTPRequest(
                .put, server.url + "/upload", body: .file(path: file.path, offset: 0, length: Int64(length)),
                bodyObserver: {
                    seen.add(Int64($0.count))
                    if $0.count > 256 << 10 { largePieces.add() }
                }))
        #expect(response.status == 200)
        #expect(server.requests.first?.bodyLength == Int64(length))
        #expect(seen.value == Int64(length))
        #expect(largePieces.value == 0)
    }

    @Test func partOfAFileIsSent() async throws {
        let file = TemporaryFile()
        file.write(Array("0123456789".utf8))
        let server = try ScriptedServer { _ in .answer(.json("{}")) }
        let body = HTTPRequest.Body.file(path: file.path, offset: 3, length: 4)
        _ = try await loopbackTransport().send(HTTPRequest(.put, server.url + "/", body: body))
        #expect(server.requests.first?.body == Array("3456".utf8))
    }

    @Test func emptyFileIsSent() async throws {
        let file = TemporaryFile()
        let server = try ScriptedServer { _ in .answer(.json("{}")) }
        let body = HTTPRequest.Body.file(path: file.path, offset: 0, length: 0)
        _ = try await loopbackTransport().send(HTTPRequest(.put, server.url + "/", body: body))
        #expect(server.requests.first?.header("content-length") == "0")
    }

    @Test func missingFileMeansNeverSent() async throws {
        let server = try ScriptedServer { _ in .answer(.json("{}")) }
        let body = HTTPRequest.Body.file(path: "/does/not/exist", offset: 0, length: 1)
        let error = await #expect(throws: TransportError.self) {
            try await loopbackTransport().send(HTTPRequest(.put, server.url + "/", body: body))
        }
        #expect(error?.outcome == .neverSent)
        #expect(error?.cause == .file)
        #expect(server.requests.isEmpty)
    }

    @Test func fileShorterThanStatedEndsTheRequest() async throws {
        let file = TemporaryFile()
        file.setLength(100_000)
        let server = try ScriptedServer { _ in .answer(.json("{}")) }
        let body = HTTPRequest.Body.file(path: file.path, offset: 0, length: 1_000_000)
        let error = await #expect(throws: TransportError.self) {
            try await loopbackTransport().send(HTTPRequest(.put, server.url + "/", body: body))
        }
        #expect(error?.cause == .file)
        #expect(server.requests.isEmpty)
    }

    @Test func observerStopsAnUploadBeforeItsLastByte() async throws {
        let file = TemporaryFile()
        file.setLength(1_000_000)
        let server = try ScriptedServer { _ in .answer(.json("{}")) }
        let seen = Counter()
        let request = HTTPRequest(
            .put, server.url + "/", body: .file(path: file.path, offset: 0, length: 1_000_000),
            bodyObserver: { if seen.add(Int64($0.count)) == 1_000_000 { throw Wrong() } })
        let error = await #expect(throws: TransportError.self) { try await loopbackTransport().send(request) }
        #expect(error?.cause == .observer)
        #expect(server.requests.isEmpty)
    }

    @Test func stalledUploadEnds() async throws {
        let file = TemporaryFile()
        file.setLength(1000)
        let server = try ScriptedServer { _ in .hang }
        let transport = try loopbackTransport { $0.stallTimeout = .seconds(3) }
        let body = HTTPRequest.Body.file(path: file.path, offset: 0, length: 1000)
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(HTTPRequest(.put, server.url + "/", body: body))
        }
        #expect(error?.cause == .timeout)
        #expect(error?.outcome == .unknown)
    }
}
