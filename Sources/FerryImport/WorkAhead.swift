// SPDX-License-Identifier: Apache-2.0
import Dispatch
public import FerryArchive
public import FerryModel

/// Reads files of an archive and does with them what needs nothing but the file, on a thread of its own, while records
/// are made of what came before.
///
/// What it finds comes in the order of the files and of what is in them, errors included, as if there were one thread.
/// Memory is bounded by some MiB and the largest single value. Belongs to one reader, which asks for the files in the
/// order that was announced.
public final class WorkAhead<Value: Sendable> {
    /// Reads one file and adds what it finds. Run on another thread, so it may touch nothing that changes.
    public typealias Work = @Sendable (_ entry: ArchiveEntry, _ findings: WorkFindings<Value>) throws -> Void

    private let entries: [ArchiveEntry]
    private let sink: any RecordSink
    private let work: Work
    private let shared: WorkQueue<Value>?
    private var next = 0
    private var batch = WorkBatch<Value>()
    private var position = 0

    /// Starts with the first of some files; what the work gives to its sink goes to this one, in its place.
    public init(_ entries: [ArchiveEntry], sink: any RecordSink, _ work: @escaping Work) {
        self.entries = entries
        self.sink = sink
        self.work = work
        guard WorkThreads.pays(for: entries) else {
            shared = nil
            return
        }
        let queue = WorkQueue<Value>()
        shared = queue
        DispatchQueue(label: "work-ahead").async { Self.fill(queue, entries, work) }
    }

    deinit { shared?.stop() }

    /// Hands out what is in the next file; throws what the work threw where it threw it.
    ///
    /// What the body throws ends the reading of all the files.
    public func read(_ entry: ArchiveEntry, _ body: (Value) throws -> Void) throws {
        guard next < entries.count, entries[next] == entry else {
            throw Failure(
                .bug, "files were read in another order than announced", at: entry.name,
                remedy: "please report this")
        }
        next += 1
        guard let shared else {
            return try withoutActuallyEscaping(body) { body in
                try work(
                    entry,
                    WorkFindings(count: sink.advance) { [sink] find, _ in try Self.hand(find, sink, body) })
            }
        }
        while true {
            if position == batch.finds.count {
                shared.exchange(&batch)
                position = 0
                sink.advance(bytes: batch.bytes)
            }
            position += 1
            if case .end(let error) = batch.finds[position - 1] {
                if let error { throw error }
                return
            }
            try Self.hand(batch.finds[position - 1], sink, body)
        }
    }

    private static func hand(
        _ find: WorkFind<Value>, _ sink: any RecordSink, _ body: (Value) throws -> Void
    ) throws {
        switch find {
        case .value(let value): try body(value)
        case .record(let record): try sink.take(record)
        case .loss(let loss): try sink.take(loss)
        case .end: break
        }
    }

    // MARK: The other thread

    private static func fill(_ queue: WorkQueue<Value>, _ entries: [ArchiveEntry], _ work: Work) {
        let filler = WorkFiller(queue)
        let findings = WorkFindings<Value>(count: { filler.batch.bytes += $0 }, deliver: filler.add)
        do {
            for entry in entries {
                do {
                    try work(entry, findings)
                    try filler.add(.end(nil), 0)
                } catch let error where !(error is WorkUnwanted) {
                    try filler.add(.end(error), 0)
                }
            }
            try filler.push()
        } catch {
            // Nobody wants the rest.
        }
    }
}

/// What work in advance finds in a file: the values it adds, and what is given to a sink.
public final class WorkFindings<Value: Sendable>: RecordSink {
    private let count: (Int64) -> Void
    private let deliver: (WorkFind<Value>, Int) throws -> Void

    init(count: @escaping (Int64) -> Void, deliver: @escaping (WorkFind<Value>, Int) throws -> Void) {
        self.count = count
        self.deliver = deliver
    }

    /// Hands on a value, with about how many bytes it takes.
    public func add(_ value: Value, weight: Int) throws { try deliver(.value(value), weight) }

    /// Hands on a record.
    public func take(_ record: Record) throws { try deliver(.record(record), 512) }

    /// Hands on a loss.
    public func take(_ loss: Loss) throws { try deliver(.loss(loss), 512) }

    /// Hands on how many bytes of the archive have been read.
    public func advance(bytes: Int64) { count(bytes) }

    /// Wants nothing.
    public func wantedEntries() -> Set<String> { [] }

    /// Reads nothing.
    public func takeBytes(
        ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) {}
}

/// One thing on its way from the thread that works ahead.
enum WorkFind<Value: Sendable>: Sendable {
    case value(Value)
    case record(Record)
    case loss(Loss)
    /// A file is over, for a reason where there is one.
    case end((any Error)?)
}
