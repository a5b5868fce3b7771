// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestRecords
import GRDB
import Testing

@testable import FerryStore

private typealias Small = SmallWorkspace

@Suite("Records that come again")
struct UpsertTests {
    private let migration: TestMigration

    init() throws {
        migration = try TestMigration()
        try migration.take([Small.workspace, Small.room("general"), Small.who("anna")], as: "base.zip")
    }

    private func row(_ table: String, _ key: SourceKey) throws -> Row {
        let row = try migration.store.read { database in
            try Row.fetchOne(
                database, sql: "SELECT r.* FROM \(table) r JOIN source_key k USING (id) WHERE k.text = ?",
                arguments: [key.text])
        }
        return try #require(row)
    }

    private func message(_ versions: Message...) throws -> Row {
        for (index, version) in versions.enumerated() {
            try migration.take([.message(version)], as: "archive\(index).zip")
        }
        return try row("message", versions[0].key.key)
    }

    private func said(
        _ text: String, edited: Int64? = nil, deleted: Int64? = nil, kind: Message.Kind = .text,
        files: [String] = [], root: String? = nil
    ) -> Message {
        Small.said(
            "m", in: "general", by: "anna", at: 2000, text, kind: kind, root: root, edited: edited,
            deleted: deleted, files: files)
    }

    private func text(_ row: Row) throws -> RichText { try RichTextCodec.decode(row["body"]) }

    // MARK: Messages

    @Test("are edited by the newer edit, whichever archive comes last")
    func newerEdit() throws {
        var row = try message(said("old"), said("new", edited: 3000))
        #expect(try text(row) == RichText(plain: "new"))
        row = try message(said("older", edited: 2500), said("oldest"))
        #expect(try text(row) == RichText(plain: "new"))
        #expect((row["edited_at"] as Int64?) == 3_000_000)
    }

    @Test("keep the text that a deletion deletes")
    func deletion() throws {
        let row = try message(said("secret", files: ["f"]), said("", deleted: 4000))
        #expect(try text(row) == RichText(plain: "secret"))
        #expect((row["deleted_at"] as Int64?) == 4_000_000)
        #expect((row["attachments"] as String?) != "")
    }

    @Test("are deleted even if they were edited before and the deletion does not say so")
    func deletionOfEdited() throws {
        let row = try message(said("secret", edited: 3000), said("", deleted: 4000))
        #expect((row["deleted_at"] as Int64?) == 4_000_000)
        #expect((row["edited_at"] as Int64?) == 3_000_000)
        #expect(try text(row) == RichText(plain: "secret"))
    }

    @Test("stay deleted when an older archive comes later")
    func staysDeleted() throws {
        let row = try message(said("", deleted: 4000), said("secret", edited: 3000))
        #expect((row["deleted_at"] as Int64?) == 4_000_000)
    }

    @Test("replace a stub and are never replaced by one")
    func stubs() throws {
        let stub = said("This message is not in the archive", kind: .system(.other("stub")))
        var row = try message(stub, said("real"))
        #expect(try text(row) == RichText(plain: "real"))
        row = try message(stub)
        #expect(try text(row) == RichText(plain: "real"))
        #expect((row["kind"] as String?) == "text")
    }

    @Test("never lose the thread they stand in")
    func root() throws {
        let row = try message(said("a", root: "r"), said("a"))
        #expect((row["root"] as Int64?) != nil)
    }

    // MARK: The others

    @Test("never replace a known person by an unknown one, nor a stated value by none")
    func person() throws {
        try migration.take([Small.who("ben", name: "Ben", mail: "ben@example.org", avatar: "a")], as: "1.zip")
        try migration.take([Small.who("ben", name: "Somebody", role: .unknown)], as: "2.zip")
        var row = try row("person", Small.key(.person, "ben"))
        #expect((row["name"] as String?) == "Ben")
        #expect((row["role"] as String?) == "member")
        try migration.take([Small.who("ben", name: "", role: .guest, departed: true)], as: "3.zip")
        row = try self.row("person", Small.key(.person, "ben"))
        #expect((row["name"] as String?) == "Ben")
        #expect((row["addresses"] as String?) == "[\"ben@example.org\"]")
        #expect((row["avatar"] as Int64?) != nil)
        #expect((row["role"] as String?) == "guest")
        #expect((row["departed"] as Bool?) == true)
    }

    @Test("never replace a known channel by an unknown one")
    func channel() throws {
        try migration.take([Small.room("x", .unknown)], as: "1.zip")
        try migration.take([Small.room("x", .private, topic: "Budget", archived: true)], as: "2.zip")
        try migration.take([Small.room("x", .unknown, madeAt: nil)], as: "3.zip")
        let row = try row("channel", Small.key(.channel, "x"))
        #expect((row["kind"] as String?) == "private")
        #expect((row["topic"] as String?) == "Budget")
        #expect((row["archived"] as Bool?) == true)
        #expect((row["created_at"] as Int64?) == 1_000_000)
    }

