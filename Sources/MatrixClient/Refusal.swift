// SPDX-License-Identifier: Apache-2.0
import FerryJSON

/// A definite no: the request was not carried out and will not be when it is sent again unchanged.
public struct Refusal: Hashable, Sendable {
    /// The HTTP status.
    public var status: Int
    /// The `errcode`; `nil` when a proxy answered, or in the place of user-interactive authentication.
    public var errcode: String?
    /// The server's words. They may name users and rooms: for the store and for reports, never for logs.
    public var message: String?

    /// Describes a refusal.
    public init(status: Int, errcode: String? = nil, message: String? = nil) {
        self.status = status
        self.errcode = errcode
        self.message = message
    }

    /// Reads a Matrix error ("Standard error response").
    init(status: Int, root: JSONElement?) {
        self.init(status: status, errcode: root?["errcode"]?.string, message: root?["error"]?.string)
    }

    /// The thing asked for does not exist, or not for this user.
    public var isNotFound: Bool { status == 404 && errcode != "M_UNRECOGNIZED" }
    /// The server does not know the call.
    public var isUnrecognised: Bool { errcode == "M_UNRECOGNIZED" }
    /// The user or the appservice may not do that.
    public var isForbidden: Bool { status == 403 }
}

extension Refusal: CustomStringConvertible {
    /// Status and errcode, without the server's words.
    public var description: String { "HTTP \(status)" + (errcode.map { " " + $0 } ?? "") }
}
