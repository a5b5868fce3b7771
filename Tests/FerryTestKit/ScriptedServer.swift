// SPDX-License-Identifier: Apache-2.0
import Glibc

/// An HTTP/1.1 server in this process that does as told, request by request, and keeps what it got.
///
/// One thread per connection, blocking: slow clients and hanging answers disturb nobody else.
public final class ScriptedServer: Sendable {
    /// Decides what happens to a request; called on the connection's thread.
    public typealias Script = @Sendable (ReceivedRequest) -> ServerBehaviour

    private let listener: HTTPListener
    private let record = Recorder()

    /// Starts on a free port, or on the given one.
    ///
    /// - Parameters:
    ///   - dropBeforeBody: requests for which it holds lose their connection when only the head is read.
    ///   - script: what happens to the others.
    public init(
        port: UInt16 = 0, dropBeforeBody: @escaping @Sendable (ReceivedRequest) -> Bool = { _ in false },
        _ script: @escaping Script
    ) throws {
        let record = self.record
        listener = try HTTPListener(port: port) { exchange in
            if dropBeforeBody(exchange.request) {
                record.add(exchange.request)
                return false
            }
            guard exchange.readBody() else { return false }
            record.add(exchange.request)
            return exchange.perform(script(exchange.request))
        }
    }

    deinit { listener.stop() }

    /// Closes the port and every connection.
    public func stop() { listener.stop() }

    /// Where it listens.
    public var port: UInt16 { listener.port }
    /// `http://127.0.0.1:port`.
    public var url: String { "http://127.0.0.1:\(port)" }
    /// What it got, in order.
    public var requests: [ReceivedRequest] { record.requests }
    /// Connections that clients opened so far.
    public var connections: Int { listener.connections }
}

/// Requests, kept by many threads.
final class Recorder: @unchecked Sendable {
    private let lock = TestLock()
    private var kept: [ReceivedRequest] = []

    func add(_ request: ReceivedRequest) { lock.locked { kept.append(request) } }

    var requests: [ReceivedRequest] { lock.locked { kept } }
}

/// A pthread mutex: ThreadSanitizer knows it.
final class TestLock: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    init() {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    func locked<Value>(_ body: () throws -> Value) rethrows -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }
}
