// SPDX-License-Identifier: Apache-2.0
import MatrixClient

/// Lets requests of all lanes through, as many at once as the homeserver bears, in the order they came.
actor RequestGate {
    private let clock: ClientClock
    private var limit: ConcurrencyLimit
    private var inFlight = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ limit: ConcurrencyLimit, clock: ClientClock) {
        self.limit = limit
        self.clock = clock
    }

    /// How many requests may be in flight now.
    var value: Int { limit.value }

    /// Waits for a place; `leave` must follow.
    func enter() async {
        guard inFlight >= limit.value else {
            inFlight += 1
            return
        }
        // Whoever leaves hands the place over.
        await withCheckedContinuation { waiting.append($0) }
    }

    /// Gives the place back. Returns whether the limit has changed.
    func leave(_ outcome: ConcurrencyLimit.Outcome) -> Bool {
        let before = limit.value
        limit.note(outcome, isFull: !waiting.isEmpty, now: clock.now())
        inFlight -= 1
        let free = min(max(limit.value - inFlight, 0), waiting.count)
        inFlight += free
        for continuation in waiting.prefix(free) { continuation.resume() }
        waiting.removeFirst(free)
        return limit.value != before
    }
}

extension ConcurrencyLimit.Outcome {
    /// Reads the verdict on a request that took so long.
    init(_ verdict: Verdict, latency: Duration) {
        switch verdict {
        case .done, .wedge, .restart: self = .answered(in: latency)
        case .again: self = .overloaded
        // One request that the homeserver fails over says nothing about the others.
        case .doubt(let doubt): self = doubt.status == 500 ? .ended : .overloaded
        case .tokenRejected: self = .ended
        }
    }
}
