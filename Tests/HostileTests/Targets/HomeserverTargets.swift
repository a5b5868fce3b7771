// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import Glibc
import Synchronization

@testable import MatrixClient

extension HostileTarget {
    /// What a homeserver answers, whatever it is: only a 2xx with a JSON object counts as done, waits are never
    /// negative, and refusals name no more than status and errcode.
    static let answers = HostileTarget("answers") { input in
        var input = InputBytes(input)
        let statuses = [
            200, 201, 204, 301, 400, 401, 403, 404, 408, 413, 429, 500, 502, 503, 504, 599, 0, 999,
        ]
        let status = statuses[Int(input.byte()) % statuses.count]
        let isWrite = input.byte() % 2 == 0
        let length = Int(input.byte())
        let header = String(decoding: input.rest.prefix(length), as: UTF8.self)
        let body = Array(input.rest.dropFirst(length))
        if let delay = RetryAfter.parse(header, now: 1_700_000_000) {
            try promise(delay >= .zero, "a negative wait")
        }
        _ = MediaAddress(header)
        let response = HTTPResponse(
            status: status,
            headers: HTTPHeaders([("Retry-After", header), ("Content-Type", "application/json")]),
            body: body)
        let answer = AnswerClass(response, effect: isWrite ? .write : .read, now: 1_700_000_000)
        switch answer {
        case .ok(let document):
            try promise((200..<300).contains(status), "a status that is none of success counts as done")
            try promise(document?.root.kind == .object, "something that is no object counts as an answer")
        case .retry(let delay?): try promise(delay >= .zero, "a negative wait")
        default: return
        }
    }
}

extension HostileTarget {
    /// Raw bytes in the place of a homeserver, over a real connection: every call that looks comes to an end, and what
    /// it took from the answer is what the call answers.
    static let homeserver = HostileTarget("homeserver") { input in
        var input = InputBytes(input)
        let choice = input.byte()
        let server = try LoopbackHomeserver.shared.get()
        server.socket.set(input.bytes)
        let homeserver = server.homeserver
        let result = Mutex<HostileFinding?>(nil)
        let end = Semaphore()
        Task.detached {
            do { try await ask(homeserver, choice) } catch let finding as HostileFinding {
                result.withLock { $0 = finding }
            } catch { result.withLock { $0 = HostileFinding("another error than a finding") } }
            end.signal()
        }
        end.wait()
        if let finding = result.withLock({ $0 }) { throw finding }
    }

    private static func ask(_ homeserver: Homeserver, _ choice: UInt8) async throws {
        let room = "!r:example.org"
        let user = Masquerade("@a:example.org")
        switch choice % 12 {
        case 0: _ = await homeserver.versions()
        case 1: _ = await homeserver.whoami()
        case 2: _ = await homeserver.roomVersions()
        case 3:
            if let limit = await homeserver.uploadLimit().value { try promise((limit ?? 1) > 0, "no limit") }
        case 4, 5:
            let page = await homeserver.messages(in: room, .backwards, limit: 10, as: user).value
            for event in page?.events ?? [] { _ = event.value.canonicalBytes() }
        case 6: _ = await homeserver.joinedMembers(of: room, as: user)
        case 7: _ = await homeserver.event("$e", in: room, as: user).value?.value.canonicalBytes()
        case 8: _ = await homeserver.resolveAlias("#a:example.org")
        case 9: _ = await homeserver.profile(of: "@a:example.org")
        case 10: _ = await homeserver.purgeStatus(room)
        default:
            _ = await homeserver.relations(
                to: "$e", in: room, relation: "m.annotation", type: "m.reaction", as: user)
        }
    }
}

/// One homeserver for all inputs: connections are what costs time.
private struct LoopbackHomeserver: Sendable {
    let socket: AnsweringSocket
    let homeserver: Homeserver

    static let shared = Result { try LoopbackHomeserver() }

    init() throws {
        socket = try AnsweringSocket()
        var options = TransportOptions()
        options.proxy = .none
        options.timeout = .seconds(5)
        homeserver = try Homeserver(
            baseURL: "http://127.0.0.1:\(socket.port)", token: Secret("token"),
            transport: try CurlTransport(options: options))
    }
}

/// Lets a thread wait for a task.
private final class Semaphore: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }
    deinit { semaphore.deallocate() }

    func signal() { sem_post(semaphore) }
    func wait() { while sem_wait(semaphore) != 0 {} }
}
