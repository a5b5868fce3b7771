// SPDX-License-Identifier: Apache-2.0
import FerryStore

/// Hands lanes to workers and lets them wait without turning in circles.
actor LaneDispatcher {
    private var queue: LaneQueue
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var isClosed = false

    init(_ lanes: [Lane]) { queue = LaneQueue(lanes) }

    /// What to do next: a lane, lanes that nothing can free, or `nil` when there is nothing left.
    func next() async -> LaneQueue.Next? {
        while !isClosed {
            switch queue.next() {
            case .wait: await withCheckedContinuation { waiting.append($0) }
            case .finished: return nil
            case let next: return next
            }
        }
        return nil
    }

    func finish() {
        queue.finish()
        wake()
    }

    /// Parks a lane, unless what it waits for was settled meanwhile; then it can go on at once.
    func park(_ lane: Lane, on dependency: Dependency, isStillOpen: @Sendable () throws -> Bool) rethrows {
        queue.park(lane, on: dependency)
        if try !isStillOpen() { queue.settle(dependency) }
        wake()
    }

    func settle(_ dependency: Dependency) {
        queue.settle(dependency)
        wake()
    }

    func readd(_ lane: Lane) {
        queue.readd(lane)
        wake()
    }

    /// Sends every worker home.
    func close() {
        isClosed = true
        wake()
    }

    // With few lanes most workers wait: they are left alone while there is nothing for them.
    private func wake() {
        guard isClosed || queue.hasNews else { return }
        for continuation in waiting { continuation.resume() }
        waiting = []
    }
}
