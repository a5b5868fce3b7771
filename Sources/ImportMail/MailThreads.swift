// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Puts the mails of each room into threads, and each thread into order.
///
/// What binds mails together, in this order: `References` and `In-Reply-To` (https://www.jwz.org/doc/threading.html;
/// mails that only they name count, so that answers to a mail that is missing stay together), Google's `X-GM-THRID`,
/// Outlook's `Thread-Index`; and inside one list the subject of an answer that names nothing, within some weeks.
struct MailThreads {
    private static let subjectDays: Int64 = 30
    /// Threads with more mails are put into order by date alone, so that memory stays bounded.
    private static let carefulLimit = 20_000

    private let index: MailIndex
    private let database: MailDatabase
    private let find: MailStatement
    private let set: MailStatement

    /// Makes the resolver of an index that is complete and has its duplicates marked.
    init(_ index: MailIndex) throws {
        self.index = index
        database = index.database
        find = try database.statement("SELECT up FROM node WHERE id = ?")
        set = try database.statement("INSERT OR REPLACE INTO node(id, up) VALUES (?, ?)")
    }

    /// Resolves all threads.
    func resolve() throws {
        // A mail without any date, and none before it, stands where its room begins; in an empty one in 2000.
        try database.execute(
            """
            CREATE TEMP TABLE start AS SELECT room, min(date) AS date FROM mail WHERE date > 0 GROUP BY room;
            UPDATE mail SET date = coalesce((SELECT s.date FROM start s WHERE s.room = mail.room), 946684800000) WHERE date <= 0;
            DROP TABLE start
            """)
        try database.transaction { try bindByReferences() }
        try database.transaction { try bindBySubject() }
        try database.transaction { try nameThreads() }
        try database.execute("CREATE INDEX by_thread ON mail(room, thread, date, id) WHERE twin IS NULL")
        try database.transaction { try order() }
    }

    // MARK: Which belong together

    private func bindByReferences() throws {
        let mails = try database.statement(
            "SELECT node, refs, bonds FROM mail WHERE refs <> '' OR bonds <> ''")
        while try mails.step() {
            let own = mails.number(0)
            for other in MailIndex.unpacked(mails.bytes(1)) + MailIndex.unpacked(mails.bytes(2)) {
                try join(own, other)
            }
        }
    }

    private func bindBySubject() throws {
        let lists = index.rooms.indices.filter { index.rooms[$0].isList }.map(String.init).joined(
            separator: ",")
        guard !lists.isEmpty else { return }
        try database.execute(
            "CREATE INDEX by_subject ON mail(room, subject, date) WHERE twin IS NULL AND subject <> 0")
        let answers = try database.statement(
            """
            SELECT id, node, room, subject, date FROM mail WHERE twin IS NULL AND subject <> 0 AND reply = 1
                AND refs = '' AND bonds = '' AND room IN (\(lists))
            """)
        let before = try database.statement(
            """
            SELECT node FROM mail WHERE twin IS NULL AND subject <> 0 AND room = ? AND subject = ? AND date >= ? AND date <= ?
                AND id <> ? ORDER BY date DESC LIMIT 1
            """)
        while try answers.step() {
            let date = answers.number(4)
            before.bind(
                .number(answers.number(2)), .number(answers.number(3)),
                .number(date - Self.subjectDays * 86_400_000), .number(date), .number(answers.number(0)))
            if try before.step() { try join(answers.number(1), before.number(0)) }
            before.reset()
        }
    }

    private func nameThreads() throws {
        let mails = try database.statement("SELECT id, node FROM mail WHERE twin IS NULL ORDER BY id")
        let name = try database.statement("UPDATE mail SET thread = ? WHERE id = ?")
        while try mails.step() { try name.run(.number(try top(mails.number(1))), .number(mails.number(0))) }
    }

    private func join(_ one: Int64, _ other: Int64) throws {
        let (first, second) = (try top(one), try top(other))
        guard first != second else { return }
        try set.run(.number(max(first, second)), .number(min(first, second)))
    }

    /// The node that stands for all that are bound to this one.
    private func top(_ node: Int64) throws -> Int64 {
        var path: [Int64] = []
        var current = node
        while let next = try up(current), next != current {
            path.append(current)
            current = next
        }
        // Paths stay short, so that each step is a look-up or two.
        for node in path.dropLast() { try set.run(.number(node), .number(current)) }
        return current
    }

    private func up(_ node: Int64) throws -> Int64? {
        find.bind(.number(node))
        defer { find.reset() }
        return try find.step() ? find.number(0) : nil
    }

    // MARK: In which order

    private func order() throws {
        let mails = try database.statement(
            "SELECT id, room, thread, date, node, refs, reply FROM mail WHERE twin IS NULL ORDER BY room, thread, date, id"
        )
        let save = try database.statement("UPDATE mail SET root = ?, parent = ?, place = ? WHERE id = ?")
        var thread = MailThread()
        var current: (Int64, Int64)?
        func finish() throws {
            for place in thread.places() {
                try save.run(
                    place.root.map { .number($0) } ?? .nothing, place.parent.map { .number($0) } ?? .nothing,
                    .number(place.order), .number(place.id))
            }
        }
        while try mails.step() {
            let next = (mails.number(1), mails.number(2))
            if let before = current, before != next {
                try finish()
                thread = MailThread()
            }
            current = next
            let mail = MailThread.Mail(
                id: mails.number(0), date: mails.number(3), node: mails.number(4),
                references: MailIndex.unpacked(mails.bytes(5)), isReply: mails.number(6) == 1)
            if thread.count >= Self.carefulLimit {
                let place = thread.place(late: mail)
                try save.run(
                    place.root.map { .number($0) } ?? .nothing, .nothing, .number(place.order),
                    .number(place.id))
            } else {
                thread.add(mail)
            }
        }
        try finish()
    }
}
