// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// Some finds, handed over at once.
struct WorkBatch<Value: Sendable>: Sendable {
    var finds: [WorkFind<Value>] = []
    var weight = 0
    /// Bytes of the archive read for them.
    var bytes: Int64 = 0
}

/// Nobody wants any more finds.
struct WorkUnwanted: Error {}

/// Carries batches in their order from the thread that works ahead to the one that reads, few at a time.
final class WorkQueue<Value: Sendable>: Sendable {
    private struct State {
        var batches: [WorkBatch<Value>] = []
        /// What the reader is done with. It ends on the thread that made it: memory that one thread takes and another
        /// gives back costs both of them.
        var spent: [WorkBatch<Value>] = []
        /// Whether the reader holds a batch that is to be the only one.
        var isWaitedFor = false
        var isOver = false
    }

    // Where the cores have other work, too, each thread waits some milliseconds for its turn.
    private static var batchesAhead: Int { 12 }

    private let state = Mutex(State())
    private let filled = DispatchSemaphore(value: 0)
    private let slots = DispatchSemaphore(value: batchesAhead)
    private let used = DispatchSemaphore(value: 0)

    /// Waits for room and puts a batch behind the others; with `waits` until the reader is done with it.
    func put(_ batch: WorkBatch<Value>, waits: Bool) throws(WorkUnwanted) {
        // Not only behind the wait: whoever works may go on though it was told that nobody wants any more.
        guard !state.withLock({ $0.isOver }) else { throw WorkUnwanted() }
        slots.wait()
        let isOver = state.withLock { state in
            state.batches.append(batch)
            state.isWaitedFor = waits
            return state.isOver
        }
        filled.signal()
        guard !isOver else { throw WorkUnwanted() }
        if waits { used.wait() }
        dropSpent()
        guard !state.withLock({ $0.isOver }) else { throw WorkUnwanted() }
    }

    private func dropSpent() {
        let spent = state.withLock { state in
            defer { state.spent = [] }
            return state.spent
        }
        withExtendedLifetime(spent) {}
    }

    /// Waits for the next batch and puts it in the place of the one before, which is done with.
    func exchange(_ batch: inout WorkBatch<Value>) {
        let isWaitedFor = state.withLock { state in
            state.spent.append(batch)
            // Before the other thread can let go of it, or it would end here.
            batch = WorkBatch()
            // Only what is not in the queue any more can be done with.
            guard state.batches.isEmpty, state.isWaitedFor else { return false }
            state.isWaitedFor = false
            return true
        }
        if isWaitedFor { used.signal() }
        filled.wait()
        batch = state.withLock { $0.batches.removeFirst() }
        slots.signal()
    }

    /// Ends the other thread's work at its next find.
    func stop() {
        state.withLock { $0.isOver = true }
        used.signal()
        // A semaphore must not end below the value it began with.
        for _ in 0...Self.batchesAhead { slots.signal() }
    }
}

/// Gathers finds into batches on the thread that works ahead.
final class WorkFiller<Value: Sendable> {
    // Enough for the two threads to meet seldom, few enough to stay in the caches.
    private static var batchWeight: Int { 256 << 10 }
    private static var mostFinds: Int { 1024 }
    /// A batch as large as this is the only one.
    private static var heavyWeight: Int { 1 << 20 }

    private let queue: WorkQueue<Value>
    var batch = WorkBatch<Value>()

    init(_ queue: WorkQueue<Value>) { self.queue = queue }

    func add(_ find: WorkFind<Value>, _ weight: Int) throws {
        batch.finds.append(find)
        batch.weight += weight
        if batch.weight >= Self.batchWeight || batch.finds.count >= Self.mostFinds { try push() }
    }

    func push() throws {
        let full = batch
        batch = WorkBatch()
        try queue.put(full, waits: full.weight >= Self.heavyWeight)
    }
}
