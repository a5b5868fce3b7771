// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport

/// The parts of mails whose bytes are wanted, mail by mail in the order in which the archive holds them. On disk, as a
/// mailbox of many years holds millions.
final class WantedParts {
    private let database: MailDatabase
    private let rows: MailStatement
    private let entries: [Int: String]
    private var isAtRow: Bool

    /// Whether none is wanted.
    let isEmpty: Bool

    /// Asks the sink.
    init(_ archive: Archive, _ layout: MailLayout, _ sink: any RecordSink) throws {
        // The order of a pass: the files as the archive holds them.
        var ranks: [Int: Int] = [:]
        try layout.forEachFile { number, _, _ in ranks[number] = ranks.count }
        database = try MailDatabase()
        try database.execute(
            """
            CREATE TABLE part(rank INTEGER, offset INTEGER, part TEXT, file INTEGER, length INTEGER,
                PRIMARY KEY(rank, offset, part)) WITHOUT ROWID
            """)
        let insert = try database.statement(
            "INSERT INTO part VALUES (?, ?, ?, ?, ?) ON CONFLICT(rank, offset, part) DO NOTHING")
        var entries: [Int: String] = [:]
        try database.transaction {
            try sink.forEachWantedEntry { text in
                guard let name = MailPartName(text), let entry = archive.entry(named: name.entry),
                    let number = layout.number(of: entry)
                else { return }
                if entries[number] == nil { entries[number] = name.entry }
                try insert.run(
                    .number(Int64(ranks[number] ?? 0)), .number(name.offset), .text(name.part),
                    .number(Int64(number)), .number(name.length))
            }
        }
        self.entries = entries
        rows = try database.statement(
            "SELECT file, offset, length, part FROM part ORDER BY rank, offset, part")
        isAtRow = try rows.step()
        isEmpty = !isAtRow
    }

    /// The next mail and the parts that are wanted of it; `nil` behind the last one.
    func next() throws -> (range: MailIndex.Range, wanted: [MailPartName])? {
        guard isAtRow else { return nil }
        let range = MailIndex.Range(
            file: Int(rows.number(0)), offset: rows.number(1), length: rows.number(2))
        var parts: [MailPartName] = []
        repeat {
            parts.append(
                MailPartName(
                    entry: entries[range.file] ?? "", offset: range.offset, length: rows.number(2),
                    part: rows.text(3)))
            isAtRow = try rows.step()
        } while isAtRow && Int(rows.number(0)) == range.file && rows.number(1) == range.offset
        return (range, parts)
    }
}
