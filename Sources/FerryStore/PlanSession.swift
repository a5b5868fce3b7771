// SPDX-License-Identifier: Apache-2.0
import FerryJSON
public import FerryModel
import GRDB

/// One planning: reads the records and puts down the plan, in a single transaction.
///
/// Either the whole new plan is there afterwards or the old one still is. Operations that were claimed or
/// answered are never touched; the others are planned anew.
public final class PlanSession {
    let database: Database
    let keys: KeyTable
    private let insertion: OperationInsertion
    private let selectOperation: Statement
    private var nextSequence: [Int64: Int64] = [:]

    init(_ database: Database) throws {
        self.database = database
        keys = try KeyTable(database)
        insertion = try OperationInsertion(database)
        selectOperation = try database.makeStatement(
            sql: "SELECT state, payload FROM operation WHERE key = ? AND part = ?")
        try database.execute(sql: "DELETE FROM operation WHERE state IN (0, 3, 4)")
        try database.execute(sql: "DELETE FROM loss WHERE archive = 0")
        try database.execute(sql: "UPDATE lane SET finished = 1")
    }

    /// How much memory SQLite may take for pages, and as much again for each sorting.
    public enum Memory: Int {
        /// For what is read through once or sorted.
        case small = 8_192
        /// For what looks up and writes all over the store.
        case large = 32_768
    }

    /// Says what comes next.
    public func use(_ memory: Memory) throws {
        try database.execute(sql: "PRAGMA cache_size = -\(memory.rawValue)")
    }

    /// The number of a source key, given on the first call.
    public func number(of key: SourceKey) throws -> Int64 { try keys.number(of: key) }

    /// The number of a source key; `nil` for one that nothing has mentioned.
    public func knownNumber(of key: SourceKey) throws -> Int64? { try keys.knownNumber(of: key) }

    /// Makes an account known and says who it is from now on.
    public func account(_ userID: String, kind: Account.Kind, name: String) throws -> Account {
        try database.cachedStatement(
            sql: """
                INSERT INTO account(user_id, kind, name) VALUES (?, ?, ?)
                ON CONFLICT(user_id) DO UPDATE SET kind = excluded.kind, name = excluded.name
                """
        ).execute(arguments: [userID, kind.rawValue, name])
        let id = try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT id FROM account WHERE user_id = ?"), arguments: [userID])
        return Account(id: id ?? 0, userID: userID, kind: kind, name: name)
    }

