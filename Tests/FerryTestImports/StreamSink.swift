// SPDX-License-Identifier: Apache-2.0
import FerryArchive
public import FerryImport
public import FerryModel

/// Keeps everything in its order, and starts where it is told.
public final class StreamSink: RecordSink {
    /// One thing that an importer yielded.
    public enum Step: Equatable {
        /// A record.
        case record(Record)
        /// A loss.
        case loss(Loss)
    }

    /// Behind which position the importer is to go on.
    public let resumesAt: String?
    private var steps: [Step] = []

    private init(resumesAt: String?) { self.resumesAt = resumesAt }

    /// What an importer yields of an archive, from the beginning or behind a position.
    public static func steps(of importer: some Importer, _ path: String, resumesAt: String? = nil) throws
        -> [Step]
    {
        let sink = StreamSink(resumesAt: resumesAt)
        try importer.read(try Archive.open(path), into: sink)
        return sink.steps
    }

    /// What a reading yields, from the beginning or behind a position.
    public static func steps(of reading: ArchiveReading, resumesAt: String? = nil) throws -> [Step] {
        let sink = StreamSink(resumesAt: resumesAt)
        try reading.read(into: sink)
        return sink.steps
    }

    /// Keeps a record.
    public func take(_ record: Record) { steps.append(.record(record)) }
    /// Keeps a loss.
    public func take(_ loss: Loss) { steps.append(.loss(loss)) }
    /// Counts nothing.
    public func advance(bytes: Int64) {}
    /// Wants no files.
    public func wantedEntries() -> Set<String> { [] }
    /// Keeps no files.
    public func takeBytes(
        ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) {}
}
