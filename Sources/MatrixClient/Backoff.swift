// SPDX-License-Identifier: Apache-2.0

/// How long to wait before the next try.
public struct Backoff: Hashable, Sendable {
    /// Before the first repeat, at most.
    public var first: Duration
    /// However many tries, at most this, unless the server asks for more.
    public var cap: Duration

    /// Half a second, doubled with each try, up to a minute.
    public init(first: Duration = .milliseconds(500), cap: Duration = .seconds(60)) {
        self.first = first
        self.cap = cap
    }

    /// The wait after a failed try: between half of and the full step, so that many callers do not come back as
    /// one, and never less than the server asks for.
    ///
    /// - Parameters:
    ///   - attempt: tries that failed so far, from 1.
    ///   - asked: what the server asks for.
    ///   - random: from 0 up to 1.
    public func delay(afterAttempt attempt: Int, asked: Duration? = nil, random: Double) -> Duration {
        // 2^20 steps are longer than any cap that makes sense, and cannot overflow.
        let step = min(cap, first * (1 << max(0, min(attempt - 1, 20))))
        let share = 0.5 + 0.5 * min(max(random, 0), 1)
        return max(asked ?? .zero, step * share)
    }
}
