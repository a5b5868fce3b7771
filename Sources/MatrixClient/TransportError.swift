// SPDX-License-Identifier: Apache-2.0

/// No whole answer arrived. What matters is whether the homeserver may have acted on the request.
public struct TransportError: Error, Hashable, Sendable {
    /// What is known about the request.
    public enum Outcome: String, Sendable {
        /// Certainly not delivered: sending it again is safe.
        case neverSent
        /// It may have been carried out: look before sending it again.
        case unknown
    }

    /// What went wrong, for deciding and for words.
    public enum Cause: String, Sendable {
        /// The name of the homeserver or of the proxy was not found.
        case resolve
        /// No connection.
        case connect
        /// No TLS session: certificate, authority or protocol.
        case tls
        /// Too slow.
        case timeout
        /// The connection was closed or reset before the answer.
        case closed
        /// The answer broke off.
        case truncated
        /// The answer is longer than allowed.
        case tooLarge
        /// The caller gave up.
        case cancelled
        /// The file to send could not be read, or is shorter than stated.
        case file
        /// The observer or the handler threw.
        case observer
        /// The request cannot be sent at all: URL, header or options.
        case request
        /// Not HTTP, or something the library did not say.
        case other
    }

    /// What is known about the request.
    public var outcome: Outcome
    /// What went wrong.
    public var cause: Cause
    /// The library's words, or ours. Names hosts and ports at most, never content.
    public var reason: String

    /// Describes an error.
    public init(_ outcome: Outcome, _ cause: Cause, _ reason: String) {
        self.outcome = outcome
        self.cause = cause
        self.reason = reason
    }
}
