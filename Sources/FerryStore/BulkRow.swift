// SPDX-License-Identifier: Apache-2.0
import CSQLite
import GRDB

/// Fills the parameters of a prepared statement in their order and runs it, with nothing in between.
///
/// Importing puts hundreds of millions of values into the store; the wrapper's own way of passing arguments takes
/// longer than SQLite does. Only for statements that give no rows, inside a transaction of the wrapper's.
struct BulkRow {
    private let statement: OpaquePointer
    private var index: Int32 = 0

    init(_ statement: Statement) {
        self.statement = statement.sqliteStatement
    }

    /// The next parameter is a whole number.
    mutating func add(_ number: Int64) {
        index += 1
        sqlite3_bind_int64(statement, index, number)
    }

    /// The next parameter is a whole number, or NULL.
    mutating func add(_ number: Int64?) {
        guard let number else { return addNull() }
        add(number)
    }

    /// The next parameter is a truth value.
    mutating func add(_ flag: Bool) { add(flag ? 1 : 0 as Int64) }

    /// The next parameter is a text.
    mutating func add(_ text: String) {
        index += 1
        var text = WholeText.encode(text)
        text.withUTF8 { bytes in Self.bind(statement, index, UnsafeRawBufferPointer(bytes)) }
    }

    /// The next parameter is a text, or NULL.
    mutating func add(_ text: String?) {
        guard let text else { return addNull() }
        add(text)
    }

    /// The next parameter is a text, given as its UTF-8.
    mutating func add(utf8 bytes: [UInt8]) {
        index += 1
        bytes.withUnsafeBytes { Self.bind(statement, index, $0) }
    }

    private mutating func addNull() {
        index += 1
        sqlite3_bind_null(statement, index)
    }

    private static func bind(_ statement: OpaquePointer, _ index: Int32, _ bytes: UnsafeRawBufferPointer) {
        ferry_sqlite_bind_bytes(statement, index, bytes.baseAddress, Int32(clamping: bytes.count))
    }

    /// The number of the row that the statement, just run, has inserted; `nil` when it changed nothing.
    var insertedRow: Int64? {
        let database = sqlite3_db_handle(statement)
        return sqlite3_changes(database) > 0 ? sqlite3_last_insert_rowid(database) : nil
    }

    /// Runs the statement.
    ///
    /// - Throws: `DatabaseError` as the wrapper does.
    func run() throws {
        let code = sqlite3_step(statement)
        sqlite3_reset(statement)
        guard code != SQLITE_DONE, code != SQLITE_ROW else { return }
        let database = sqlite3_db_handle(statement)
        throw DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(database)),
            message: String(cString: sqlite3_errmsg(database)))
    }
}
