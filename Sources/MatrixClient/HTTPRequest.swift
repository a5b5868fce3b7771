// SPDX-License-Identifier: Apache-2.0

/// One HTTP request, complete: the transport adds nothing to it but framing and the user agent.
public struct HTTPRequest: Sendable {
    /// The methods of the client-server API.
    public enum Method: String, Sendable {
        case get = "GET"
        case put = "PUT"
        case post = "POST"
        case delete = "DELETE"
    }

    /// The bytes that go with a request.
    public enum Body: Sendable {
        /// No body, and no `Content-Length` with PUT and POST other than 0.
        case none
        /// Bytes in memory.
        case bytes([UInt8])
        /// A part of a file, read as it is sent; it must be at least `offset + length` bytes long.
        case file(path: String, offset: Int64, length: Int64)
    }

    /// Looks at bytes as they pass, on the transport's own thread: keep it short, every other request waits.
    /// An error it throws ends the request.
    public typealias Observer = @Sendable (UnsafeRawBufferPointer) throws -> Void

    /// Where the body of a successful answer goes.
    public enum Sink: Sendable {
        /// Into memory, up to so many bytes; a longer one ends the request with `TransportError.Cause.tooLarge`.
        case memory(limit: Int)
        /// To a handler, piece by piece. Only 2xx bodies: the others go into memory.
        case stream(Observer)
    }

    /// The method.
    public var method: Method
    /// The absolute URL, path and query already percent-encoded. It holds no secret.
    public var url: String
    /// Sent as `Authorization: Bearer …` and in no other place.
    public var token: Secret?
    /// Further header fields. Control characters in them are refused.
    public var headers: [(name: String, value: String)]
    /// What is sent.
    public var body: Body
    /// Sees each piece of the body before it is sent, in order, once: for counting and hashing.
    public var bodyObserver: Observer?
    /// Where the answer goes.
    public var sink: Sink
    /// How long the whole exchange may take, instead of the transport's default. Bodies from files and streamed
    /// answers have no such limit: they end when they stall.
    public var timeout: Duration?

    /// 64 MiB: the most that an answer may take in memory when nothing else is said.
    public static let defaultLimit = 64 << 20

    /// Describes a request; what is left out is empty.
    public init(
        _ method: Method, _ url: String, token: Secret? = nil, headers: [(name: String, value: String)] = [],
        body: Body = .none, bodyObserver: Observer? = nil, sink: Sink = .memory(limit: defaultLimit),
        timeout: Duration? = nil
    ) {
        self.method = method
        self.url = url
        self.token = token
        self.headers = headers
        self.body = body
        self.bodyObserver = bodyObserver
        self.sink = sink
        self.timeout = timeout
    }
}
