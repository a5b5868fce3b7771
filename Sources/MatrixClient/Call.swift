// SPDX-License-Identifier: Apache-2.0
import FerryJSON

/// One call of the API: what is sent, and how its answer reads.
struct Call<Value: Sendable>: Sendable {
    var method: HTTPRequest.Method
    var path: RequestPath
    var masquerade = Masquerade.appservice
    /// Whether the endpoint honours `ts`.
    var honoursTimestamp = false
    var body: JSONValue?
    /// Refusals that mean "there already".
    var exists: @Sendable (Refusal) -> Bool = { _ in false }
    /// Reads the answer; `nil` when it is not what the call answers.
    var decode: @Sendable (JSONElement) -> Value?

    var effect: AnswerClass.Effect { method == .get ? .read : .write }
}

extension Call where Value == Void {
    init(
        _ method: HTTPRequest.Method, _ path: RequestPath, as masquerade: Masquerade = .appservice,
        body: JSONValue? = nil, exists: @escaping @Sendable (Refusal) -> Bool = { _ in false }
    ) {
        self.init(method: method, path: path, masquerade: masquerade, body: body, exists: exists) { _ in () }
    }
}

extension Call where Value == String {
    /// A call whose answer is one text member.
    init(
        _ method: HTTPRequest.Method, _ path: RequestPath, as masquerade: Masquerade = .appservice,
        body: JSONValue? = nil, answering key: String,
        exists: @escaping @Sendable (Refusal) -> Bool = { _ in false }
    ) {
        self.init(method: method, path: path, masquerade: masquerade, body: body, exists: exists) { root in
            root[key]?.string
        }
    }
}
