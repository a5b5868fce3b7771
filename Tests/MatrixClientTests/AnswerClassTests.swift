// SPDX-License-Identifier: Apache-2.0
import MatrixClient
import Testing

@Suite struct AnswerClassTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var status: Int
        var body: String
        var read: String
        var write: String
        var headers: [(name: String, value: String)] = []
        var testDescription: String { "\(status) \(body)" }
    }

    static func error(_ errcode: String, _ more: String = "") -> String {
        "{\"errcode\":\"\(errcode)\",\"error\":\"x\"\(more)}"
    }

    static let html = "<html>hello</html>"

    static let rows: [Row] = [
        Row(status: 200, body: "{}", read: "ok", write: "ok"),
        Row(status: 201, body: "{\"a\":1}", read: "ok", write: "ok"),
        Row(status: 200, body: html, read: "unknown answer", write: "unknown answer"),
        Row(status: 200, body: "", read: "unknown answer", write: "unknown answer"),
        Row(status: 200, body: "[]", read: "unknown answer", write: "unknown answer"),
        Row(status: 200, body: "{\"event_id\":\"$a", read: "unknown answer", write: "unknown answer"),
        Row(
            status: 429, body: error("M_LIMIT_EXCEEDED", ",\"retry_after_ms\":2500"), read: "retry 2.5",
            write: "retry 2.5"),
        Row(status: 429, body: html, read: "retry 7.0", write: "retry 7.0", headers: [("retry-after", "7")]),
        Row(status: 429, body: html, read: "retry", write: "retry"),
        Row(status: 400, body: error("M_LIMIT_EXCEEDED"), read: "retry", write: "retry"),
        Row(status: 408, body: html, read: "retry", write: "retry"),
        Row(
            status: 500, body: error("M_UNKNOWN"), read: "unknown server M_UNKNOWN",
            write: "unknown server M_UNKNOWN"),
        Row(status: 502, body: html, read: "retry", write: "unknown server"),
        Row(
            status: 503, body: html, read: "retry 9.0", write: "unknown server 9.0",
            headers: [("Retry-After", "9")]),
        Row(status: 504, body: html, read: "retry", write: "unknown server"),
        Row(status: 520, body: html, read: "unknown server", write: "unknown server"),
        Row(
            status: 504, body: error("M_NOT_YET_UPLOADED"), read: "refused M_NOT_YET_UPLOADED",
            write: "refused M_NOT_YET_UPLOADED"),
        Row(status: 401, body: error("M_UNKNOWN_TOKEN"), read: "token", write: "token"),
        Row(status: 401, body: error("M_MISSING_TOKEN"), read: "token", write: "token"),
        Row(status: 403, body: error("M_UNKNOWN_TOKEN"), read: "token", write: "token"),
        Row(
            status: 401, body: error("M_USER_LOCKED"), read: "refused M_USER_LOCKED",
            write: "refused M_USER_LOCKED"),
        Row(
            status: 403, body: error("M_FORBIDDEN"), read: "refused M_FORBIDDEN", write: "refused M_FORBIDDEN"
        ),
        Row(
            status: 400, body: error("M_EXCLUSIVE"), read: "refused M_EXCLUSIVE", write: "refused M_EXCLUSIVE"
        ),
        Row(
            status: 404, body: error("M_NOT_FOUND"), read: "refused M_NOT_FOUND", write: "refused M_NOT_FOUND"
        ),
        Row(
            status: 413, body: error("M_TOO_LARGE"), read: "refused M_TOO_LARGE", write: "refused M_TOO_LARGE"
        ),
        Row(status: 413, body: html, read: "refused -", write: "refused -"),
        Row(status: 403, body: html, read: "refused -", write: "refused -"),
        Row(status: 404, body: html, read: "no matrix", write: "no matrix"),
        Row(status: 401, body: html, read: "no matrix", write: "no matrix"),
        Row(status: 401, body: "{\"flows\":[],\"session\":\"x\"}", read: "refused -", write: "refused -"),
        Row(status: 407, body: html, read: "no matrix", write: "no matrix"),
        Row(status: 301, body: html, read: "no matrix", write: "no matrix"),
        Row(status: 307, body: error("M_UNKNOWN"), read: "no matrix", write: "no matrix"),
    ]

    static func words(_ answer: AnswerClass) -> String {
        func seconds(_ delay: Duration?) -> String { delay.map { " \($0 / .seconds(1))" } ?? "" }
        switch answer {
        case .ok: return "ok"
        case .retry(let delay): return "retry" + seconds(delay)
        case .unknown(let doubt):
            return "unknown \(doubt.origin)" + (doubt.errcode.map { " " + $0 } ?? "") + seconds(doubt.after)
        case .refused(let refusal): return "refused " + (refusal.errcode ?? "-")
        case .tokenRejected: return "token"
        case .notAMatrixServer: return "no matrix"
        }
    }

    @Test(arguments: rows) func everyAnswerHasItsClass(_ row: Row) {
        let response = HTTPResponse(
            status: row.status, headers: HTTPHeaders(row.headers), body: Array(row.body.utf8))
        #expect(Self.words(AnswerClass(response, effect: .read, now: 0)) == row.read)
        #expect(Self.words(AnswerClass(response, effect: .write, now: 0)) == row.write)
    }

    @Test func bodyOfMediaNeedNotBeJSON() {
        let response = HTTPResponse(status: 200, body: [1, 2, 3])
        #expect(Self.words(AnswerClass(response, effect: .read, expectsJSON: false, now: 0)) == "ok")
    }

    @Test func refusalShowsNoWordsOfTheServer() {
        let refusal = Refusal(status: 403, errcode: "M_FORBIDDEN", message: "@alice:example.org is not here")
        #expect(refusal.description == "HTTP 403 M_FORBIDDEN")
    }
}
