// SPDX-License-Identifier: Apache-2.0
import FerryImport
import FerryModel
import FerryStore

/// Puts what an importer reads into the store, and counts it for the progress line.
final class StoreSink: RecordSink {
    private let intake: ArchiveIntake
    private let progress: ImportProgress
    /// The losses taken so far.
    private(set) var losses = 0
    /// The records taken so far, by kind, repeated ones included.
    private(set) var records: [RecordKind: Int] = [:]

    init(_ intake: ArchiveIntake, progress: ImportProgress) {
        self.intake = intake
        self.progress = progress
    }

    func take(_ record: Record) throws {
        records[record.kind, default: 0] += 1
        progress.count()
        try intake.take(record)
    }

    func take(_ loss: Loss) throws {
        losses += loss.count
        try intake.take(loss)
    }

    func advance(bytes: Int64) { progress.advance(bytes) }

    func wantedEntries() throws -> Set<String> { try intake.wantedEntries() }

    func takeBytes(
        ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        try intake.takeBytes(ofEntry: entry, read)
    }
}
