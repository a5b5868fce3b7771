// SPDX-License-Identifier: Apache-2.0

/// An answer that arrived whole.
public struct HTTPResponse: Sendable {
    /// The status code, as sent.
    public var status: Int
    /// The header fields.
    public var headers: HTTPHeaders
    /// The body, empty when it went to a handler.
    public var body: [UInt8]

    /// Describes an answer.
    public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// The header fields of an answer, kept as they came and looked up by name: most are never looked at.
public struct HTTPHeaders: Sendable {
    private var raw: [UInt8]

    /// No fields, or the given ones.
    public init(_ fields: [(name: String, value: String)] = []) {
        raw = Array(fields.map { "\($0.name): \($0.value)\r\n" }.joined().utf8)
    }

    /// Bytes taken so far.
    var count: Int { raw.count }

    /// Whether the empty line that ends the header came. libcurl takes a header that broke off for whole.
    private(set) var isWhole = false

    /// Takes one line as it came. A status line starts over, so that only the last answer's fields stay after
    /// `100 Continue` or a proxy's `200 Connection established`.
    mutating func append(line: UnsafeRawBufferPointer) {
        if line.starts(with: "HTTP/".utf8) {
            raw.removeAll(keepingCapacity: true)
            isWhole = false
        } else if line.allSatisfy({ $0 == 13 || $0 == 10 }) {
            isWhole = true
        } else {
            raw.append(contentsOf: line)
        }
    }

    /// The value of the first field of that name, ASCII case ignored, without spaces around it.
    public subscript(name: String) -> String? {
        for line in raw.split(separator: UInt8(ascii: "\n")) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), line[..<colon].matches(name) else {
                continue
            }
            let value = line[(colon + 1)...].trimmed { $0 <= 0x20 }
            return String(decoding: value, as: UTF8.self)
        }
        return nil
    }
}

extension ArraySlice<UInt8> {
    /// Whether these bytes are that name, ASCII case ignored.
    fileprivate func matches(_ name: String) -> Bool {
        func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte }
        return elementsEqual(name.utf8) { lower($0) == lower($1) }
    }

    /// Without the bytes at both ends that the test holds for.
    fileprivate func trimmed(where test: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let front = drop(while: test)
        return front.prefix((front.lastIndex { !test($0) } ?? front.startIndex - 1) - front.startIndex + 1)
    }
}
