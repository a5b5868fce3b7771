// SPDX-License-Identifier: Apache-2.0

/// A request as a server of the tests saw it.
public struct ReceivedRequest: Sendable {
    /// Counted from 1 over the server's life.
    public var number: Int
    /// The connection it came on, counted from 1.
    public var connection: Int
    /// `GET` and so on.
    public var method: String
    /// The path as sent, percent-encoding included.
    public var path: String
    /// The query as sent, without the question mark; empty without one.
    public var query: String
    /// Header fields as sent, names in lower case.
    public var headers: [(name: String, value: String)]
    /// The body's first MiB.
    public var body: [UInt8] = []
    /// All of the body's bytes.
    public var bodyLength: Int64 = 0

    /// The most that is kept of a body.
    static let keptBody = 1 << 20

    /// Whether it may change something.
    public var isWrite: Bool { method != "GET" && method != "HEAD" && method != "OPTIONS" }

    /// The value of the first field of that lower-case name.
    public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    init?(head: [UInt8], number: Int, connection: Int) {
        let lines = MessageHead(head)
        let words = lines.start.split(separator: " ").map(String.init)
        guard words.count == 3 else { return nil }
        let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.number = number
        self.connection = connection
        method = words[0]
        path = String(target[0])
        query = target.count > 1 ? String(target[1]) : ""
        headers = lines.fields
    }
}

/// Start line and fields of a message.
struct MessageHead {
    let start: String
    let fields: [(name: String, value: String)]

    init(_ bytes: [UInt8]) {
        // "\r\n" is one Character.
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
        start = lines.first ?? ""
        fields = lines.dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (line[..<colon].lowercased(), String(value))
        }
    }

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
}

extension Socket {
    /// Reads a body framed as the head says and hands its pieces on; `false` when the peer closed before its end.
    func readBody(_ head: MessageHead, untilClose: Bool = false, _ take: (ArraySlice<UInt8>) -> Void) -> Bool
    {
        if head["transfer-encoding"]?.lowercased() == "chunked" { return readChunks(take) }
        if let length = head["content-length"].flatMap({ Int64($0) }) { return readExactly(length, take) }
        while untilClose, let piece = readSome(limit: 64 << 10) { take(piece) }
        return true
    }

    private func readExactly(_ length: Int64, _ take: (ArraySlice<UInt8>) -> Void) -> Bool {
        var left = length
        while left > 0 {
            guard let piece = readSome(limit: Int(min(left, 64 << 10))) else { return false }
            left -= Int64(piece.count)
            take(piece)
        }
        return true
    }

    private func readChunks(_ take: (ArraySlice<UInt8>) -> Void) -> Bool {
        while let line = readLine() {
            let digits = String(decoding: line, as: UTF8.self).prefix { $0.isHexDigit }
            guard let length = Int64(digits, radix: 16) else { return false }
            guard readExactly(length, take), readLine() != nil else { return false }
            if length == 0 { return true }
        }
        return false
    }
}
