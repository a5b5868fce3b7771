// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryModel

/// The people who wrote mails, each under the name of the newest one; kept on disk.
struct MailPeople {
    /// Who stands for authors that no mail names.
    static let unknown = "unknown"

    private let domains: [String]
    private let note: MailStatement
    private let alias: MailStatement
    private let all: MailStatement

    /// Makes the list in the database of an index.
    init(_ database: MailDatabase, domains: [String]) throws {
        self.domains = domains
        try database.execute(
            "CREATE TABLE IF NOT EXISTS alias(address TEXT, person TEXT, PRIMARY KEY(person, address)) WITHOUT ROWID"
        )
        note = try database.statement(
            """
            INSERT INTO person(address, name, date, bot) VALUES (?1, ?2, ?3, ?4) ON CONFLICT(address) DO UPDATE SET
                name = iif(excluded.name <> '' AND (excluded.date >= date OR name = ''), excluded.name, name),
                date = max(date, excluded.date)
            """)
        alias = try database.statement("INSERT OR IGNORE INTO alias(address, person) VALUES (?, ?)")
        all = try database.statement(
            """
            SELECT p.address, p.name, p.bot, (SELECT group_concat(a.address, char(10)) FROM alias a WHERE a.person = p.address)
            FROM person p ORDER BY p.address
            """)
    }

    /// Notes who wrote a mail, and gives the key.
    func note(_ author: MailAuthor, at date: Timestamp) throws -> PersonKey {
        let address = author.address.isEmpty ? Self.unknown : author.address
        try note.run(
            .text(address), .text(author.name), .number(date.milliseconds), .number(author.isMachine ? 1 : 0))
        for other in author.addresses.dropFirst() { try alias.run(.text(other), .text(address)) }
        return MailKeys.person(address)
    }

    /// Yields all of them.
    func yield(into sink: any RecordSink) throws {
        while try all.step() {
            let address = all.text(0)
            let local = String(address.prefix { $0 != "@" })
            let isKnown = address != Self.unknown
            let domain = address.lastIndex(of: "@").map { String(address[address.index(after: $0)...]) } ?? ""
            let isOwn = domains.isEmpty || domains.contains(domain)
            try sink.take(
                .person(
                    Person(
                        key: MailKeys.person(address), handle: local,
                        displayName: all.text(1).isEmpty
                            ? (isKnown ? address : "Unknown sender") : all.text(1),
                        addresses: address.contains("@")
                            ? [address] + all.text(3).split(separator: "\n").map(String.init) : [],
                        role: !isKnown ? .unknown : all.number(2) == 1 ? .bot : isOwn ? .member : .external)))
        }
        all.reset()
    }
}
