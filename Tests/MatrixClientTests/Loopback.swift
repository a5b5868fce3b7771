// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestKit
import Glibc
import MatrixClient

/// A transport that no proxy of the environment disturbs.
func loopbackTransport(_ change: (inout TransportOptions) -> Void = { _ in }) throws -> CurlTransport {
    var options = TransportOptions()
    options.proxy = .none
    options.timeout = .seconds(300)
    options.connectTimeout = .seconds(300)
    // On a machine that does many things at once a connection may lie idle for long.
    options.idleTime = .seconds(300)
    change(&options)
    return try CurlTransport(options: options)
}

/// A homeserver on loopback with a token that would be noticed.
func loopbackHomeserver(
    _ url: String, clock: ClientClock = .system, _ change: (inout TransportOptions) -> Void = { _ in }
) throws -> Homeserver {
    try Homeserver(
        baseURL: url, token: Secret("as_token_value"), transport: try loopbackTransport(change), clock: clock)
}

/// A port of this machine that nobody listens on, and that no other test can be given.
let closedPort: UInt16 = 1

/// A file that goes away with the value.
final class TemporaryFile: Sendable {
    let path: String

    init() {
        var name = Array("\(P_tmpdir)/ferry-test-XXXXXX".utf8CString)
        close(mkstemp(&name))
        path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { unlink(path) }

    /// Makes it that long; bytes never written are NUL and take no space.
    func setLength(_ length: Int) { _ = truncate(path, length) }

    func write(_ bytes: [UInt8]) {
        let file = open(path, O_WRONLY | O_TRUNC)
        _ = Glibc.write(file, bytes, bytes.count)
        close(file)
    }
}

/// Counts from many threads.
final class Counter: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var count: Int64 = 0

    init() {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit { mutex.deallocate() }

    @discardableResult func add(_ amount: Int64 = 1) -> Int64 {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        count += amount
        return count
    }

    var value: Int64 { add(0) }
}
