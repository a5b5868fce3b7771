// SPDX-License-Identifier: Apache-2.0
import CSQLite
import FerryModel
import GRDB

/// The only memory between runs: records, plan and journal of one migration, in SQLite.
///
/// Guarantees: a write that returned survives a power cut (`synchronous=FULL` in WAL mode); schema changes are
/// named migrations that run in order, each in a transaction.
public final class Store: Sendable {
    /// The file's name in the migration directory.
    public static let fileName = "ferry.sqlite"

    let pool: DatabasePool
    /// The id of the migration, part of every transaction id and marker.
    public let migration: String

    /// Opens the store of a migration directory, making it on the first call.
    ///
    /// - Throws: `Failure.configuration` when the store belongs to another migration or a newer version,
    ///   `Failure.storage` when it cannot be opened or is damaged.
    public init(directory: String, migration: String) throws {
        let path = directory + "/" + Self.fileName
        pool = try Self.guarded(at: path) { try Self.opened(path) }
        self.migration = migration
        try Self.guarded(at: path) { [pool] in
            try Schema.refuseNewer(pool, path: path)
            try Schema.migrator.migrate(pool)
            try Self.claim(pool, migration: migration, path: path)
        }
    }

    private static func opened(_ path: String) throws -> DatabasePool {
        _ = isPrepared
        var configuration = Configuration()
        // Imports commit many batches at once.
        configuration.allowsUnsafeTransactions = true
        configuration.maximumReaderCount = 2
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            // The size of pages counts for a new file only: messages of some hundred bytes each fill larger ones better.
            // Sorting takes as much memory as the cache may: those who only read share the machine with the one who writes.
            let cache = database.configuration.readonly ? 8_192 : 32_768
            try database.execute(
                sql: "PRAGMA page_size = 8192; PRAGMA cache_size = -\(cache); PRAGMA temp_store = FILE")
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        // GRDB lowers this to NORMAL when it turns WAL on, after `prepareDatabase`; a claim must outlive a power cut.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try FileMode.restrict(path)
        return pool
    }

    private static let isPrepared = ferry_sqlite_prepare() == SQLITE_OK

    private static func claim(_ pool: DatabasePool, migration: String, path: String) throws {
        let known = try pool.write { database -> String in
            try database.execute(
                sql: "INSERT INTO meta(name, value) VALUES ('migration', ?) ON CONFLICT DO NOTHING",
                arguments: [migration])
            return try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'migration'") ?? ""
        }
        guard known == migration else {
            throw Failure(
                .configuration, "the store belongs to migration \(known), ferry.yaml names \(migration)",
                at: path,
                remedy: "put the migration id of the store back into ferry.yaml, or use another directory")
        }
    }

    /// Commits without waiting for the disk, for what can be read again from an archive; `false` puts the journal's
    /// durability back, and the next commit makes everything before it durable too.
    func setRelaxed(_ isRelaxed: Bool) throws {
        try Self.guarded(at: pool.path) {
            try pool.writeWithoutTransaction { database in
                try database.execute(
                    sql: isRelaxed
                        ? "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8192"
                        : "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000"
                )
            }
        }
    }

    /// How durable the journal's commits are: 2 is `FULL`.
    public func synchronousLevel() throws -> Int {
        try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
    }

    /// Runs a write transaction; errors of SQLite come out as failures an administrator can act on.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Self.guarded(at: pool.path) { try pool.write(body) }
    }

    /// Runs reads on one consistent state of the store.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Self.guarded(at: pool.path) { try pool.read(body) }
    }

    /// Runs writes in a transaction that may stay open for the next call; only for an import, while the migration is
    /// locked.
    func writeWithoutTransaction<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Self.guarded(at: pool.path) { try pool.writeWithoutTransaction(body) }
    }

    static func guarded<Value>(at path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw failure(error, path: path)
        }
    }

    private static func failure(_ error: DatabaseError, path: String) -> Failure {
        let what =
            "the store could not be used (SQLite \(error.extendedResultCode.rawValue): \(error.message ?? ""))"
        switch error.resultCode {
        case .SQLITE_FULL:
            return Failure(.storage, what, at: path, remedy: "free disk space and run the same command again")
        case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
            return Failure(
                .storage, what, at: path,
                remedy: "check the disk and the directory's permissions, then run again")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return Failure(
                .storage, what, at: path,
                remedy: "the file is damaged: put a backup of it back; nothing was sent")
        case .SQLITE_BUSY:
            return Failure(.busy, what, at: path, remedy: "wait for the other run to end, then run again")
        default:
            return Failure(.bug, what, at: path, remedy: "please report this, with the version and this line")
        }
    }
}
