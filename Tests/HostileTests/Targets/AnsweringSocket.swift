// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// A server on the loopback interface that answers every request with the same bytes and closes the connection.
final class AnsweringSocket: Sendable {
    let port: UInt16
    private let socket: Int32
    private let answer = Mutex<[UInt8]>([])

    init() throws {
        signal(SIGPIPE, SIG_IGN)
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = socket
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && listen(socket, 16) == 0
                    && getsockname(socket, $0, &length) == 0
            }
        }
        guard isBound else { throw HostileFinding("no socket: errno \(errno)") }
        port = UInt16(bigEndian: address.sin_port)
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let server = Unmanaged<AnsweringSocket>.fromOpaque(argument).takeRetainedValue()
                while true { server.serve() }
            }, Unmanaged.passRetained(self).toOpaque())
    }

    /// What requests get from now on.
    func set(_ bytes: [UInt8]) { answer.withLock { $0 = bytes } }

    private func serve() {
        let connection = accept(socket, nil, nil)
        guard connection >= 0 else { return }
        defer { close(connection) }
        var request: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while request.suffix(4) != [13, 10, 13, 10] {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            request += buffer[..<count]
        }
        let bytes = answer.withLock { $0 }
        _ = send(connection, bytes, bytes.count, 0)
        shutdown(connection, Int32(SHUT_WR))
        // Closed with bytes unread, the connection would be reset before the answer has arrived.
        while recv(connection, &buffer, buffer.count, 0) > 0 {}
    }
}
