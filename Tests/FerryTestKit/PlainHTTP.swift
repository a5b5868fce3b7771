// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

/// Calls to a homeserver on this machine that share nothing with the program's own client.
public struct PlainHTTP: Sendable {
    /// The homeserver did not answer, or not as asked.
    public struct Failed: Error, CustomStringConvertible {
        /// Which request, and what came back.
        public let description: String
    }

    /// What came back.
    public struct Answer: Sendable {
        /// The status.
        public let status: Int
        /// The body.
        public let body: [UInt8]
        /// The body as JSON; `null` if it is none.
        public var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
    }

    private let port: UInt16
    private let token: String

    /// - Parameter token: the access token that every request bears.
    public init(port: UInt16, token: String) {
        self.port = port
        self.token = token
    }

    /// Sends one request; asks again while the homeserver says that it was asked too often.
    public func call(_ method: String, _ target: String, _ content: JSONValue? = nil) throws -> Answer {
        for _ in 0..<20 {
            let answer = try callOnce(method, target, content)
            guard answer.status == 429 else { return answer }
            pause(.milliseconds(answer.json["retry_after_ms"]?.int64 ?? 500))
        }
        throw Failed(description: "\(method) \(target): 429 again and again")
    }

    /// Reads JSON; anything but 200 fails.
    public func get(_ target: String) throws -> JSONValue {
        let answer = try call("GET", target)
        guard answer.status == 200 else {
            throw Failed(
                description: "GET \(target): \(answer.status) \(String(decoding: answer.body, as: UTF8.self))"
            )
        }
        return answer.json
    }

    /// Writes JSON; anything but 200 fails.
    @discardableResult
    public func put(_ target: String, _ content: JSONValue) throws -> JSONValue {
        let answer = try call("PUT", target, content)
        guard answer.status == 200 else {
            throw Failed(
                description: "PUT \(target): \(answer.status) \(String(decoding: answer.body, as: UTF8.self))"
            )
        }
        return answer.json
    }

    private func callOnce(_ method: String, _ target: String, _ content: JSONValue?) throws -> Answer {
        guard let socket = Socket.connected(to: port) else {
            throw Failed(description: "nobody listens on port \(port)")
        }
        var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        head += "Authorization: Bearer \(token)\r\n"
        let body = content?.canonicalBytes() ?? []
        if content != nil { head += "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n" }
        guard socket.write(Array((head + "\r\n").utf8) + body), let bytes = socket.readHead() else {
            throw Failed(description: "\(method) \(target): no answer")
        }
        let answer = MessageHead(bytes)
        let words = answer.start.split(separator: " ")
        var received: [UInt8] = []
        guard words.count > 1, let status = Int(words[1]),
            socket.readBody(answer, untilClose: true, { received += $0 })
        else { throw Failed(description: "\(method) \(target): the answer broke off") }
        return Answer(status: status, body: received)
    }

    /// A part of a path or query with everything escaped that could be read otherwise.
    public static func escaped(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        return text.utf8.map { byte in
            if plain.contains(byte) { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }
}
