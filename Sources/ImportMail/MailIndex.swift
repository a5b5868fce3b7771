// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// What is known about the mails that go to rooms: where each lies, what binds it to others, and what is found out from
/// that. It is kept on disk (`MailDatabase`), so that memory does not grow with the number of mails.
final class MailIndex {
    /// The database, for the steps that resolve duplicates and threads.
    let database: MailDatabase
    private let insert: MailStatement
    private(set) var rooms: [MailRoom] = []
    private var roomNumbers: [MailRoom: Int64] = [:]
    /// How many mails are in it.
    private(set) var count: Int64 = 0

    /// Makes an empty index.
    init() throws {
        database = try MailDatabase()
        // mid: the Message-ID as a number, or what stands for one. node: the same, unless another mail has that id.
        // refs: the numbers of what it answers, the nearest first. twin: the mail it is a copy of.
        try database.execute(
            """
            CREATE TABLE mail(id INTEGER PRIMARY KEY, file INTEGER, offset INTEGER, length INTEGER, room INTEGER,
                listed INTEGER, mid INTEGER, key TEXT, named INTEGER, date INTEGER, clock INTEGER, subject INTEGER,
                reply INTEGER, refs BLOB, bonds BLOB, digest BLOB, node INTEGER, twin INTEGER, thread INTEGER,
                root INTEGER, parent INTEGER, place INTEGER, short INTEGER);
            CREATE TABLE node(id INTEGER PRIMARY KEY, up INTEGER) WITHOUT ROWID;
            CREATE TABLE person(address TEXT PRIMARY KEY, name TEXT, date INTEGER, bot INTEGER) WITHOUT ROWID;
            """)
        insert = try database.statement(
            """
            INSERT INTO mail(file, offset, length, room, listed, mid, key, named, date, clock, subject, reply, refs, bonds,
                digest, node, short) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        try database.execute("BEGIN")
    }

    /// Where a mail lies.
    struct Range: Sendable {
        let file: Int
        let offset: Int64
        let length: Int64
        /// Whether the file says that there is more of the mail than it holds.
        var isShort = false
    }

    /// Adds a mail.
    ///
    /// - Parameter isListed: whether the mail itself bears the id of its room's list.
    func add(_ facts: MailFacts, digest: [UInt8], at range: Range, room: MailRoom, isListed: Bool) throws {
        // Without an id a mail is what it says, when and by whom.
        let stand = SHA256()
        if facts.messageID == nil {
            stand.update(facts.sender)
            stand.update(
                "\n\(facts.clock == .neighbour ? 0 : facts.date.milliseconds)\n\(facts.subject.base)\n".utf8)
            stand.update(digest)
        }
        let key = facts.messageID.map { MailIdentifier.keyText($0) } ?? "digest:" + stand.finish().hex
        let mid = MailIdentifier.number(Array(key.utf8))
        let subject =
            facts.subject.base.isEmpty ? 0 : MailIdentifier.number(Array(facts.subject.base.utf8), salt: 1)
        count += 1
        try insert.run(
            .number(Int64(range.file)), .number(range.offset), .number(range.length),
            .number(number(of: room)),
            .number(isListed ? 1 : 0), .number(mid), .text(key), .number(facts.messageID == nil ? 0 : 1),
            .number(facts.date.milliseconds), .number(facts.clock.rawValue), .number(subject),
            .number(facts.subject.isReply ? 1 : 0),
            .bytes(
                Self.packed(
                    facts.references.map { MailIdentifier.number(Array(MailIdentifier.keyText($0).utf8)) })),
            .bytes(Self.packed(facts.bonds.map { MailIdentifier.number($0, salt: 2) })), .bytes(digest),
            .number(mid), .number(range.isShort ? 1 : 0))
    }

    /// Says that all mails are in.
    func close() throws { try database.execute("COMMIT") }

    /// The number of a room.
    func number(of room: MailRoom) -> Int64 {
        if let number = roomNumbers[room] { return number }
        let number = Int64(rooms.count)
        rooms.append(room)
        roomNumbers[room] = number
        return number
    }

    /// Numbers in eight bytes each.
    static func packed(_ numbers: [Int64]) -> [UInt8] {
        numbers.flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> Int64($0 * 8)) } }
    }

    /// The numbers that `packed` packed.
    static func unpacked(_ bytes: [UInt8]) -> [Int64] {
        stride(from: 0, to: bytes.count - bytes.count % 8, by: 8).map { start in
            (0..<8).reduce(Int64(0)) { $0 | Int64(bytes[start + $1]) << Int64($1 * 8) }
        }
    }
}
