// SPDX-License-Identifier: Apache-2.0
import FerryImport
import FerryJSON
import FerryModel
import FerryStore

/// Puts what an importer reads into the store, and counts it for the progress line.
final class StoreSink: RecordSink {
    /// The import is to stop because of a signal.
    struct Interrupted: Error {
        /// The exit code that the signal leads to.
        let status: ExitStatus
    }

    private let intake: ArchiveIntake
    private let progress: ImportProgress
    /// The losses taken so far, also by the interrupted import that this one continues.
    private(set) var losses = 0
    // By kind in the order of all of them: a dictionary would cost more than the rest of taking a record.
    private var counts = [Int](repeating: 0, count: RecordKind.allCases.count)
    /// Where the importer may start.
    let resumesAt: String?

    init(_ intake: ArchiveIntake, progress: ImportProgress) {
        self.intake = intake
        self.progress = progress
        guard let text = intake.resumesAt, let mark = try? JSONValue(parsing: text),
            let position = mark["position"]?.string
        else {
            resumesAt = nil
            return
        }
        resumesAt = position
        losses = Int(clamping: mark["losses"]?.int64 ?? 0)
        for kind in RecordKind.allCases {
            counts[kind.ordinal] = Int(clamping: mark["records"]?[kind.rawValue]?.int64 ?? 0)
        }
    }

    /// The records taken so far, by kind, repeated ones included.
    var records: [RecordKind: Int] {
        Dictionary(uniqueKeysWithValues: zip(RecordKind.allCases, counts).filter { $1 > 0 })
    }

    func take(_ record: Record) throws {
        if let status = Interruption.signal { throw Interrupted(status: status) }
        counts[record.kind.ordinal] += 1
        progress.count()
        try intake.take(record)
    }

    func take(_ loss: Loss) throws {
        losses += loss.count
        try intake.take(loss)
    }

    func advance(bytes: Int64) { progress.advance(bytes) }

    func checkpoint(_ position: String) throws {
        if let status = Interruption.signal { throw Interrupted(status: status) }
        // The counts go with the position, so that the figures of a continued import are those of a whole one.
        let counts = records.map { ($0.key.rawValue, JSONValue.int(Int64($0.value))) }
        let mark: JSONValue = [
            "position": .string(position), "losses": .int(Int64(losses)),
            "records": .object(Dictionary(uniqueKeysWithValues: counts)),
        ]
        intake.checkpoint(String(decoding: mark.canonicalBytes(), as: UTF8.self))
    }

    func wantedEntries() throws -> Set<String> { try intake.wantedEntries() }

    func forEachWantedEntry(_ body: (String) throws -> Void) throws { try intake.forEachWantedEntry(body) }

    func takeBytes(
        ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        if let status = Interruption.signal { throw Interrupted(status: status) }
        try intake.takeBytes(ofEntry: entry, read)
    }
}
