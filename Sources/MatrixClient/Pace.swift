// SPDX-License-Identifier: Apache-2.0

/// Keeps requests under a rate: hands out times to start at, evenly spaced.
public struct Pace: Hashable, Sendable {
    /// Between two starts; `nil` without a limit.
    public private(set) var interval: Duration?
    private var next: Duration = .zero

    /// At most so many requests a second; `nil`, 0 and less mean no limit.
    public init(perSecond: Double?) {
        if let perSecond, perSecond > 0, perSecond.isFinite { interval = .seconds(1) / perSecond }
    }

    /// Takes the next place and tells how long to wait for it. Time that passed unused is not caught up.
    ///
    /// - Parameter now: a clock that never goes back.
    public mutating func take(now: Duration) -> Duration {
        let start = max(now, next)
        next = start + (interval ?? .zero)
        return start - now
    }

    /// Nothing starts before so much time has passed: after a 429, for all callers at once.
    public mutating func hold(for delay: Duration, now: Duration) {
        next = max(next, now + delay)
    }
}
