// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// The definite end of a call that only looks.
public enum Reading<Value: Sendable>: Sendable {
    /// What the homeserver has.
    case found(Value)
    /// Why it gives nothing: not there, not allowed.
    case refused(Refusal)

    /// The value of `found`.
    public var value: Value? {
        guard case .found(let value) = self else { return nil }
        return value
    }

    /// The value, for callers that cannot go on without it.
    ///
    /// - Throws: `Failure` of kind `notAllowed`, with status and errcode.
    public func required(_ what: String) throws(Failure) -> Value {
        switch self {
        case .found(let value): return value
        case .refused(let refusal):
            throw Failure(
                .notAllowed, "the homeserver refuses to give \(what): \(refusal)",
                remedy: "Check the appservice's namespaces and that its user is in the room.")
        }
    }
}

extension Homeserver {
    /// Repeats a call that only looks until there is a definite end.
    ///
    /// Waits as the server asks or with growing pauses, at most `deadline` in all; a pause that would pass the
    /// deadline is not begun. Not for writes and not for downloads.
    ///
    /// - Throws: `Failure`: `homeserverUnavailable` at the deadline, `notAllowed` when the token is rejected,
    ///   `paused` when the surrounding `Task` is cancelled.
    public func read<Value>(
        deadline: Duration = .seconds(300), backoff: Backoff = Backoff(),
        _ call: (Homeserver) async -> Answer<Value>
    ) async throws(Failure) -> Reading<Value> {
        let start = clock.now()
        var attempt = 0
        while true {
            let reason: String
            var asked: Duration?
            switch await call(self) {
            case .ok(let value): return .found(value)
            case .refused(let refusal), .alreadyExists(let refusal): return .refused(refusal)
            case .tokenRejected(let refusal): throw Self.rejected(refusal)
            case .retry(let delay): (reason, asked) = ("it asks to come back later", delay)
            case .unknownOutcome(let doubt): (reason, asked) = (doubt.reason, doubt.after)
            case .neverSent(let error): reason = error.reason
            case .notAMatrixServer(let words): reason = words
            }
            attempt += 1
            let pause = backoff.delay(afterAttempt: attempt, asked: asked, random: clock.random())
            guard !Task.isCancelled, clock.now() - start + pause <= deadline else {
                throw Task.isCancelled ? Self.interrupted : unavailable(reason, attempts: attempt)
            }
            do { try await clock.sleep(pause) } catch { throw Self.interrupted }
        }
    }

    private static let interrupted = Failure(.paused, "interrupted", remedy: "Run the same command again.")

    private static func rejected(_ refusal: Refusal) -> Failure {
        Failure(
            .notAllowed, "the homeserver does not know the appservice token: \(refusal)",
            remedy: "Install registration.yaml on the homeserver, restart it, and check the token file.")
    }

    private func unavailable(_ reason: String, attempts: Int) -> Failure {
        Failure(
            .homeserverUnavailable, "no usable answer after \(attempts) tries: \(reason)", at: base,
            remedy: "Check the homeserver and the proxies before it, then run the same command again.")
    }
}
