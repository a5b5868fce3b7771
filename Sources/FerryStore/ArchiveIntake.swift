// SPDX-License-Identifier: Apache-2.0
import FerryJSON
public import FerryModel
import GRDB

/// One archive on its way into the store.
///
/// Records are committed in batches, without waiting for the disk after each: `finish` makes all of them durable at
/// once. Until then the archive counts as unfinished and no plan is made from the store; `abandon` takes a new archive's records out again, so that nothing half-read stays behind.
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

        /// Describes an archive by its path, the digest of its bytes, what it was recognised as, its size in
        /// bytes and the version of the program that reads it.
        public init(
            path: String, digest: Digest, source: SourceKind, layout: String, lacks: [String], bytes: Int64,
            version: String
        ) {
            self.path = path
            self.digest = digest
            self.source = source
            self.layout = layout
            self.lacks = lacks
            self.bytes = bytes
            self.version = version
        }
    }

    private static let batchSize = 8_000

    private let store: Store
    private let media: MediaFolder
    private let archive: Int64
    private let label: Label
    private let queue: IntakeQueue
    private var records: [PreparedRecord] = []
    private var json = JSONWriter(reservingCapacity: 4096)
    private var losses: [Loss] = []

    /// Starts the intake and marks the archive as unfinished.
    public init(_ label: Label, into store: Store, media: MediaFolder) throws {
        self.store = store
        self.media = media
        self.label = label
        let archive = try store.write { database in
            try database.execute(
                sql: """
                    INSERT INTO archive(path, digest, source, layout, lacks, bytes, state, version)
                    VALUES (?, ?, ?, ?, ?, ?, 'reading', ?)
                    ON CONFLICT(path) DO UPDATE SET state = iif(state = 'reading', 'reading', 'rereading')
                    """,
                arguments: [
                    label.path, label.digest.hex, label.source.rawValue, label.layout,
                    TextList.encode(label.lacks), label.bytes, label.version,
                ])
            let id = try Int64.fetchOne(
                database, sql: "SELECT id FROM archive WHERE path = ?", arguments: [label.path])
            try database.execute(sql: "DELETE FROM loss WHERE archive = ?", arguments: [id])
            return id ?? 0
        }
        self.archive = archive
        queue = IntakeQueue(store, archive: archive)
        try store.setRelaxed(true)
    }

    /// Takes a record.
    public func take(_ record: FerryModel.Record) throws {
        records.append(PreparedRecord(record, using: &json))
        if records.count >= Self.batchSize { try flush() }
    }

    /// Takes a loss.
    public func take(_ loss: Loss) throws {
        losses.append(loss)
        if losses.count >= Self.batchSize { try flush() }
    }

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

    /// Puts the bytes of an entry into the media folder and notes their digest at every attachment they serve.
    public func takeBytes(
        ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        let file = try media.keep(read)
        try store.write { database in
            try database.execute(
                sql: "UPDATE attachment SET digest = ?, size = ? WHERE archive = ? AND entry = ?",
                arguments: [file.digest.hex, file.size, archive, entry])
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
                        version = ? WHERE id = ?
                    """,
                arguments: [
                    label.digest.hex, label.source.rawValue, label.layout, TextList.encode(label.lacks),
                    label.bytes, label.version, archive,
                ])
        }
    }

    /// Ends the intake of an archive that could not be read to its end.
    ///
    /// What a new archive brought is taken out. Of an archive that was read before, the earlier state counts on.
    public func abandon() throws {
        records = []
        losses = []
        queue.stop()
        try store.setRelaxed(false)
        try store.write { database in
            let state = try String.fetchOne(
                database, sql: "SELECT state FROM archive WHERE id = ?", arguments: [archive])
            guard state == "reading" else {
                return try database.execute(
                    sql: "UPDATE archive SET state = 'read' WHERE id = ?", arguments: [archive])
            }
            // An attachment belongs to the archive that may hold its bytes; what an earlier one named goes back to it.
            try database.execute(
                sql: """
                    UPDATE attachment SET archive = origin, entry = NULL WHERE archive = ?1 AND origin <> ?1
                    """, arguments: [archive])
            for table in RecordKind.allCases.map(\.rawValue) + ["loss"] {
                try database.execute(sql: "DELETE FROM \(table) WHERE archive = ?", arguments: [archive])
            }
            try database.execute(sql: "DELETE FROM archive WHERE id = ?", arguments: [archive])
        }
    }

    private func flush() throws {
        guard !records.isEmpty || !losses.isEmpty else { return }
        try queue.write(records, losses)
        records = []
        losses = []
        records.reserveCapacity(Self.batchSize)
    }

    private func settle() throws {
        try flush()
        try queue.drain()
    }
}
