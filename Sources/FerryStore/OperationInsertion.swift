// SPDX-License-Identifier: Apache-2.0
import CSQLite
import FerryModel
import GRDB

/// Puts operations down. Binds values as they are: a plan has millions of operations, and the wrapper's own way of
/// passing arguments takes as long as SQLite does.
final class OperationInsertion {
    private let statement: Statement
    private let handle: OpaquePointer
    private let connection: OpaquePointer?

    init(_ database: Database) throws {
        statement = try database.makeStatement(
            sql: """
                INSERT INTO operation(
                    lane, seq, kind, key, part, sender, room, ts, type, state_key, payload)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(key, part) DO NOTHING
                """)
        handle = statement.sqliteStatement
        connection = sqlite3_db_handle(handle)
    }

    /// Gives whether it was put down: one of the same key and part may be there already.
    func insert(_ operation: PlannedOperation, lane: Int64, sequence: Int64) throws -> Bool {
        sqlite3_bind_int64(handle, 1, lane)
        sqlite3_bind_int64(handle, 2, sequence)
        bind(operation.kind.rawValue, 3)
        sqlite3_bind_int64(handle, 4, operation.key)
        bind(operation.part, 5)
        sqlite3_bind_int64(handle, 6, operation.sender)
        bind(operation.room, 7)
        bind(operation.timestamp?.milliseconds, 8)
        bind(operation.type, 9)
        bind(operation.stateKey, 10)
        bind(operation.payload, 11)
        try RecordWriter.run(handle)
        return sqlite3_changes(connection) > 0
    }

    private func bind(_ number: Int64?, _ index: Int32) {
        if let number { sqlite3_bind_int64(handle, index, number) } else { sqlite3_bind_null(handle, index) }
    }

    private func bind(_ text: String?, _ index: Int32) {
        guard var text else {
            sqlite3_bind_null(handle, index)
            return
        }
        text.withUTF8 {
            _ = ferry_sqlite_bind_copied(handle, index, $0.baseAddress, Int32(clamping: $0.count))
        }
    }
}
