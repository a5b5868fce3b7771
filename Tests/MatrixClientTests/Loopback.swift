// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestKit
import Glibc
import MatrixClient

/// A transport that no proxy of the environment disturbs.
func loopbackTransport(_ change: (inout TransportOptions) -> Void = { _ in }) throws -> CurlTransport {
    var options = TransportOptions()
    options.proxy = .none
    options.timeout = .seconds(120)
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

/// A port of this machine that nobody listens on, and that nobody else is given while the tests run: it stays bound.
func closedPort() throws -> UInt16 {
    struct NoPort: Error {}
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
        }
    }
    guard isBound else { throw NoPort() }
    return UInt16(bigEndian: address.sin_port)
}

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
