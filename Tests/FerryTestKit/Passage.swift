// SPDX-License-Identifier: Apache-2.0

/// One exchange through a fault proxy.
struct Passage {
    private let exchange: HTTPExchange
    private let fault: Fault
    private let upstream: UInt16

    init(_ exchange: HTTPExchange, _ fault: Fault, _ upstream: UInt16) {
        self.exchange = exchange
        self.fault = fault
        self.upstream = upstream
    }

    /// Runs it and tells the upstream's status before the client learns anything; `false` closes the connection.
    func run(_ note: (Int?) -> Void) -> Bool {
        switch fault {
        case .dropBeforeForward:
            note(nil)
            return false
        case .status(let status, let body):
            guard exchange.readBody() else { return false }
            note(nil)
            return exchange.perform(.answer(.json(body, status: status)))
        case .delay(let duration):
            pause(duration)
        case .hang:
            note(nil)
            return exchange.perform(.hang)
        default: break
        }
        let answer = forward()
        note(answer?.status)
        // As reverse proxies do when the homeserver is down or dies under a request.
        guard let answer else { return exchange.perform(.answer(.html(502))) && false }
        return reply(answer)
    }

    private func reply(_ answer: ScriptedAnswer) -> Bool {
        switch fault {
        case .forwardThenDropAnswer: exchange.perform(.drop)
        case .forwardThenReset: exchange.perform(.reset)
        case .truncateAnswer(let bytes): exchange.perform(.answer(answer.truncated(at: bytes)))
        case .forwardThenHang: exchange.perform(.hang)
        case .html200: exchange.perform(.answer(.html()))
        default: exchange.perform(.answer(answer))
        }
    }

    /// Sends the request on over a connection of its own and reads the whole answer.
    private func forward() -> ScriptedAnswer? {
        guard let socket = Socket.connected(to: upstream) else { return nil }
        let request = exchange.request
        let target = request.query.isEmpty ? request.path : request.path + "?" + request.query
        var head = "\(request.method) \(target) HTTP/1.1\r\n"
        for field in exchange.fields where !Self.perHop.contains(field.name) {
            head += "\(field.name): \(field.value)\r\n"
        }
        var goesOn = socket.write(Array((head + "Connection: close\r\n\r\n").utf8))
        let isWhole = exchange.readBody { piece in
            if goesOn { goesOn = socket.write(piece) }
        }
        guard isWhole else { return nil }
        return Self.answer(from: socket)
    }

    private static func answer(from socket: Socket) -> ScriptedAnswer? {
        guard let bytes = socket.readHead() else { return nil }
        let head = MessageHead(bytes)
        let words = head.start.split(separator: " ")
        guard words.count > 1, let status = Int(words[1]) else { return nil }
        if status == 100 { return answer(from: socket) }
        var body: [UInt8] = []
        guard socket.readBody(head, untilClose: true, { body += $0 }) else { return nil }
        let fields = head.fields.filter { !perHop.contains($0.name) && $0.name != "content-length" }
        return ScriptedAnswer(status, headers: fields, body: body)
    }

    private static let perHop: Set<String> = ["connection", "keep-alive", "transfer-encoding"]
}
