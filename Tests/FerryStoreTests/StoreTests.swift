// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestRecords
import GRDB
import Testing

@testable import FerryStore

@Suite("The store")
struct StoreTests {
    @Test("commits so that a power cut takes nothing back")
    func synchronous() throws {
        let migration = try TestMigration()
        #expect(try migration.store.synchronousLevel() == 2)
        let mode = try migration.store.pool.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        #expect(mode == "wal")
        // And when it is opened again.
        let again = try Store(directory: migration.directory.path, migration: TestMigration.id)
        #expect(try again.synchronousLevel() == 2)
    }

    @Test("is readable for its owner only")
    func mode() throws {
        let migration = try TestMigration()
        #expect(!FileMode.isOpenToOthers(migration.directory.path + "/" + Store.fileName))
    }

    @Test("belongs to one migration")
    func otherMigration() throws {
        let migration = try TestMigration()
        let failure = #expect(throws: Failure.self) {
            try Store(directory: migration.directory.path, migration: "other")
        }
        #expect(failure?.kind == .configuration)
        #expect(failure?.what.contains("test") == true)
    }

    @Test("of a newer version is left alone")
    func newerVersion() throws {
        let migration = try TestMigration()
        try migration.store.pool.write {
            try $0.execute(sql: "INSERT INTO grdb_migrations(identifier) VALUES ('2999-01 something new')")
        }
        let failure = #expect(throws: Failure.self) {
            try Store(directory: migration.directory.path, migration: TestMigration.id)
        }
        #expect(failure?.kind == .configuration)
        #expect(failure?.what.contains("newer") == true)
    }

    @Test("says where it cannot be opened, and what is damaged")
    func broken() throws {
        let missing = #expect(throws: Failure.self) { try Store(directory: "/no/such/place", migration: "m") }
        #expect(missing?.kind == .storage)
        let directory = TemporaryDirectory()
        try write(
            Array("this is no database, although it is long enough to be one. ".utf8), to: directory.path)
        let damaged = #expect(throws: Failure.self) { try Store(directory: directory.path, migration: "m") }
        #expect(damaged?.kind == .storage)
        #expect(damaged?.remedy.contains("backup") == true)
    }

    private func write(_ bytes: [UInt8], to directory: String) throws {
        let intake = MediaFolder(path: directory + "/media")
        let file = try intake.keep { take in
            for _ in 0..<100 { try bytes.withUnsafeBytes { try take($0) } }
        }
        #expect(rename(intake.path(of: file.digest), to: directory + "/" + Store.fileName))
    }

    @Test("has no plan without an archive, and none while an import is unfinished")
    func noPlan() throws {
        let migration = try TestMigration()
        let nothing = #expect(throws: Failure.self) { try migration.store.plan { _ in } }
        #expect(nothing?.kind == .archiveNotFound)
        let intake = try ArchiveIntake(
            TestMigration.label("a.zip"), into: migration.store, media: migration.media)
        let unfinished = #expect(throws: Failure.self) { try migration.store.plan { _ in } }
        #expect(unfinished?.kind == .archiveInvalid)
        #expect(unfinished?.location == "a.zip")
        try intake.finish()
        #expect(throws: Never.self) { try migration.store.plan { _ in } }
    }

    @Test("keeps the old plan when planning fails")
    func failedPlan() throws {
        let migration = try TestMigration()
        try migration.take([SmallWorkspace.workspace])
        try migration.store.plan { session in
            _ = try session.lane(.room, key: 1, rank: 1, name: "old")
        }
        struct Broken: Error {}
        #expect(throws: Broken.self) {
            try migration.store.plan { session in
                _ = try session.lane(.room, key: 2, rank: 1, name: "new")
                throw Broken()
            }
        }
        let lanes = try migration.store.read { try String.fetchAll($0, sql: "SELECT name FROM lane") }
        #expect(lanes == ["old"])
    }

    @Test("knows when its plan is older than its archives")
    func stale() throws {
        let migration = try TestMigration()
        #expect(try migration.store.isPlanStale())
        try migration.take([SmallWorkspace.workspace])
        try plan(migration)
        #expect(try !migration.store.isPlanStale())
        #expect(try !migration.store.isPlanStale(inputs: "options"))
        #expect(try migration.store.isPlanStale(inputs: "other options"))
        try migration.take([], as: "b.zip")
        #expect(try migration.store.isPlanStale())
    }

    private func plan(_ migration: TestMigration) throws {
        try migration.store.plan { session in
            var summary = PlanSummary()
            summary.sources = try session.archives().map {
                .init(
                    kind: $0.source, path: $0.path, layout: $0.layout, digest: $0.digest, bytes: $0.bytes,
                    lacks: $0.lacks)
            }
            #expect(try session.finish(summary, inputs: "options") == 1)
        }
        #expect(try migration.store.newestPlan()?.number == 1)
    }
}
