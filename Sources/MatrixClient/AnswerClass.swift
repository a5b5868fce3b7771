// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

/// What an HTTP answer means for the request, before anything is known about the kind of call.
///
/// Decided by status, errcode and shape of the body. Never by the words of a message: they change between
/// servers and versions, and in every case needed here status and errcode tell.
public enum AnswerClass: Sendable {
    /// Whether the request changes something on the homeserver.
    public enum Effect: Sendable {
        /// It does not: after a failure it can be sent again.
        case read
        /// It may: after a failure of the server nobody knows.
        case write
    }

    /// Done. The document is `nil` when the body is not JSON and need not be.
    case ok(JSONDocument?)
    /// Not done, for a passing reason; the server says how long to wait, or not.
    case retry(after: Duration?)
    /// It may have been carried out; on a read, the answer is not what the call answers. The same 500 again and
    /// again comes from the content rather than from a passing state, so a 500 is here for reads, too.
    case unknown(Doubt)
    /// The homeserver, or a proxy before it, refuses this very request.
    case refused(Refusal)
    /// The homeserver does not know the token: no request will succeed.
    case tokenRejected(Refusal)
    /// What answers is no Matrix homeserver, or a proxy that does not reach one.
    case notAMatrixServer(String)

    /// Sorts an answer.
    ///
    /// - Parameters:
    ///   - expectsJSON: whether a successful answer must be a JSON object; not so for media.
    ///   - now: seconds since 1970, for a `Retry-After` that is a date.
    public init(_ response: HTTPResponse, effect: Effect, expectsJSON: Bool = true, now: Int64) {
        let document = try? JSONDocument(parsing: response.body)
        let object = document.flatMap { $0.root.kind == .object ? $0 : nil }
        switch response.status {
        case 200..<300 where object != nil || !expectsJSON: self = .ok(object)
        case 200..<300:
            self = .unknown(Doubt(.answer, "the answer is no JSON object", status: response.status))
        default:
            let refusal = Refusal(status: response.status, root: object?.root)
            let delay = RetryAfter.delay(
                header: response.headers["Retry-After"], milliseconds: object?.root["retry_after_ms"]?.int64,
                now: now)
            // User-interactive authentication: a plain no to this call, with flows in the place of an errcode.
            let isAuthentication = response.status == 401 && object?.root["flows"]?.kind == .array
            self = isAuthentication ? .refused(refusal) : AnswerClass(refusal, effect, delay)
        }
    }

    private init(_ refusal: Refusal, _ effect: Effect, _ delay: Duration?) {
        switch (refusal.status, refusal.errcode) {
        case (401, "M_UNKNOWN_TOKEN"), (401, "M_MISSING_TOKEN"), (403, "M_UNKNOWN_TOKEN"),
            (403, "M_MISSING_TOKEN"):
            self = .tokenRejected(refusal)
        // Rate limits and "send it again": the request was turned away before anything was done.
        case (429, _), (408, _), (425, _), (400..<500, "M_LIMIT_EXCEEDED"): self = .retry(after: delay)
        // 504 with this errcode is a plain answer of the media repository (section "Content repository").
        case (504, "M_NOT_YET_UPLOADED"): self = .refused(refusal)
        case (502...504, _) where effect == .read: self = .retry(after: delay)
        case (500..., _):
            self = .unknown(
                Doubt(
                    .server, "the server failed", status: refusal.status, errcode: refusal.errcode,
                    after: delay))
        case (400..<500, .some): self = .refused(refusal)
        // Without an errcode a proxy speaks. These statuses judge the one request (size, type, a filter that
        // dislikes its text); all others mean that the homeserver is not behind that address.
        case (400, nil), (403, nil), (406, nil), (411, nil), (413...415, nil), (422, nil), (431, nil):
            self = .refused(refusal)
        case (300..<400, _): self = .notAMatrixServer("HTTP \(refusal.status), a redirect")
        default: self = .notAMatrixServer("HTTP \(refusal.status) without a Matrix error")
        }
    }
}
