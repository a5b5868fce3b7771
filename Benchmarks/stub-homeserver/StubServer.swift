// SPDX-License-Identifier: Apache-2.0
import Glibc

/// One thread, one `poll`, some hundred connections that stay open.
struct StubServer {
    /// Where it listens, on loopback.
    let port: UInt16

    private let listener: Int32
    private let delay: UInt64
    private var connections: [Int32: StubConnection] = [:]
    private var watched: [pollfd] = []
    private var answers = StubAnswers()
    // All wait equally long, so the first one in is the first one due.
    private var waiting: [(due: UInt64, descriptor: Int32, serial: UInt64, answer: [UInt8])] = []
    private var firstWaiting = 0
    private var serial: UInt64 = 0

    /// `nil` when it cannot listen; `errno` says why.
    init?(port wanted: UInt16, delayMilliseconds: UInt64) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { return nil }
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = wanted.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 512) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { return nil }
        self.listener = listener
        delay = delayMilliseconds
        port = UInt16(bigEndian: address.sin_port)
        watch(listener)
    }

    private mutating func watch(_ descriptor: Int32) {
        watched.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
    }

    /// Serves for ever.
    mutating func serve() {
        while true {
            poll(&watched, nfds_t(watched.count), timeout())
            // Backwards, so that who closes can be replaced by the last.
            for index in watched.indices.reversed() where watched[index].revents != 0 {
                let descriptor = watched[index].fd
                if descriptor == listener {
                    accept()
                } else if !read(descriptor) {
                    watched.swapAt(index, watched.count - 1)
                    watched.removeLast()
                }
            }
            sendDue()
        }
    }

    private mutating func accept() {
        let descriptor = Glibc.accept(listener, nil, nil)
        guard descriptor >= 0 else { return }
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        serial += 1
        connections[descriptor] = StubConnection(serial: serial)
        watch(descriptor)
    }

    /// Gives `false` when the other side has closed.
    private mutating func read(_ descriptor: Int32) -> Bool {
        guard var connection = connections.removeValue(forKey: descriptor) else { return false }
        guard connection.fill(from: descriptor) else {
            close(descriptor)
            return false
        }
        while let request = connection.next() {
            let answer = answers.answer(request)
            if delay == 0 {
                send(answer, to: descriptor)
            } else {
                waiting.append((Self.now() + delay, descriptor, connection.serial, answer))
            }
        }
        connections[descriptor] = connection
        return true
    }

    // Answers are far smaller than a socket's buffer, and each client waits for one before it asks again.
    private func send(_ answer: [UInt8], to descriptor: Int32) {
        _ = Glibc.send(descriptor, answer, answer.count, 0)
    }

    private mutating func sendDue() {
        guard firstWaiting < waiting.count else { return }
        let now = Self.now()
        while firstWaiting < waiting.count, waiting[firstWaiting].due <= now {
            let next = waiting[firstWaiting]
            firstWaiting += 1
            if connections[next.descriptor]?.serial == next.serial { send(next.answer, to: next.descriptor) }
        }
        if firstWaiting > 1024 {
            waiting.removeFirst(firstWaiting)
            firstWaiting = 0
        }
    }

    private func timeout() -> Int32 {
        guard firstWaiting < waiting.count else { return -1 }
        let now = Self.now()
        let due = waiting[firstWaiting].due
        return due > now ? Int32(due - now) : 0
    }

    private static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
    }
}
