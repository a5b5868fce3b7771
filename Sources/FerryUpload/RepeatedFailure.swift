// SPDX-License-Identifier: Apache-2.0
import MatrixClient

/// How often in a row the homeserver has failed over one request, in the same way: what tells a request that it
/// cannot digest from a disturbance that many requests meet. Pure.
public struct RepeatedFailure: Sendable {
    /// The number of equal failures without another outcome between them.
    public private(set) var count = 0
    /// When the first of them was seen, on the monotonic clock.
    public private(set) var since: Duration = .zero
    private var kind: Kind?

    /// Nothing has failed yet.
    public init() {}

    private struct Kind: Equatable, Sendable {
        let status: Int?
        let errcode: String?
    }

    /// Notes what came of an attempt.
    ///
    /// What a gateway says (502, 503 and 504 without a Matrix error), a broken connection and an unreadable answer
    /// tell nothing about the request, and end the row.
    public mutating func note(_ verdict: Verdict, at moment: Duration) {
        switch verdict {
        case .again: return
        case .doubt(let doubt) where doubt.origin == .server && !Self.isGateway(doubt):
            let kind = Kind(status: doubt.status, errcode: doubt.errcode)
            if kind != self.kind {
                self.kind = kind
                count = 0
                since = moment
            }
            count += 1
        default:
            kind = nil
            count = 0
        }
    }

    private static func isGateway(_ doubt: Doubt) -> Bool {
        doubt.errcode == nil && (502...504).contains(doubt.status ?? 0)
    }
}
