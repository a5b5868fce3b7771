// SPDX-License-Identifier: Apache-2.0
public import MatrixClient

/// What one attempt at an operation came to, and what follows from it. Pure.
public enum Verdict: Sendable {
    /// Carried out; the homeserver's answer.
    case done(String)
    /// Not carried out, and not to be tried again as it is.
    case wedge(String)
    /// Certainly not carried out, for a passing reason: send it again.
    case again(after: Duration?, reason: String)
    /// It may have been carried out: find out before anything else.
    case doubt(Doubt)
    /// An earlier operation of the lane has to be carried out once more first.
    case restart
    /// No request will succeed any more.
    case tokenRejected(Refusal)

    /// Reads an answer whose value is what the journal keeps.
    public init<Value: Sendable>(_ answer: Answer<Value>, _ result: (Value) -> String) {
        switch answer {
        case .ok(let value): self = .done(result(value))
        case .alreadyExists(let refusal), .refused(let refusal): self = .wedge(Self.words(refusal))
        case .retry(let delay): self = .again(after: delay, reason: "the homeserver asks to come back later")
        case .neverSent(let error): self = .again(after: nil, reason: error.reason)
        case .notAMatrixServer(let reason): self = .again(after: nil, reason: reason)
        case .unknownOutcome(let doubt): self = .doubt(doubt)
        case .tokenRejected(let refusal): self = .tokenRejected(refusal)
        }
    }

    /// Reads the answer of a call that can be repeated at will: there already is as good as done.
    public init<Value: Sendable>(repeatable answer: Answer<Value>, _ result: (Value) -> String) {
        switch answer {
        case .alreadyExists: self = .done("")
        // The server's own failure may be about the content and come again for ever: doubt is counted.
        case .unknownOutcome(let doubt) where doubt.origin == .server: self = .doubt(doubt)
        // Nothing has to be found out where sending again does no harm.
        case .unknownOutcome(let doubt): self = .again(after: doubt.after, reason: doubt.reason)
        default: self.init(answer, result)
        }
    }

    /// A refusal in words for the journal.
    static func words(_ refusal: Refusal) -> String {
        refusal.description + (refusal.message.map { ": " + $0 } ?? "")
    }
}
