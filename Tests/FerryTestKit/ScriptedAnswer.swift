// SPDX-License-Identifier: Apache-2.0

/// What a scripted server sends, and how badly.
public struct ScriptedAnswer: Sendable {
    /// How the end of the body is told.
    public enum Framing: Sendable {
        case contentLength
        case chunked
        case untilClose
    }

    /// The status.
    public var status: Int
    /// Header fields besides framing.
    public var headers: [(name: String, value: String)]
    /// The body.
    public var body: [UInt8]
    /// How the end of the body is told.
    public var framing: Framing = .contentLength
    /// Waited before the answer.
    public var delay: Duration = .zero
    /// Waited between two bytes of the body; `nil` sends it at once.
    public var drip: Duration?
    /// Only so many bytes of the body are sent, then the connection closes; the framing promises all of them.
    public var truncateAt: Int?

    /// An answer without faults.
    public init(_ status: Int = 200, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// An answer in JSON.
    public static func json(_ text: String, status: Int = 200) -> ScriptedAnswer {
        ScriptedAnswer(status, headers: [("Content-Type", "application/json")], body: Array(text.utf8))
    }

    /// A Matrix error.
    public static func error(_ status: Int, _ errcode: String, _ more: String = "") -> ScriptedAnswer {
        json("{\"errcode\":\"\(errcode)\",\"error\":\"scripted\"\(more)}", status: status)
    }

    /// A page as proxies and portals send it.
    public static func html(_ status: Int = 200) -> ScriptedAnswer {
        ScriptedAnswer(
            status, headers: [("Content-Type", "text/html")],
            body: Array("<html><body>Please wait</body></html>".utf8))
    }

    /// The same with another framing.
    public func framed(_ framing: Framing) -> ScriptedAnswer {
        var answer = self
        answer.framing = framing
        return answer
    }

    /// The same after a wait.
    public func delayed(_ delay: Duration) -> ScriptedAnswer {
        var answer = self
        answer.delay = delay
        return answer
    }

    /// The same, slowly.
    public func dripping(_ pause: Duration) -> ScriptedAnswer {
        var answer = self
        answer.drip = pause
        return answer
    }

    /// The same, broken off.
    public func truncated(at bytes: Int) -> ScriptedAnswer {
        var answer = self
        answer.truncateAt = bytes
        return answer
    }
}

/// What a scripted server does with a request.
public enum ServerBehaviour: Sendable {
    /// Answers.
    case answer(ScriptedAnswer)
    /// Takes the request and closes: carried out, but the answer is lost.
    case drop
    /// The same with a reset.
    case reset
    /// Takes the request and never answers; the connection stays open.
    case hang
    /// Takes the request, sends these bytes as they are and closes.
    case raw([UInt8])
}
