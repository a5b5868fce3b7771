// SPDX-License-Identifier: Apache-2.0
import CCurl
import Glibc

/// One request on its way. Made by the caller's task, then used by the loop's thread alone.
final class Transfer: @unchecked Sendable {
    let request: HTTPRequest
    var continuation: CheckedContinuation<Result<HTTPResponse, TransportError>, Never>?
    var isCancelled = false

    /// The handle while the transfer is with libcurl.
    var handle: CurlHandle?

    // What was sent and what came, kept by the callbacks.
    private let file: Int32
    private let length: Int64
    private var sent: Int64 = 0
    private var headers = HTTPHeaders()
    private var body: [UInt8] = []
    private var streams: Bool?
    private var problem: (cause: TransportError.Cause, reason: String)?

    /// Opens the file of the body, so that a missing one is known before anything is sent.
    init(_ request: HTTPRequest) throws(TransportError) {
        self.request = request
        switch request.body {
        case .none: (file, length) = (-1, 0)
        case .bytes(let bytes): (file, length) = (-1, Int64(bytes.count))
        case .file(let path, _, let size):
            file = open(path, O_RDONLY | O_CLOEXEC)
            length = size
            if file < 0 {
                throw TransportError(
                    .neverSent, .file, "the file to send: " + String(cString: strerror(errno)))
            }
        }
    }

    deinit { if file >= 0 { close(file) } }

    /// Whether the request must not reach the homeserver twice and has no body that could refuse the second time.
    var needsFreshConnection: Bool { request.method != .get && length == 0 }

    var bodyLength: Int64 { length }
    var isFromFile: Bool { file >= 0 }

    /// Hands the outcome to the waiting task, once.
    func end(_ result: Result<HTTPResponse, TransportError>) {
        continuation?.resume(returning: result)
        continuation = nil
    }

    /// What became of the request when libcurl ended with that code.
    func result(code: CURLcode, cause: TransportError.Cause?) -> Result<HTTPResponse, TransportError> {
        guard let easy = handle?.easy else {
            return .failure(TransportError(.unknown, .other, "ended twice"))
        }
        guard code != CURLE_OK else {
            guard headers.isWhole else {
                return .failure(TransportError(.unknown, .truncated, "the header of the answer broke off"))
            }
            return .success(HTTPResponse(status: status, headers: headers, body: body))
        }
        var requestBytes = 0
        var proxyStatus = 0
        _ = ferry_curl_get_long(easy, CURLINFO_REQUEST_SIZE, &requestBytes)
        _ = ferry_curl_get_long(easy, CURLINFO_HTTP_CONNECTCODE, &proxyStatus)
        if proxyStatus >= 300 {
            let reason = "the proxy refuses the tunnel with HTTP \(proxyStatus)"
            return .failure(TransportError(.neverSent, .connect, reason))
        }
        let cause = problem?.cause ?? cause ?? TransportError.Cause(code)
        let outcome: TransportError.Outcome =
            requestBytes == 0 || TransportError.Cause.beforeRequest.contains(cause) ? .neverSent : .unknown
        let reason = problem?.reason ?? (cause == .cancelled ? "cancelled" : explanation(of: code))
        return .failure(TransportError(outcome, cause, reason))
    }

    private func explanation(of code: CURLcode) -> String {
        handle?.explanation ?? String(cString: curl_easy_strerror(code))
    }

    private var status: Int {
        var status = 0
        if let easy = handle?.easy { _ = ferry_curl_get_long(easy, CURLINFO_RESPONSE_CODE, &status) }
        return status
    }

    // MARK: - Callbacks

    /// Fills the buffer with the next bytes of the body; `nil` ends the request.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        let wanted = min(buffer.count, Int(min(length - sent, Int64(Int.max))))
        guard wanted > 0, let base = buffer.baseAddress else { return 0 }
        var got = 0
        switch request.body {
        case .none: return 0
        case .bytes(let bytes):
            let start = Int(sent)
            bytes.withUnsafeBytes {
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + wanted]))
            }
            got = wanted
        case .file(_, let offset, _):
            repeat { got = pread(file, base, wanted, off_t(offset + sent)) } while got < 0 && errno == EINTR
        }
        guard got > 0 else {
            let reason = got == 0 ? "it is shorter than stated" : String(cString: strerror(errno))
            problem = (.file, "the file to send: " + reason)
            return nil
        }
        do {
            try request.bodyObserver?(UnsafeRawBufferPointer(start: base, count: got))
        } catch {
            problem = (.observer, "the check of the bytes to send ended the request")
            return nil
        }
        sent += Int64(got)
        return got
    }

    /// Whether the body can start again: only as long as nothing of it was handed out. This is what keeps
    /// libcurl from repeating a request by itself.
    func canRewind(to offset: Int64) -> Bool { sent == 0 && offset == 0 }

    /// Takes a header line; 256 KiB of them are enough for anybody.
    func take(header line: UnsafeRawBufferPointer) -> Bool {
        headers.append(line: line)
        if headers.count > 256 << 10 { problem = (.tooLarge, "the header of the answer is too long") }
        return problem == nil
    }

    /// Takes a piece of the answer's body.
    func take(body piece: UnsafeRawBufferPointer) -> Bool {
        switch request.sink {
        case .stream(let handler) where streamsAnswer():
            do {
                try handler(piece)
            } catch {
                problem = (.observer, "the receiver of the answer ended the request")
            }
        case .stream: append(piece, limit: 1 << 20)
        case .memory(let limit): append(piece, limit: limit)
        }
        return problem == nil
    }

    private func streamsAnswer() -> Bool {
        if let streams { return streams }
        let answer = (200..<300).contains(status)
        streams = answer
        return answer
    }

    private func append(_ piece: UnsafeRawBufferPointer, limit: Int) {
        if body.count + piece.count > limit {
            problem = (.tooLarge, "the answer is longer than \(limit) bytes")
        } else {
            body.append(contentsOf: piece)
        }
    }
}