    @Test("end a membership, and keep when it began")
    func membership() throws {
        let key = Membership(channel: Small.channel("general"), person: Small.person("anna")).key
        try migration.take([Small.member("anna", of: "general", joined: 1500)], as: "1.zip")
        try migration.take([Small.member("anna", of: "general", left: 1600)], as: "2.zip")
        let row = try row("membership", key)
        #expect((row["joined_at"] as Int64?) == 1_500_000)
        #expect((row["left_at"] as Int64?) == 1_600_000)
    }

    private func member(_ versions: FerryModel.Record...) throws -> Row {
        for (index, version) in versions.enumerated() {
            try migration.take([version], as: "m\(index).zip")
        }
        let person = Small.person("anna")
        return try row("membership", Membership(channel: Small.channel("general"), person: person).key)
    }

    @Test("never replace what any archive states of a membership by a guess")
    func guesses() throws {
        let left = try member(
            Small.member("anna", of: "general", left: 1600), Small.member("anna", of: "general", guess: true))
        #expect((left["left_at"] as Int64?) == 1_600_000)
        let stated = try member(
            Small.member("anna", of: "general", guess: true),
            Small.member("anna", of: "general", joined: 1200, left: 1600, role: .owner))
        #expect((stated["left_at"] as Int64?) == 1_600_000)
        #expect((stated["role"] as String?) == "owner")
    }

    @Test("let somebody come back who is seen to join after having left")
    func comeback() throws {
        let row = try member(
            Small.member("anna", of: "general", joined: 1200, left: 1600),
            Small.member("anna", of: "general", joined: 1700, guess: true))
        #expect((row["left_at"] as Int64?) == nil)
        #expect((row["joined_at"] as Int64?) == 1_700_000)
    }

    @Test("keep a member whose leaving is older than the joining")
    func oldLeave() throws {
        let row = try member(
            Small.member("anna", of: "general", joined: 1700), Small.member("anna", of: "general", left: 1600)
        )
        #expect((row["left_at"] as Int64?) == nil)
    }

    @Test("keep a role that a later archive does not state, and lose one that it takes away")
    func roles() throws {
        var row = try member(
            Small.member("anna", of: "general", role: .owner),
            Small.member("anna", of: "general", role: .unstated))
        #expect((row["role"] as String?) == "owner")
        row = try member(Small.member("anna", of: "general", role: .member))
        #expect((row["role"] as String?) == "member")
    }

    @Test("keep of a channel what a partial description leaves out")
    func partialChannel() throws {
        guard case .channel(var partial) = Small.room("x", .group, madeAt: nil) else { return }
        partial.isPartial = true
        partial.name = ""
        try migration.take([Small.room("x", .meeting, topic: "Budget", archived: true)], as: "1.zip")
        try migration.take([.channel(partial)], as: "2.zip")
        var row = try row("channel", Small.key(.channel, "x"))
        #expect((row["kind"] as String?) == "meeting")
        #expect((row["name"] as String?) == "x")
        #expect((row["topic"] as String?) == "Budget")
        #expect((row["archived"] as Bool?) == true)
        try migration.take([Small.room("x", .meeting)], as: "3.zip")
        row = try self.row("channel", Small.key(.channel, "x"))
        #expect((row["topic"] as String?) == "")
        #expect((row["archived"] as Bool?) == false)
    }

    @Test("count once: reactions and pins keep what is known of them")
    func reactionsAndPins() throws {
        try migration.take(
            [
                Small.reaction("🎉", to: "m", in: "general", by: "anna", at: 2100),
                Small.pin("m", in: "general", at: 2200),
            ],
            as: "1.zip")
        try migration.take(
            [Small.reaction("🎉", to: "m", in: "general", by: "anna"), Small.pin("m", in: "general")],
            as: "2.zip")
        let counts = try migration.store.read { database in
            try ["reaction", "pin"].map {
                try Int.fetchOne(
                    database,
                    sql:
                        "SELECT count(*) FROM \($0) WHERE coalesce(\($0 == "pin" ? "pinned_at" : "reacted_at"), 0) > 0"
                )
            }
        }
        #expect(counts == [1, 1])
    }

    @Test("keep the bytes of a file that a later archive no longer has, and take those it brings")
    func attachment() throws {
        try migration.take([Small.file("f")], as: "1.zip")
        try migration.take([Small.file("f", entry: "f.pdf")], as: "2.zip", entries: ["f.pdf": [1, 2, 3]])
        try migration.take([Small.file("f", name: "")], as: "3.zip")
        let row = try row("attachment", Small.key(.attachment, "f"))
        #expect((row["digest"] as String?) == SHA256.digest(of: [1, 2, 3] as [UInt8]).hex)
        #expect((row["size"] as Int64?) == 3)
        #expect((row["missing"] as String?) == nil)
        #expect((row["name"] as String?) == "plan.pdf")
    }
}
