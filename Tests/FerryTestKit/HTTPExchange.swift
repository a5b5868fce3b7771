// SPDX-License-Identifier: Apache-2.0

/// One request on a connection, and the way to answer it. Used by one thread.
final class HTTPExchange {
    private let connection: Socket
    private let head: MessageHead
    private(set) var request: ReceivedRequest
    private(set) var keepsAlive = true

    init(_ connection: Socket, _ head: MessageHead, _ request: ReceivedRequest) {
        self.connection = connection
        self.head = head
        self.request = request
    }

    /// Reads the body, keeps its start and hands its pieces on; `false` when the client left before its end.
    func readBody(_ forward: (ArraySlice<UInt8>) -> Void = { _ in }) -> Bool {
        connection.readBody(head) { piece in
            request.bodyLength += Int64(piece.count)
            request.body += piece.prefix(ReceivedRequest.keptBody - request.body.count)
            forward(piece)
        }
    }

    /// The request's fields as they came.
    var fields: [(name: String, value: String)] { head.fields }

    /// Does as told; `false` when the connection is to be closed.
    func perform(_ behaviour: ServerBehaviour) -> Bool {
        switch behaviour {
        case .answer(let answer): return send(answer)
        case .drop: return false
        case .reset:
            connection.resetOnClose()
            return false
        case .raw(let bytes): return connection.write(bytes) && false
        case .hang:
            // The client's end of the connection ends the wait.
            while connection.readSome(limit: 1 << 10) != nil {}
            return false
        }
    }

    private func send(_ answer: ScriptedAnswer) -> Bool {
        if answer.delay > .zero { pause(answer.delay) }
        var text = "HTTP/1.1 \(answer.status) Scripted\r\n"
        for field in answer.headers { text += "\(field.name): \(field.value)\r\n" }
        switch answer.framing {
        case .contentLength: text += "Content-Length: \(answer.body.count)\r\n"
        case .chunked: text += "Transfer-Encoding: chunked\r\n"
        case .untilClose:
            text += "Connection: close\r\n"
            keepsAlive = false
        }
        let body = answer.truncateAt.map { Array(answer.body.prefix($0)) } ?? answer.body
        guard answer.drip != nil || answer.framing == .chunked else {
            return connection.write(Array((text + "\r\n").utf8) + body) && answer.truncateAt == nil
        }
        guard connection.write(Array((text + "\r\n").utf8)) else { return false }
        return sendSlowly(body, answer) && answer.truncateAt == nil
    }

    private func sendSlowly(_ body: [UInt8], _ answer: ScriptedAnswer) -> Bool {
        let step = answer.drip == nil ? max(1, body.count / 3) : 1
        for start in stride(from: 0, to: body.count, by: step) {
            if let drip = answer.drip { pause(drip) }
            var piece = Array(body[start..<min(start + step, body.count)])
            if answer.framing == .chunked {
                piece = Array((String(piece.count, radix: 16) + "\r\n").utf8) + piece + [13, 10]
            }
            guard connection.write(piece) else { return false }
        }
        guard answer.framing == .chunked, answer.truncateAt == nil else { return true }
        return connection.write(Array("0\r\n\r\n".utf8))
    }
}
