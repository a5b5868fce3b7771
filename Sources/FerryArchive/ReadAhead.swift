// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Reads files ahead on a thread of its own, so that unpacking the next goes on while the one before is understood.
///
/// Memory is bounded by some MiB, however large the files are. Belongs to one reader, which asks for the files in the
/// order that was announced; what it leaves out is passed over.
public final class ReadAhead {
    /// A piece of what was read: bytes of one file or of several small ones.
    private struct Batch {
        enum Ending {
            case whole
            case failed(any Error)
        }

        var bytes: [UInt8] = []
        /// How many bytes belong together, and how the file ends behind them if it does.
        var parts: [(count: Int, ending: Ending?)] = []
    }

    /// What both threads touch.
    private final class Shared: Sendable {
        struct State {
            var batches: [Batch] = []
            /// Memory to be used again.
            var spare: [Batch] = []
            /// Nobody wants files before this one any more.
            var wanted = 0
            var isOver = false
        }

        let state = Mutex(State())
        let filled = DispatchSemaphore(value: 0)
        let slots = DispatchSemaphore(value: ReadAhead.batchesAhead)
    }

    private struct Unwanted: Error {}

    private static let batchesAhead = 4
    private static let batchSize = 512 << 10
    /// How far a file may be from the one before it; readers leave out one or two, and then ask twice for another.
    private static let reach = 64

    private let entries: [ArchiveEntry]
    private let shared = Shared()
    private var next = 0
    private var batch = Batch()
    private var part = 0
    private var offset = 0

    /// Starts to read files of an archive in an order.
    public init(_ archive: Archive, _ entries: [ArchiveEntry]) {
        self.entries = entries
        guard !entries.isEmpty else { return }
        DispatchQueue(label: "read-ahead").async { [shared] in Self.fill(shared, archive, entries) }
    }

    deinit {
        shared.state.withLock { $0.isOver = true }
        // The other thread may wait for room.
        shared.slots.signal()
        // A semaphore must not end below the value it began with.
        for _ in 0..<Self.batchesAhead { shared.slots.signal() }
    }

    /// Streams a file as `Archive.read` does; `false` when it is none of those that come next.
    public func read(_ entry: ArchiveEntry, _ chunk: (UnsafeRawBufferPointer) throws -> Void) throws -> Bool {
        let ahead = entries[next..<min(next + Self.reach, entries.count)]
        guard let index = ahead.firstIndex(where: { $0 == entry })
        else {
            return false
        }
        if index > next { shared.state.withLock { $0.wanted = index } }
        while next < index { try finishFile { _ in } }
        do {
            try finishFile(chunk)
        } catch let stop as Stop {
            // The reader has had enough of this one.
            shared.state.withLock { $0.wanted = index + 1 }
            try finishFile { _ in }
            throw stop.reason
        }
        return true
    }

    /// The reader's own error, which leaves the rest of the file where it is.
    private struct Stop: Error {
        let reason: any Error
    }

    /// Hands out the rest of a file; one that is passed over may have failed without anybody caring.
    private func finishFile(_ chunk: (UnsafeRawBufferPointer) throws -> Void) throws {
        while true {
            if part == batch.parts.count { takeBatch() }
            let (count, ending) = batch.parts[part]
            let range = offset..<(offset + count)
            part += 1
            offset += count
            if case .some = ending { next += 1 }
            if count > 0 {
                do {
                    try batch.bytes.withUnsafeBytes { try chunk(UnsafeRawBufferPointer(rebasing: $0[range])) }
                } catch {
                    // What ended with this piece needs no passing over.
                    if case .some = ending { throw error }
                    throw Stop(reason: error)
                }
            }
            switch ending {
            case nil: continue
            case .whole: return
            case .failed(let error): throw error
            }
        }
    }

    private func takeBatch() {
        shared.filled.wait()
        let used = batch
        batch = Batch()
        batch = shared.state.withLock { state in
            state.spare.append(used)
            return state.batches.removeFirst()
        }
        shared.slots.signal()
        part = 0
        offset = 0
    }

    // MARK: The other thread

    private static func fill(_ shared: Shared, _ archive: Archive, _ entries: [ArchiveEntry]) {
        var batch = Batch()
        for (index, entry) in entries.enumerated() {
            var ending = Batch.Ending.whole
            do {
                try archive.read(entry) { chunk in
                    let isWanted = shared.state.withLock { !$0.isOver && $0.wanted <= index }
                    guard isWanted else { throw Unwanted() }
                    batch.bytes.append(contentsOf: chunk)
                    batch.parts.append((chunk.count, nil))
                    if batch.bytes.count >= batchSize { push(&batch, to: shared) }
                }
            } catch is Unwanted {
                // As if it had ended.
            } catch {
                ending = .failed(error)
            }
            batch.parts.append((0, ending))
            if shared.state.withLock({ $0.isOver }) { return }
        }
        push(&batch, to: shared)
    }

    private static func push(_ batch: inout Batch, to shared: Shared) {
        shared.slots.wait()
        let full = batch
        batch = Batch()
        batch = shared.state.withLock { state in
            state.batches.append(full)
            return state.spare.popLast() ?? Batch()
        }
        batch.bytes.removeAll(keepingCapacity: true)
        batch.parts.removeAll(keepingCapacity: true)
        shared.filled.signal()
    }
}
