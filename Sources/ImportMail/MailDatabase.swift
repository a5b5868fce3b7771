// SPDX-License-Identifier: Apache-2.0
internal import CSQLite
internal import FerryModel

/// A database in a file that nobody sees and that is gone with this object, also after a crash: what is known about
/// the mails of an archive, so that memory does not grow with their number.
final class MailDatabase {
    private var handle: OpaquePointer?

    /// Makes an empty database where SQLite keeps its temporary files (`SQLITE_TMPDIR`, `/var/tmp`).
    init() throws {
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2("", &handle, flags, nil) == SQLITE_OK else { throw failure() }
        try execute(
            """
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
            PRAGMA cache_size = -49152; PRAGMA temp_store = FILE;
            """)
    }

    deinit { sqlite3_close_v2(handle) }

    /// Runs statements that give no rows.
    func execute(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure() }
    }

    /// Prepares a statement, to be used many times.
    func statement(_ sql: String) throws -> MailStatement {
        var statement: OpaquePointer?
        guard
            sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
                == SQLITE_OK,
            let statement
        else { throw failure() }
        return MailStatement(statement, of: self)
    }

    /// Does several changes as one, which is a hundred times faster.
    func transaction(_ body: () throws -> Void) throws {
        try execute("BEGIN")
        try body()
        try execute("COMMIT")
    }

    fileprivate func failure() -> Failure {
        Failure(
            .storage, "the temporary index of the mails cannot be kept (SQLite \(sqlite3_errcode(handle)))",
            remedy:
                "make room in /var/tmp, or name another folder in SQLITE_TMPDIR, then run the same command again"
        )
    }
}

/// A prepared statement.
final class MailStatement {
    /// A value to be bound.
    enum Value {
        case number(Int64)
        case text(String)
        case bytes([UInt8])
        case nothing
    }

    private let statement: OpaquePointer
    private let database: MailDatabase

    fileprivate init(_ statement: OpaquePointer, of database: MailDatabase) {
        self.statement = statement
        self.database = database
    }

    deinit { sqlite3_finalize(statement) }

    /// Begins anew with these values.
    func bind(_ values: Value...) {
        bind(values)
    }

    /// Runs it once with these values; for statements without rows.
    func run(_ values: Value...) throws {
        bind(values)
        _ = try step()
        sqlite3_reset(statement)
    }

    private func bind(_ values: [Value]) {
        sqlite3_reset(statement)
        for (position, value) in values.enumerated() {
            let index = Int32(position + 1)
            switch value {
            case .number(let number): sqlite3_bind_int64(statement, index, number)
            case .text(var text):
                text.withUTF8 {
                    _ = ferry_sqlite_bind_copied(statement, index, $0.baseAddress, Int32($0.count))
                }
            case .bytes(let bytes):
                bytes.withUnsafeBytes {
                    _ = ferry_sqlite_bind_copied(statement, index, $0.baseAddress, Int32($0.count))
                }
            case .nothing: sqlite3_bind_null(statement, index)
            }
        }
    }

    /// Goes on to the next row; `false` when there is none.
    func step() throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw database.failure()
        }
    }

    /// Lets go of the row it stands at.
    func reset() { sqlite3_reset(statement) }

    /// The whole number of a column; 0 for NULL.
    func number(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    /// Whether a column is NULL.
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

    /// The text of a column; empty for NULL.
    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

    /// The bytes of a column.
    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, column) else { return [] }
        return Array(
            UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
    }
}
