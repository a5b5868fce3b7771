// SPDX-License-Identifier: Apache-2.0
public import FerryModel
public import FerryStore

/// A migration on the disk: a real store and a real media folder in a directory of its own.
public final class TestMigration: Sendable {
    /// The id of every migration of the tests.
    public static let id = "test"

    /// Where it lives.
    public let directory: TemporaryDirectory
    /// Its store.
    public let store: Store
    /// Its media.
    public let media: MediaFolder

    /// Makes an empty migration.
    public init() throws {
        directory = TemporaryDirectory()
        store = try Store(directory: directory.path, migration: Self.id)
        media = MediaFolder(path: directory.path + "/media")
    }

    /// The journal of its store.
    public var journal: Journal { Journal(store) }

    /// What the store notes about an archive.
    public static func label(_ path: String, content: String = "") -> ArchiveIntake.Label {
        ArchiveIntake.Label(
            path: path, digest: SHA256.digest(of: path + content), source: .slack, layout: "test", lacks: [],
            bytes: 1, version: "0")
    }

    /// Imports records as one archive, with the bytes of the entries that its attachments name.
    public func take(
        _ records: [Record], losses: [Loss] = [], as path: String = "archive.zip", content: String = "",
        entries: [String: [UInt8]] = [:]
    ) throws {
        let intake = try ArchiveIntake(Self.label(path, content: content), into: store, media: media)
        for record in records { try intake.take(record) }
        for loss in losses { try intake.take(loss) }
        for entry in try intake.wantedEntries().sorted() {
            guard let bytes = entries[entry] else { continue }
            try intake.takeBytes(ofEntry: entry) { take in try bytes.withUnsafeBytes { try take($0) } }
        }
        try intake.finish()
    }
}
