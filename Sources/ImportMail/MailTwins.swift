// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryModel

/// Finds the copies of a mail: in Inbox and Sent, from the list and directly, with and without the list's footer.
///
/// Mails with the same Message-ID are copies when they say the same; those that do not are different mails, whatever
/// the program that sent them put there. What they say is compared by digest first, and by their decoded text and files
/// where the digests differ, for which these mails are read once more.
struct MailTwins {
    // Mails with one id that say different things; more than these are not compared with each other.
    private static let distinctLimit = 64

    private let index: MailIndex
    private let database: MailDatabase

    /// Makes the resolver of an index that is complete.
    init(_ index: MailIndex) {
        self.index = index
        database = index.database
    }

    /// Marks all copies.
    func resolve(_ fetcher: MailFetcher) throws {
        try database.execute(
            """
            CREATE INDEX by_mid ON mail(mid);
            CREATE TABLE same(mid INTEGER PRIMARY KEY, unclear INTEGER);
            INSERT INTO same SELECT mid, 0 FROM mail GROUP BY mid HAVING count(*) > 1;
            CREATE TABLE sketch(id INTEGER PRIMARY KEY, text BLOB, files BLOB);
            """)
        try database.transaction { try mark(onlyUnclear: false) }
        try database.transaction { try sketch(fetcher) }
        try database.transaction { try mark(onlyUnclear: true) }
        try database.execute("DROP INDEX by_mid; DROP TABLE same; DROP TABLE sketch")
    }

    private struct Mail {
        let id: Int64
        let mid: Int64
        let room: Int64
        let isListed: Bool
        let digest: [UInt8]
        var sketch: MailSketch?
    }

    private func mark(onlyUnclear: Bool) throws {
        let mails = try database.statement(
            """
            SELECT m.id, m.mid, m.room, m.listed, m.digest, k.text, k.files, m.key FROM mail m JOIN same s ON s.mid = m.mid
                LEFT JOIN sketch k ON k.id = m.id \(onlyUnclear ? "WHERE s.unclear = 1" : "")
                ORDER BY m.mid, m.listed DESC, m.short, m.date, m.digest, m.id
            """)
        let twin = try database.statement("UPDATE mail SET twin = ? WHERE id = ?")
        let apart = try database.statement("UPDATE mail SET node = ?, key = ?, twin = NULL WHERE id = ?")
        let unclear = try database.statement("UPDATE same SET unclear = 1 WHERE mid = ?")
        var distinct: [Mail] = []
        while try mails.step() {
            let mail = Mail(
                id: mails.number(0), mid: mails.number(1), room: mails.number(2),
                isListed: mails.number(3) == 1,
                digest: mails.bytes(4),
                sketch: mails.isNull(5)
                    ? nil : MailSketch(text: mails.bytes(5), files: MailIndex.unpacked(mails.bytes(6))))
            if distinct.first?.mid != mail.mid { distinct = [] }
            let peers = distinct.filter { mayBeTwin(mail, of: $0) }
            if let first = peers.first(where: { Self.isSame(mail, $0) }) {
                try twin.run(.number(first.id), .number(mail.id))
                continue
            }
            if !peers.isEmpty {
                if !onlyUnclear { try unclear.run(.number(mail.mid)) }
                let key = mails.text(7)
                let mark =
                    "#"
                    + mail.digest.prefix(8).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
                    .joined()
                let own = key.hasSuffix(mark) ? key : key + mark
                try apart.run(.number(MailIdentifier.number(Array(own.utf8))), .text(own), .number(mail.id))
            }
            if distinct.count < Self.distinctLimit { distinct.append(mail) }
        }
    }

    /// Whether a mail could be a copy of another: in the same room, or in a mailbox where the other came from its list.
    private func mayBeTwin(_ mail: Mail, of other: Mail) -> Bool {
        mail.room == other.room || other.isListed && !mail.isListed && !index.rooms[Int(mail.room)].isList
    }

    private static func isSame(_ mail: Mail, _ other: Mail) -> Bool {
        if mail.digest == other.digest { return true }
        guard let one = mail.sketch, let two = other.sketch else { return false }
        return one.isSame(as: two)
    }

    private func sketch(_ fetcher: MailFetcher) throws {
        let mails = try database.statement(
            """
            SELECT m.id, m.file, m.offset, m.length FROM mail m JOIN same s ON s.mid = m.mid WHERE s.unclear = 1 ORDER BY m.id
            """)
        let save = try database.statement("INSERT INTO sketch(id, text, files) VALUES (?, ?, ?)")
        try fetcher.fetch(
            { () -> (range: MailIndex.Range, wanted: Int64)? in
                guard try mails.step() else { return nil }
                let range = MailIndex.Range(
                    file: Int(mails.number(1)), offset: mails.number(2), length: mails.number(3))
                return (range, mails.number(0))
            },
            { id, _, buffer in
                guard let sketch = MailSketch(buffer) else { return }
                try save.run(.number(id), .bytes(sketch.text), .bytes(MailIndex.packed(sketch.files)))
            })
    }
}
