// SPDX-License-Identifier: Apache-2.0

/// What a new homeserver answers to the calls of an upload: everything is well, and nothing is there yet.
struct StubAnswers {
    private var count: UInt64 = 0
    // Event ids of two runs differ, as a journal demands.
    private let run = UInt64.random(in: .min ... .max)

    // As long as Synapse's.
    private static let fields = """
        Server: Synapse/1.163.2\r
        Date: Mon, 23 Nov 2026 12:00:00 GMT\r
        Content-Type: application/json\r
        Cache-Control: no-cache, no-store, must-revalidate\r
        Access-Control-Allow-Origin: *\r
        Access-Control-Allow-Methods: GET, HEAD, POST, PUT, DELETE, OPTIONS\r
        Access-Control-Allow-Headers: X-Requested-With, Content-Type, Authorization, Date\r
        Access-Control-Expose-Headers: Synapse-Trace-Id, Server\r

        """

    /// The whole answer to a request, told by the second letter of its method and by its target.
    mutating func answer(_ request: (method: UInt8, target: ArraySlice<UInt8>)) -> [UInt8] {
        let isGet = request.method == UInt8(ascii: "E")
        if isGet { return Self.reading(request.target) }
        count += 1
        if Self.has("/rooms/", request.target) || Self.has("/createRoom", request.target) {
            if Self.has("/createRoom", request.target) { return Self.ok(#"{"room_id":"!\#(id):stub"}"#) }
            return Self.ok(#"{"event_id":"$\#(id)"}"#)
        }
        if Self.has("/register", request.target) { return Self.ok(#"{"user_id":"@stub:stub"}"#) }
        if Self.has("/media/v1/create", request.target) {
            return Self.ok(#"{"content_uri":"mxc://stub/\#(id)"}"#)
        }
        return Self.ok("{}")
    }

    private var id: String {
        let digits = String(count, radix: 16)
        let prefix = String(run, radix: 16)
        return prefix + String(repeating: "0", count: max(0, 27 - digits.utf8.count)) + digits
    }

    private static func reading(_ target: ArraySlice<UInt8>) -> [UInt8] {
        if has("/whoami", target) { return ok(#"{"user_id":"@ferry:example.org"}"#) }
        if has("/versions", target) { return ok(#"{"versions":["v1.11"]}"#) }
        if has("/messages", target) { return ok(#"{"chunk":[]}"#) }
        return whole("404 Not Found", #"{"errcode":"M_NOT_FOUND","error":"Not found"}"#)
    }

    private static func has(_ part: StaticString, _ target: ArraySlice<UInt8>) -> Bool {
        target.withUnsafeBytes { ByteSearch.offset(of: part, in: $0) != nil }
    }

    private static func ok(_ body: String) -> [UInt8] { whole("200 OK", body) }

    private static func whole(_ status: String, _ body: String) -> [UInt8] {
        Array("HTTP/1.1 \(status)\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
    }
}
