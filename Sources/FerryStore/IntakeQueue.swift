// SPDX-License-Identifier: Apache-2.0
import Dispatch
import FerryModel
import GRDB
import Synchronization

/// Writes rows in their order on a thread of its own, so that reading goes on meanwhile; at most two buffers wait, so
/// that memory stays bounded.
///
/// A transaction takes many buffers: pages that each of them changes are written once. Unchecked because what changes
/// is touched on the queue only.
final class IntakeQueue: @unchecked Sendable {
    private static let rowsInTransaction = 60_000

    private let store: Store
    private let archive: Int64
    private let queue = DispatchQueue(label: "intake")
    private let slots = DispatchSemaphore(value: 2)
    private let failure = Mutex<(any Error)?>(nil)
    private let isStopped = Mutex(false)
    /// Buffers whose rows are written: made anew each time they would leave holes in the memory.
    private let spares = Mutex<[RowBuffer]>([])
    private var writer: RecordWriter?
    private var uncommitted = 0
    private var position: String?

    init(_ store: Store, archive: Int64) {
        self.store = store
        self.archive = archive
    }

    /// Puts rows behind those that wait. Their position is kept together with them or not at all.
    ///
    /// - Throws: what earlier rows failed with.
    func write(_ rows: RowBuffer, reaching position: String?) throws {
        slots.wait()
        if let error = failure.withLock({ $0 }) {
            slots.signal()
            throw error
        }
        queue.async { [self] in
            defer { slots.signal() }
            guard !isStopped.withLock({ $0 }) else { return }
            attempt { try write(rows, position, $0) }
            rows.clear()
            spares.withLock { $0.append(rows) }
        }
    }

    /// An empty buffer that was used before, `nil` when all are in use.
    func spare() -> RowBuffer? { spares.withLock { $0.popLast() } }

    /// Waits until everything is written and committed.
    ///
    /// - Throws: what rows failed with.
    func drain() throws {
        queue.sync { attempt { try commit($0) } }
        if let error = failure.withLock({ $0 }) { throw error }
    }

    /// Leaves out what waits and what is not committed.
    func stop() {
        isStopped.withLock { $0 = true }
        queue.sync {
            guard uncommitted > 0 else { return }
            uncommitted = 0
            attempt { try $0.rollback() }
        }
    }

    private func attempt(_ body: (Database) throws -> Void) {
        guard failure.withLock({ $0 == nil }) else { return }
        do {
            try store.writeWithoutTransaction { database in
                do {
                    try body(database)
                } catch {
                    if database.isInsideTransaction { try? database.rollback() }
                    throw error
                }
            }
        } catch {
            uncommitted = 0
            failure.withLock { $0 = error }
        }
    }

    private func write(_ rows: RowBuffer, _ position: String?, _ database: Database) throws {
        if uncommitted == 0 { try database.beginTransaction(.immediate) }
        uncommitted += max(rows.rows, 1)
        // The pool has one writing connection, so the prepared statements outlive the transaction.
        let writer = try self.writer ?? RecordWriter(database)
        self.writer = writer
        try writer.write(rows)
        self.position = position ?? self.position
        if uncommitted >= Self.rowsInTransaction { try commit(database) }
    }

    private func commit(_ database: Database) throws {
        guard uncommitted > 0 else { return }
        if let position { try writer?.write(position: position, ofArchive: archive) }
        position = nil
        try database.commit()
        uncommitted = 0
    }
}
