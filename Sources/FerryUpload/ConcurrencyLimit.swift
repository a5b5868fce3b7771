// SPDX-License-Identifier: Apache-2.0

/// How many requests may be in flight at once: more while the homeserver answers quickly, fewer when it is slow or
/// turns requests away (additive increase, multiplicative decrease). Pure: it is told what happened, and when.
///
/// By Little's law the requests in flight settle at rate × `patience`: enough to keep the homeserver busy, and as few
/// as let other people's requests through in that time.
public struct ConcurrencyLimit: Hashable, Sendable {
    /// What became of a request.
    public enum Outcome: Hashable, Sendable {
        /// Answered after so long.
        case answered(in: Duration)
        /// Turned away, or the connection was lost: there is more than the homeserver can take.
        case overloaded
        /// Nothing that says how busy the homeserver is, such as the upload of a large file.
        case ended
    }

    /// Never more than this.
    public let ceiling: Int
    /// How many requests may be in flight now; from 1 to `ceiling`.
    public private(set) var value: Int

    /// How long half of the answers may take. Above it nothing is added, above twice as much something is taken away.
    private let patience: Duration
    /// Nothing is judged over less time than this.
    private let interval: Duration
    /// Doubles until the first sign of strain, so that a strong homeserver is busy after a few seconds.
    private var isStarting = true
    private var window = Window()
    private var lastDecrease: Duration?

    private struct Window: Hashable {
        var start: Duration?
        var latencies: [Duration] = []
        /// Whether the limit kept a request waiting: one that nobody reaches says nothing and must not grow.
        var wasFull = false
    }

    /// Starts low.
    ///
    /// - Parameters:
    ///   - start: what it begins with.
    ///   - patience: how long half of the answers may take.
    ///   - interval: the shortest time between two changes.
    public init(
        ceiling: Int, start: Int = 8, patience: Duration = .seconds(2),
        interval: Duration = .milliseconds(500)
    ) {
        self.ceiling = max(1, ceiling)
        value = min(max(1, start), self.ceiling)
        self.patience = patience
        self.interval = interval
    }

    /// Takes in what became of a request.
    ///
    /// - Parameters:
    ///   - isFull: whether others wait for a place.
    ///   - now: a clock that never goes back.
    public mutating func note(_ outcome: Outcome, isFull: Bool, now: Duration) {
        if isFull { window.wasFull = true }
        switch outcome {
        case .ended: return
        case .overloaded: decrease(to: value / 2, now: now)
        case .answered(let latency):
            let start = window.start ?? now
            window.start = start
            window.latencies.append(latency)
            // At least one answer for each place: all of them were given under this limit.
            if window.latencies.count >= value, now - start >= interval { judge(now: now) }
        }
    }

    private mutating func judge(now: Duration) {
        let median = window.latencies.sorted()[window.latencies.count / 2]
        let wasFull = window.wasFull
        window = Window()
        if median > patience * 2 { return decrease(to: value * 3 / 4, now: now) }
        guard median <= patience else {
            isStarting = false
            return
        }
        if wasFull { value = min(ceiling, isStarting ? value * 2 : value + 1) }
    }

    private mutating func decrease(to lower: Int, now: Duration) {
        isStarting = false
        window = Window()
        // What was in flight when the limit fell says nothing about the new one.
        if let lastDecrease, now - lastDecrease < interval * 2 { return }
        lastDecrease = now
        value = max(1, lower)
    }
}
