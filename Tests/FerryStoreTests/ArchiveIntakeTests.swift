// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestRecords
import GRDB
import Testing

@testable import FerryStore

private typealias Small = SmallWorkspace

@Suite("An archive on its way into the store")
struct ArchiveIntakeTests {
    private let migration: TestMigration
    private let loss = Loss(
        code: "test.loss", kind: .message, state: .notSupported, key: Small.key(.message, "x"), reason: "why")

    init() throws { migration = try TestMigration() }

    private func intake(_ path: String, content: String = "") throws -> ArchiveIntake {
        try ArchiveIntake(
            TestMigration.label(path, content: content), into: migration.store, media: migration.media)
    }

    private func count(_ table: String) throws -> Int {
        try migration.store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") } ?? -1
    }

    @Test("counts when it is finished")
    func finished() throws {
        let intake = try intake("a.zip")
        try intake.take(Small.workspace)
        try intake.take(loss)
        #expect(try migration.store.archives().map(\.isFinished) == [false])
        try intake.finish()
        #expect(try migration.store.archives().map(\.isFinished) == [true])
        #expect(try count("workspace") == 1)
        var losses: [Loss] = []
        try migration.store.forEachLoss { loss, _ in losses.append(loss) }
        #expect(losses == [loss])
    }

    @Test("is taken out again when it was new and could not be read")
    func abandonedNew() throws {
        try migration.take([Small.workspace], as: "other.zip")
        let intake = try intake("a.zip")
        for number in 0..<5_000 { try intake.take(Small.who("p\(number)")) }
        try intake.take(loss)
        _ = try intake.wantedEntries()
        #expect(try count("person") == 5_000)
        try intake.abandon()
        #expect(try count("person") == 0)
        #expect(try count("loss") == 0)
        #expect(try count("workspace") == 1)
        #expect(try migration.store.archives().map(\.path) == ["other.zip"])
        #expect(throws: Never.self) { try migration.store.plan { _ in } }
    }

    @Test("takes nothing away that an earlier archive brought when it is abandoned")
    func abandonedOverlap() throws {
        try migration.take([Small.workspace, Small.who("anna"), Small.file("f")], as: "first.zip")
        let intake = try intake("second.zip")
        try intake.take(Small.who("anna", name: "Anna"))
        try intake.take(Small.file("f", entry: "f.pdf"))
        _ = try intake.wantedEntries()
        try intake.abandon()
        #expect(try count("person") == 1)
        #expect(try count("attachment") == 1)
    }

    @Test("stays as it was when it was known before and could not be read again")
    func abandonedKnown() throws {
        try migration.take([Small.workspace, Small.who("anna")], as: "a.zip")
        let before = try migration.store.archives()
        let intake = try intake("a.zip", content: "changed")
        try intake.take(Small.who("ben"))
        #expect(throws: Failure.self) { try migration.store.plan { _ in } }
        try intake.abandon()
        #expect(try migration.store.archives() == before)
        #expect(try count("person") == 1)
        #expect(throws: Never.self) { try migration.store.plan { _ in } }
    }

    @Test("is known by its new content after it was read again")
    func readAgain() throws {
        try migration.take([Small.workspace], as: "a.zip")
        let before = try migration.store.archives()
        try migration.take([Small.workspace], as: "a.zip", content: "changed")
        let after = try migration.store.archives()
        #expect(after.count == 1)
        #expect(after[0].digest != before[0].digest)
    }

    @Test("that broke off in an earlier run and is new can still be taken out")
    func brokenOff() throws {
        _ = try intake("a.zip")
        let second = try intake("a.zip")
        try second.take(Small.workspace)
        _ = try second.wantedEntries()
        try second.abandon()
        #expect(try count("workspace") == 0)
        #expect(try migration.store.archives().isEmpty)
    }

    @Test("asks for bytes once, and gives them to every attachment of the entry")
    func bytes() throws {
        let intake = try intake("a.zip")
        try intake.take(Small.file("f", entry: "shared.pdf"))
        try intake.take(Small.file("g", entry: "shared.pdf"))
        try intake.take(Small.file("h", entry: "other.pdf"))
        try intake.take(Small.file("i"))
        #expect(try intake.wantedEntries() == ["shared.pdf", "other.pdf"])
        try intake.takeBytes(ofEntry: "shared.pdf") { take in
            try ([7, 7] as [UInt8]).withUnsafeBytes { try take($0) }
        }
        #expect(try intake.wantedEntries() == ["other.pdf"])
        try intake.finish()
        #expect(try migration.store.largestFile() == 2)
        let known = try migration.store.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM attachment WHERE digest IS NOT NULL")
        }
        #expect(known == 2)
    }
}
