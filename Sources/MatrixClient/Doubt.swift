// SPDX-License-Identifier: Apache-2.0

/// Why nobody knows whether a request was carried out.
public struct Doubt: Hashable, Sendable {
    /// Where the doubt comes from.
    public enum Origin: String, Sendable {
        /// The connection broke, or the answer took too long.
        case connection
        /// The server answered with a failure of its own (5xx).
        case server
        /// The answer says success but is not what the call answers: a proxy's page, a broken-off body.
        case answer
    }

    /// Where the doubt comes from.
    public var origin: Origin
    /// In words, without content.
    public var reason: String
    /// The HTTP status, where one came.
    public var status: Int?
    /// The `errcode`, where one came. The same 500 again and again from a healthy server is about the content.
    public var errcode: String?
    /// How long the server asks to wait.
    public var after: Duration?

    /// Describes a doubt.
    public init(
        _ origin: Origin, _ reason: String, status: Int? = nil, errcode: String? = nil, after: Duration? = nil
    ) {
        self.origin = origin
        self.reason = reason
        self.status = status
        self.errcode = errcode
        self.after = after
    }
}
