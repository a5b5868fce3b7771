// SPDX-License-Identifier: Apache-2.0
public import FerryModel
import FerryStore
import MatrixClient

/// What to do about an operation after an attempt: pure, from the verdict and what was tried before.
public enum Persistence: Hashable, Sendable {
    /// Note the answer.
    case settle(String)
    /// Put it aside, with the reason.
    case wedge(String)
    /// Wait, then send it again: the first request had no effect or does no harm twice.
    case resend(after: Duration?, reason: String)
    /// Look on the homeserver whether it was carried out, after waiting.
    case lookUp(after: Duration?, reason: String)
    /// Begin the lane anew.
    case restart
    /// End the upload.
    case stop(Failure)

    /// - Parameters:
    ///   - failures: how often in a row the homeserver has failed over this very request in the same way, this time
    ///     included.
    ///   - isHomeserverWell: whether other requests have succeeded lately.
    ///   - limit: failures after which a request is put aside when the homeserver is well otherwise.
    public init(_ verdict: Verdict, failures: Int, isHomeserverWell: Bool, limit: Int) {
        switch verdict {
        case .done(let result): self = .settle(result)
        case .wedge(let reason): self = .wedge(reason)
        case .again(let delay, let reason): self = .resend(after: delay, reason: reason)
        case .restart: self = .restart
        case .doubt(let doubt):
            // The same 500 again and again from a homeserver that is well otherwise is about the content.
            if doubt.origin == .server, failures >= limit, isHomeserverWell {
                self = .wedge("the homeserver fails over this request: \(doubt.errcode ?? doubt.reason)")
            } else {
                self = .lookUp(after: doubt.after, reason: doubt.reason)
            }
        case .tokenRejected(let refusal):
            self = .stop(
                Failure(
                    .notAllowed, "the homeserver does not accept the appservice token: \(refusal)",
                    remedy:
                        "check as_token_file and that registration.yaml is loaded, then run the same command again"
                ))
        }
    }
}
