// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Accepts connections and runs a handler for each request on them.
final class HTTPListener: @unchecked Sendable {
    /// Handles one exchange; `false` closes the connection.
    typealias Handler = @Sendable (HTTPExchange) -> Bool

    /// There is no port to listen on.
    struct NoPort: Error {}

    let port: UInt16
    private let socket: Socket
    private let handler: Handler
    private let lock = TestLock()
    private var open: [Int: Socket] = [:]
    private var connectionCount = 0
    private var requestCount = 0
    private var isStopped = false

    init(port: UInt16, handler: @escaping Handler) throws {
        guard let socket = Socket.listening(port: port) else { throw NoPort() }
        self.socket = socket
        self.port = socket.port
        self.handler = handler
        runThread { self.acceptAll() }
    }

    var connections: Int { lock.locked { connectionCount } }

    func stop() {
        lock.locked {
            isStopped = true
            socket.shutDown()
            for connection in open.values { connection.shutDown() }
        }
    }

    private func acceptAll() {
        while let connection = socket.accepted() {
            let number: Int? = lock.locked {
                guard !isStopped else { return nil }
                connectionCount += 1
                open[connectionCount] = connection
                return connectionCount
            }
            guard let number else { return }
            runThread { self.serve(connection, number) }
        }
    }

    private func serve(_ connection: Socket, _ number: Int) {
        defer { lock.locked { open[number] = nil } }
        while let head = connection.readHead() {
            let count = lock.locked {
                requestCount += 1
                return requestCount
            }
            guard let request = ReceivedRequest(head: head, number: count, connection: number) else { return }
            let exchange = HTTPExchange(connection, MessageHead(head), request)
            guard handler(exchange), exchange.keepsAlive else { return }
        }
    }
}

/// Runs the body on a thread of its own, which may block.
func runThread(_ body: @escaping @Sendable () -> Void) {
    final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, 256 << 10)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Body(body))
    let status = pthread_create(
        &thread, &attributes,
        { context -> UnsafeMutableRawPointer? in
            guard let context else { return nil }
            Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
            return nil
        }, context.toOpaque())
    if status != 0 { context.release() }
    pthread_attr_destroy(&attributes)
}

/// Sleeps on this thread.
func pause(_ duration: Duration) {
    let (seconds, fraction) = duration.components
    var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(fraction / 1_000_000_000))
    var left = timespec()
    while nanosleep(&time, &left) != 0 && errno == EINTR { time = left }
}
