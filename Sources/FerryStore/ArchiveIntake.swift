// SPDX-License-Identifier: Apache-2.0
public import FerryModel
import GRDB

/// One archive on its way into the store.
///
/// Records are committed in batches, without waiting for the disk after each: `finish` makes all of them durable at
/// once. A position of the importer's is committed together with the records before it, and commits reach the disk in
/// their order, so that after a power cut the position is never ahead of the records. Until `finish` the archive counts
/// as unfinished and no plan is made from the store. `suspend` leaves it so, to be continued; `abandon` takes a new
/// archive's records out again, so that nothing half-read stays behind.
public final class ArchiveIntake {
    /// What the store notes about an archive.
    public struct Label: Hashable, Sendable {
        /// The absolute path.
        public var path: String
        /// The SHA-256 of its bytes.
        public var digest: Digest
        /// The kind of system.
        public var source: SourceKind
        /// What it was recognised as.
        public var layout: String
        /// What archives of this layout can never hold.
        public var lacks: [String]
        /// The bytes of its files.
        public var bytes: Int64
        /// The version of the program that reads it.
        public var version: String
        /// What else decides what its records are: the configuration.
        public var settings: String

        /// Describes an archive by its path, the digest of its bytes, what it was recognised as, its size in
        /// bytes, the version of the program that reads it and how that is configured.
        public init(
            path: String, digest: Digest, source: SourceKind, layout: String, lacks: [String], bytes: Int64,
            version: String, settings: String = ""
        ) {
            self.path = path
            self.digest = digest
            self.source = source
            self.layout = layout
            self.lacks = lacks
            self.bytes = bytes
            self.version = version
            self.settings = settings
        }

        /// What must be equal for an interrupted reading to go on.
        var reading: String {
            SHA256.digest(of: "\(digest.hex)\n\(source.rawValue)\n\(layout)\n\(version)\n\(settings)").hex
        }
    }

    // Enough for the writing thread to be busy while the next are read; few enough to fit into caches.
    private static let rowsAtOnce = 8_000
    private static let bytesAtOnce = 1 << 20
    // Few enough for what an interruption costs: these are read again.
    private static let filesAtOnce = 64
    private static let fileBytesAtOnce: Int64 = 32 << 20

    private let store: Store
    private let media: MediaFolder
    private let archive: Int64
    private let label: Label
    private let queue: IntakeQueue
    private var encoder: RecordEncoder
    private var position: String?
    /// Files that have been written and are not in the media folder yet, by the entries they come from.
    private var incoming: [(entry: String, media: IncomingMedia)] = []
    private var incomingBytes: Int64 = 0

    /// The position of an interrupted intake of the same archive that this one continues; `nil` when it starts anew.
    public let resumesAt: String?

    /// Starts the intake and marks the archive as unfinished.
    ///
    /// Of an archive whose earlier intake was interrupted and that has changed since, the records are taken out first.
    public init(_ label: Label, into store: Store, media: MediaFolder) throws {
        self.store = store
        self.media = media
        self.label = label
        let archive = try store.write { try HalfReadArchive.begin(label, $0) }
        self.archive = archive.number
        resumesAt = archive.position
        queue = IntakeQueue(store, archive: archive.number)
        encoder = RecordEncoder(archive: archive.number)
        try media.removeUnfinished()
        try store.setRelaxed(true)
    }

    deinit { queue.stop() }

    /// Takes a record.
    public func take(_ record: FerryModel.Record) throws {
        encoder.add(record)
        try flushIfFull()
    }

    /// Takes a loss.
    public func take(_ loss: Loss) throws {
        encoder.add(loss)
        try flushIfFull()
    }

    /// Notes that everything taken so far may be kept and that a later intake of the same archive can start here.
    public func checkpoint(_ position: String) { self.position = position }

    /// The entries of this archive that hold attachments whose bytes are not in the media folder yet.
    public func wantedEntries() throws -> Set<String> {
        try settle()
        return try store.read { database in
            try String.fetchSet(
                database,
                sql:
                    "SELECT entry FROM attachment WHERE archive = ? AND entry IS NOT NULL AND digest IS NULL",
                arguments: [archive])
        }
    }

    /// The same entries one by one, each once, however many there are; the body must not write to the store.
    public func forEachWantedEntry(_ body: (String) throws -> Void) throws {
        try settle()
        try store.read { database in
            let entries = try String.fetchCursor(
                database,
                sql: """
                    SELECT DISTINCT entry FROM attachment WHERE archive = ? AND entry IS NOT NULL AND digest IS NULL
                    """,
                arguments: [archive])
            while let entry = try entries.next() { try body(entry) }
        }
    }

    /// Puts the bytes of an entry into the media folder and notes their digest at every attachment they serve: some
    /// entries together, and all by `wantedEntries`, `finish` or `suspend`.
    public func takeBytes(
        ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        let written = try media.write(read)
        incoming.append((entry, written))
        incomingBytes += written.file.size
        guard incoming.count >= Self.filesAtOnce || incomingBytes >= Self.fileBytesAtOnce else { return }
        try settleFiles()
    }

    private func settleFiles() throws {
        let files = incoming
        incoming = []
        incomingBytes = 0
        guard !files.isEmpty else { return }
        try media.settle(files.map(\.media))
        try store.write { database in
            for (entry, media) in files {
                try database.execute(
                    sql: "UPDATE attachment SET digest = ?, size = ? WHERE archive = ? AND entry = ?",
                    arguments: [media.file.digest.hex, media.file.size, archive, entry])
            }
        }
    }

    /// Ends the intake: the archive counts from now on.
    public func finish() throws {
        try settle()
        try store.setRelaxed(false)
        try store.write { database in
            try database.execute(
                sql: """
                    UPDATE archive SET state = 'read', digest = ?, source = ?, layout = ?, lacks = ?, bytes = ?,
                        version = ?, reading = NULL, position = NULL WHERE id = ?
                    """,
                arguments: [
                    label.digest.hex, label.source.rawValue, label.layout, TextList.encode(label.lacks),
                    label.bytes, label.version, archive,
                ])
        }
    }

    /// Ends the intake before its time; the next one of the same archive goes on from the last checkpoint.
    public func suspend() throws {
        try settle()
        try store.setRelaxed(false)
        // One durable commit carries all before it to the disk.
        try store.write {
            try $0.execute(sql: "UPDATE archive SET id = id WHERE id = ?", arguments: [archive])
        }
    }

    /// Ends the intake of an archive that cannot be read to its end.
    ///
    /// What a new archive brought is taken out. Of an archive that was read before, the earlier state counts on.
    public func abandon() throws {
        queue.stop()
        incoming = []
        try store.setRelaxed(false)
        try store.write { try HalfReadArchive.abandon(archive, $0) }
    }

    private func flushIfFull() throws {
        guard encoder.count >= Self.rowsAtOnce || encoder.byteCount >= Self.bytesAtOnce else { return }
        try flush()
    }

    private func flush() throws {
        guard encoder.count > 0 || position != nil else { return }
        try queue.write(encoder.handOver(for: queue.spare()), reaching: position)
        position = nil
    }

    private func settle() throws {
        try flush()
        try queue.drain()
        try settleFiles()
    }
}