    /// Notes which account a person became, and why.
    public func decide(person: Int64, account: Int64, reason: String) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO decision(person, account, reason) VALUES (?, ?, ?)
                ON CONFLICT(person) DO UPDATE SET account = excluded.account, reason = excluded.reason
                """
        ).execute(arguments: [person, account, reason])
    }

    /// The users that earlier plans gave to persons and that the homeserver has already seen, by the number of the
    /// person's key; they never change again.
    public func settledUsers() throws -> [Int64: String] {
        // Once for all: there is no index over senders, and asking for each person would read all operations each time.
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT d.person, a.user_id FROM decision d JOIN account a ON a.id = d.account
                WHERE d.account IN (SELECT DISTINCT sender FROM operation WHERE state IN (1, 2))
                """)
        var users: [Int64: String] = [:]
        while let row = try rows.next() { users[row["person"]] = row["user_id"] }
        return users
    }

    /// Makes a lane known. Lanes of lower rank are carried out first.
    public func lane(_ kind: Lane.Kind, key: Int64, rank: Int64, name: String) throws -> Int64 {
        try database.cachedStatement(
            sql: """
                INSERT INTO lane(kind, key, rank, name) VALUES (?, ?, ?, ?)
                ON CONFLICT(kind, key) DO UPDATE SET rank = excluded.rank, name = excluded.name
                """
        ).execute(arguments: [kind.rawValue, key, rank, name])
        return try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT id FROM lane WHERE kind = ? AND key = ?"),
            arguments: [kind.rawValue, key]) ?? 0
    }

    /// What became of an operation that was put down.
    public enum Outcome: Sendable {
        /// It is part of the new plan.
        case planned
        /// It was sent already, with just this payload.
        case alreadySent
        /// It was sent already, with another payload than would be planned now.
        case alreadySentDifferently
    }

    /// Puts an operation at the end of its lane, unless it was claimed or answered before.
    @discardableResult
    public func append(_ operation: PlannedOperation, to lane: Int64) throws -> Outcome {
        let sequence = try nextSequence(of: lane)
        if try insertion.insert(operation, lane: lane, sequence: sequence) {
            if sequence == firstSequence[lane] {
                try database.cachedStatement(sql: "UPDATE lane SET finished = 0 WHERE id = ?")
                    .execute(arguments: [lane])
            }
            nextSequence[lane] = sequence + 1
            return .planned
        }
        let row = try Row.fetchOne(selectOperation, arguments: [operation.key, operation.part])
        guard row?["state"] != Operation.State.ready.rawValue else {
            throw Failure(
                .bug, "two operations have the same identity", at: try keys.key(operation.key).text,
                remedy: "nothing was planned; please report this with the part \(operation.part)")
        }
        return row?["payload"] == operation.payload ? .alreadySent : .alreadySentDifferently
    }

    private var firstSequence: [Int64: Int64] = [:]

    private func nextSequence(of lane: Int64) throws -> Int64 {
        if let next = nextSequence[lane] { return next }
        let last = try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT max(seq) FROM operation WHERE lane = ?"), arguments: [lane])
        let next = (last ?? 0) + 1
        nextSequence[lane] = next
        firstSequence[lane] = next
        // A lane whose claimed operation is still in doubt has work left even when nothing new is planned.
        try database.cachedStatement(
            sql: """
                UPDATE lane SET finished = 0
                WHERE id = ? AND EXISTS (SELECT 1 FROM operation WHERE lane = lane.id AND state = 1)
                """
        ).execute(arguments: [lane])
        return next
    }

    /// Notes a loss that planning found.
    public func take(_ loss: Loss) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO loss(archive, code, kind, state, key, path, entry, offset, line, reason, count)
                VALUES (0, ?, ?, ?, ?, '', '', -1, -1, ?, ?)
                ON CONFLICT(archive, code, kind, key, entry, offset, line) DO NOTHING
                """
        ).execute(arguments: [
            loss.code, loss.kind.rawValue, loss.state.rawValue, loss.key?.text ?? "", loss.reason, loss.count,
        ])
    }

    /// Numbers the plan and notes what it was made from and what it says.
    public func finish(_ summary: PlanSummary, inputs: String) throws -> Int64 {
        try database.execute(sql: "INSERT INTO plan(inputs, summary) VALUES (?, '')", arguments: [inputs])
        let number = database.lastInsertedRowID
        var summary = summary
        summary.number = number
        try database.execute(
            sql: "UPDATE plan SET summary = ? WHERE number = ?",
            arguments: [String(decoding: summary.json.canonicalBytes(), as: UTF8.self), number])
        return number
    }
}

extension Store {
    /// Plans in one transaction; nothing of it stays if `body` throws.
    ///
    /// - Throws: `Failure.archiveInvalid` when an import was interrupted, or when nothing was imported.
    public func plan<Value>(_ body: (PlanSession) throws -> Value) throws -> Value {
        try write { database in
            let unfinished = try String.fetchOne(
                database, sql: "SELECT path FROM archive WHERE state <> 'read' ORDER BY id")
            if let unfinished {
                throw Failure(
                    .archiveInvalid, "the import of an archive was interrupted", at: unfinished,
                    remedy: "run `matrix-ferry import` with this archive again; it continues safely")
            }
            guard try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM archive)") == true else {
                throw Failure(
                    .archiveNotFound, "nothing has been imported yet", at: pool.path,
                    remedy: "run `matrix-ferry import ARCHIVE` first")
            }
            return try body(PlanSession(database))
        }
    }
}
