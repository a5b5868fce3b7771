// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestRecords
import GRDB
import Glibc
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

    @Test("cuts a text that planning could not read back, says so and leaves the others alone")
    func longBody() throws {
        let lines = RichText([.paragraph((0..<1_500_000).flatMap { _ in [.text("z"), .lineBreak] })])
        let code = RichText([.code(String(repeating: "\u{1}", count: 5 << 20), language: nil)])
        let line = RichText(plain: String(repeating: "z", count: 5 << 20))
        let fitting = RichText(plain: String(repeating: "z", count: 4 << 20))
        let intake = try intake("a.zip")
        try intake.take(Small.workspace)
        try intake.take(Small.room("general"))
        for (number, body) in [lines, code, line, fitting, RichText(plain: "short")].enumerated() {
            var message = Small.said("\(number)", in: "general", by: "anna", at: 1500)
            message.body = body
            try intake.take(.message(message))
        }
        try intake.finish()
        var losses: [Loss] = []
        try migration.store.forEachLoss { loss, _ in losses.append(loss) }
        #expect(losses.map(\.code) == Array(repeating: "message.body.cut", count: 3))
        #expect(losses.map(\.key) == ["0", "1", "2"].map { Small.key(.message, $0) })
        let bodies = try migration.store.read {
            try String.fetchAll($0, sql: "SELECT body FROM message ORDER BY id")
        }.map { try RichTextCodec.decode($0) }
        #expect(bodies[3...] == [fitting, RichText(plain: "short")])
        #expect(bodies[0] == lines.shortened(to: 1 << 20))
        #expect(bodies[1] == code.shortened(to: 1 << 20))
        #expect(bodies[2] == line.shortened(to: 1 << 20))
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
        #expect(try migration.store.fileCount(largerThan: 1) == 1)
        #expect(try migration.store.fileCount(largerThan: 2) == 0)
        let known = try migration.store.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM attachment WHERE digest IS NOT NULL")
        }
        #expect(known == 2)
    }

    /// An intake that has taken the bytes of so many entries, every third of them those of the first.
    private func intake(entries count: Int) throws -> ArchiveIntake {
        let intake = try intake("a.zip")
        for number in 0..<count { try intake.take(Small.file("f\(number)", entry: "\(number).pdf")) }
        _ = try intake.wantedEntries()
        for number in 0..<count {
            let bytes = [UInt8](String(number % 3 == 0 ? 0 : number).utf8)
            try intake.takeBytes(ofEntry: "\(number).pdf") { take in
                try bytes.withUnsafeBytes { try take($0) }
            }
        }
        return intake
    }

    private var mediaFiles: [String] { migration.directory.files.filter { $0.hasPrefix("media/") } }

    @Test("keeps all of many files, also when it ends before its time")
    func manyFiles() throws {
        try intake(entries: 200).suspend()
        #expect(
            try migration.store.read {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM attachment WHERE digest IS NOT NULL")
            } == 200)
        let digests = try migration.store.read {
            try String.fetchAll($0, sql: "SELECT DISTINCT digest FROM attachment ORDER BY digest")
        }
        #expect(digests.count == 134)
        #expect(mediaFiles.sorted() == digests.map { "media/\($0.prefix(2))/\($0)" })
    }

    @Test("leaves no file under way when it is given up, and none that could not be read")
    func noFileUnderWay() throws {
        struct Broken: Error {}
        let intake = try intake(entries: 10)
        #expect(throws: Broken.self) {
            try intake.takeBytes(ofEntry: "10.pdf") { take in
                try ([7] as [UInt8]).withUnsafeBytes { try take($0) }
                throw Broken()
            }
        }
        #expect(mediaFiles.count == 10)
        try intake.abandon()
        #expect(mediaFiles.isEmpty)
    }

    @Test("says nothing of files that could not be written, and keeps them the next time")
    func notWritten() throws {
        let intake = try intake(entries: 10)
        let media = migration.directory.path + "/media"
        // In the way of the folder that the file is to go into.
        let digest = SHA256.digest(of: [UInt8]("1".utf8)).hex
        close(open(media + "/" + digest.prefix(2), O_WRONLY | O_CREAT, 0o600))
        let failure = #expect(throws: Failure.self) { try intake.suspend() }
        #expect(failure?.kind == .storage)
        try intake.suspend()
        unlink(media + "/" + digest.prefix(2))
        #expect(try self.intake("a.zip").wantedEntries().count == 10)
        try self.intake(entries: 10).finish()
        #expect(mediaFiles.count == 7)
    }

    @Test("goes on from its last checkpoint when it was interrupted, and forgets it when it is finished")
    func continued() throws {
        let first = try intake("a.zip")
        #expect(first.resumesAt == nil)
        try first.take(Small.workspace)
        try first.take(loss)
        first.checkpoint("1")
        first.checkpoint("2")
        try first.suspend()
        #expect(throws: Failure.self) { try migration.store.plan { _ in } }
        let second = try intake("a.zip")
        #expect(second.resumesAt == "2")
        #expect(try count("loss") == 1)
        try second.take(Small.who("anna"))
        try second.finish()
        #expect(try count("workspace") == 1)
        #expect(try migration.store.archives().map(\.isFinished) == [true])
        #expect(try intake("a.zip").resumesAt == nil)
    }

    @Test("keeps a position together with the records before it, never ahead of them")
    func positionInTheBatch() throws {
        let intake = try intake("a.zip")
        var kept = 0
        for number in 1...150_000 {
            try intake.take(Small.who("p\(number)"))
            intake.checkpoint(String(number))
            guard number % 2000 == 0 else { continue }
            // What a program that is killed now would find.
            let (position, count) = try migration.store.read { database in
                (
                    try String.fetchOne(database, sql: "SELECT position FROM archive").flatMap { Int($0) }
                        ?? 0,
                    try Int.fetchOne(database, sql: "SELECT count(*) FROM person") ?? -1
                )
            }
            #expect(count >= position)
            kept = max(kept, position)
        }
        #expect(kept > 0)
    }

    @Test("takes out what was half read when the archive has changed since")
    func changedWhileHalfRead() throws {
        try migration.take([Small.who("anna"), Small.file("f")], as: "first.zip")
        let first = try intake("a.zip")
        try first.take(Small.who("ben"))
        try first.take(Small.file("f", entry: "f.pdf"))
        try first.take(loss)
        first.checkpoint("1")
        try first.suspend()
        let second = try intake("a.zip", content: "changed")
        #expect(second.resumesAt == nil)
        #expect(try count("person") == 1)
        #expect(try count("attachment") == 1)
        #expect(try count("loss") == 0)
        try second.finish()
        #expect(throws: Never.self) { try migration.store.plan { _ in } }
    }

    @Test("starts anew when another version of the program had begun it")
    func otherVersion() throws {
        let first = try intake("a.zip")
        try first.take(Small.who("ben"))
        first.checkpoint("1")
        try first.suspend()
        var label = TestMigration.label("a.zip")
        label.version = "1"
        #expect(try ArchiveIntake(label, into: migration.store, media: migration.media).resumesAt == nil)
        #expect(try count("person") == 0)
    }

    @Test("goes on also when the archive had been read before and is being read again")
    func continuedReread() throws {
        try migration.take([Small.workspace, Small.who("anna")], as: "a.zip")
        let first = try intake("a.zip", content: "changed")
        try first.take(Small.who("ben"))
        first.checkpoint("1")
        try first.suspend()
        let second = try intake("a.zip", content: "changed")
        #expect(second.resumesAt == "1")
        try second.suspend()
        // As it was at first: that is another archive than the half-read one.
        #expect(try intake("a.zip").resumesAt == nil)
    }

    @Test("removes what an interrupted one has left of a file")
    func leftOvers() throws {
        try migration.take([Small.file("f", entry: "f.pdf")], as: "a.zip", entries: ["f.pdf": [1]])
        let path = migration.directory.path + "/media/incoming-1"
        close(open(path, O_WRONLY | O_CREAT, 0o600))
        #expect(access(path, F_OK) == 0)
        _ = try intake("b.zip")
        #expect(access(path, F_OK) != 0)
    }

    @Test("writes down every key as the key itself does")
    func keyTexts() throws {
        let message = MessageKey(SourceKey(.mail, workspace: "a:%", .message, id: "c/1\u{0}"))
        let channel = ChannelKey(SourceKey(.mail, workspace: "a:%", .channel, id: "c"))
        let person = PersonKey(SourceKey(.mail, workspace: "a:%", .person, id: "e\u{301}"))
        let twin = PersonKey(SourceKey(.mail, workspace: "a:%", .person, id: "\u{E9}"))
        let emoji = Emoji(name: "a/b", characters: nil, image: nil)
        let reactions = [person, twin].map {
            Reaction(message: message, channel: channel, person: $0, emoji: emoji)
        }
        let pin = Pin(channel: channel, message: message)
        let membership = Membership(channel: channel, person: person)
        try migration.take(
            [.pin(pin), .membership(membership)] + reactions.map { .reaction($0) }, as: "a.zip")
        let texts = try migration.store.read { try String.fetchAll($0, sql: "SELECT text FROM source_key") }
        let keys =
            [pin.key, membership.key, message.key, channel.key, person.key, twin.key] + reactions.map(\.key)
        #expect(
            Set(texts.map { Array($0.utf8) })
                == Set(
                    keys.map { key in
                        Array(key.text.replacing("\u{0}", with: "\u{FFFD}").utf8)
                    }))
        #expect(try count("reaction") == 2)
    }

    @Test("keeps the numbers of keys apart when there are more than it remembers")
    func manyPersons() throws {
        let intake = try intake("a.zip")
        let people = 100_500
        for number in 0..<people { try intake.take(Small.who("p\(number)")) }
        for number in [0, 1, 100_499, 99_999, 100_000] {
            try intake.take(Small.who("p\(number)", name: "again"))
        }
        try intake.finish()
        #expect(try count("person") == people)
        let again = try migration.store.read { database in
            try String.fetchAll(
                database,
                sql:
                    "SELECT k.text FROM person p JOIN source_key k USING (id) WHERE p.name = 'again' ORDER BY p.id"
            )
        }
        let expected = [0, 1, 99_999, 100_000, 100_499]
        #expect(again == expected.map { Small.key(.person, "p\($0)").text })
    }
}
