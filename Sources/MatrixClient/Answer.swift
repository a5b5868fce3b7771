// SPDX-License-Identifier: Apache-2.0

/// What became of one call. Every case asks for a decision; nothing has been repeated or hidden.
public enum Answer<Value: Sendable>: Sendable {
    /// Done, with what the homeserver answered.
    case ok(Value)
    /// What the call would have made is there already: a success for whoever repeats.
    case alreadyExists(Refusal)
    /// A definite no.
    case refused(Refusal)
    /// Not done, for a passing reason.
    case retry(after: Duration?)
    /// It may have been carried out.
    case unknownOutcome(Doubt)
    /// It never left: no connection, no TLS, cancelled in time.
    case neverSent(TransportError)
    /// The token is not known: no call will succeed.
    case tokenRejected(Refusal)
    /// What answers is no Matrix homeserver, in words.
    case notAMatrixServer(String)

    /// The value of `ok`.
    public var value: Value? {
        guard case .ok(let value) = self else { return nil }
        return value
    }
}
