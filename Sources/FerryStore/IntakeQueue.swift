// SPDX-License-Identifier: Apache-2.0
import Dispatch
import FerryModel
import Synchronization

/// Writes batches of records in their order on a thread of its own, so that reading goes on meanwhile; at most two
/// wait, so that memory stays bounded.
///
/// Unchecked because the writer is touched on the queue only.
final class IntakeQueue: @unchecked Sendable {
    private let store: Store
    private let archive: Int64
    private let queue = DispatchQueue(label: "intake")
    private let slots = DispatchSemaphore(value: 2)
    private let failure = Mutex<(any Error)?>(nil)
    private let isStopped = Mutex(false)
    private var writer: RecordWriter?

    init(_ store: Store, archive: Int64) {
        self.store = store
        self.archive = archive
    }

    /// Puts a batch behind those that wait. Its position is kept together with it or not at all.
    ///
    /// - Throws: what an earlier batch failed with.
    func write(_ records: [PreparedRecord], _ losses: [Loss], reaching position: String?) throws {
        slots.wait()
        if let error = failure.withLock({ $0 }) {
            slots.signal()
            throw error
        }
        queue.async { [self] in
            defer { slots.signal() }
            guard failure.withLock({ $0 == nil }), !isStopped.withLock({ $0 }) else { return }
            do {
                try commit(records, losses, position)
            } catch {
                failure.withLock { $0 = error }
            }
        }
    }

    /// Waits until everything is written.
    ///
    /// - Throws: what a batch failed with.
    func drain() throws {
        queue.sync {}
        if let error = failure.withLock({ $0 }) { throw error }
    }

    /// Leaves out what waits, and waits for what is being written.
    func stop() {
        isStopped.withLock { $0 = true }
        queue.sync {}
    }

    private func commit(_ records: [PreparedRecord], _ losses: [Loss], _ position: String?) throws {
        try store.write { database in
            // The pool has one writing connection, so the prepared statements outlive the transaction.
            let writer = try self.writer ?? RecordWriter(database, archive: archive)
            self.writer = writer
            for record in records { try writer.write(record) }
            for loss in losses { try writer.write(loss) }
            if let position { try writer.write(position: position) }
        }
    }
}
