// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A blocking TCP socket on loopback, closed when it goes away.
final class Socket: @unchecked Sendable {
    let descriptor: Int32
    private var buffer: [UInt8] = []
    private var position = 0

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// A listening socket on a free port, or on the given one.
    static func listening(port: UInt16 = 0) -> Socket? {
        let socket = Socket(made())
        var on: Int32 = 1
        setsockopt(socket.descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        let bound = withLoopback(port) { bind(socket.descriptor, $0, $1) }
        return bound == 0 && listen(socket.descriptor, 1024) == 0 ? socket : nil
    }

    /// A connection to a port of this machine.
    static func connected(to port: UInt16) -> Socket? {
        let socket = Socket(made())
        guard withLoopback(port, { connect(socket.descriptor, $0, $1) }) == 0 else { return nil }
        socket.sendAtOnce()
        return socket
    }

    /// Waits for a connection; `nil` when the socket was shut down.
    func accepted() -> Socket? {
        while true {
            let descriptor = accept(self.descriptor, nil, nil)
            if descriptor >= 0 {
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                let socket = Socket(descriptor)
                socket.sendAtOnce()
                return socket
            }
            if errno != EINTR && errno != ECONNABORTED { return nil }
        }
    }

    /// The port at this end.
    var port: UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutableBytes(of: &address) { bytes in
            guard let base = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                getsockname(descriptor, base, &length) == 0
            else { return 0 }
            return UInt16(bigEndian: bytes.load(fromByteOffset: 2, as: UInt16.self))
        }
    }

    /// Ends every blocking call on it, here and in other threads.
    func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Makes closing send a reset.
    func resetOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Sends all bytes; `false` when the peer is gone.
    func write(_ bytes: some Collection<UInt8>) -> Bool {
        Array(bytes).withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                let count = send(
                    descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent,
                    Int32(MSG_NOSIGNAL))
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }
    }

    /// Up to and including the empty line; `nil` when the peer closed before or does not speak HTTP.
    func readHead() -> [UInt8]? {
        if position == buffer.count {
            guard fill() else { return nil }
        }
        guard (0x41...0x5a).contains(buffer[position]) else { return nil }
        var head: [UInt8] = []
        while let line = readLine() {
            head += line
            if line == [13, 10] { return head }
        }
        return nil
    }

    /// A line with its end.
    func readLine() -> [UInt8]? {
        while true {
            if let end = buffer[position...].firstIndex(of: 10) {
                defer { position = end + 1 }
                return Array(buffer[position...end])
            }
            guard fill() else { return nil }
        }
    }

    /// Some bytes, at most `limit`; `nil` at the end.
    func readSome(limit: Int) -> ArraySlice<UInt8>? {
        if position == buffer.count {
            guard fill() else { return nil }
        }
        let end = min(buffer.count, position + limit)
        defer { position = end }
        return buffer[position..<end]
    }

    private func fill() -> Bool {
        if position == buffer.count {
            buffer.removeAll(keepingCapacity: true)
            position = 0
        }
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        var count = 0
        repeat { count = recv(descriptor, &chunk, chunk.count, 0) } while count < 0 && errno == EINTR
        guard count > 0 else { return false }
        buffer += chunk[..<count]
        return true
    }

    /// No child inherits it: it would keep a connection open that we close.
    private static func made() -> Int32 {
        Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    }

    private func sendAtOnce() {
        var on: Int32 = 1
        setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func withLoopback(
        _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return withUnsafeBytes(of: &address) { bytes in
            guard let base = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return -1 }
            return body(base, socklen_t(bytes.count))
        }
    }
}
