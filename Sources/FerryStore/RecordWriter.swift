// SPDX-License-Identifier: Apache-2.0
import CSQLite
import FerryModel
import GRDB

/// Puts rows into the store, one of each key: the newer archive wins, and nothing an older one held is lost.
///
/// Binds what stands in the rows as it stands there: imports put hundreds of millions of values into the store, and
/// the wrapper's own way of passing arguments takes longer than SQLite does. Lives as long as one import, inside
/// transactions of the wrapper's.
final class RecordWriter {
    private let keys: KeyTable
    private let statements: RecordStatements
    private let handles: [OpaquePointer]
    /// The numbers of the keys that come again and again, by their places.
    private var repeated: [Int64] = []

    init(_ database: Database) throws {
        keys = try KeyTable(database)
        statements = try RecordStatements(database)
        handles = RecordTable.allCases.map { [statements] in statements[$0].sqliteStatement }
    }

    /// Writes all rows.
    func write(_ rows: RowBuffer) throws {
        var cursor = UnsafeRawPointer(rows.bytes)
        let end = cursor + rows.count
        while cursor < end {
            let table = Int(cursor.load(as: UInt8.self))
            cursor += 1
            try writeRow(handles[table], &cursor)
        }
    }

    /// Notes how far what has been written reaches.
    func write(position: String, ofArchive archive: Int64) throws {
        try statements.position.execute(arguments: [position, archive])
    }

    private func writeRow(_ statement: OpaquePointer, _ cursor: inout UnsafeRawPointer) throws {
        var index: Int32 = 0
        while let field = RowBuffer.Field(rawValue: cursor.load(as: UInt8.self)) {
            cursor += 1
            switch field {
            case .end: return try Self.run(statement)
            case .forgetRepeatedKeys:
                repeated.removeAll(keepingCapacity: true)
                continue
            default: break
            }
            index += 1
            switch field {
            case .null: sqlite3_bind_null(statement, index)
            case .int:
                sqlite3_bind_int64(statement, index, cursor.loadUnaligned(as: Int64.self))
                cursor += 8
            case .text:
                let text = Self.text(&cursor)
                ferry_sqlite_bind_borrowed(statement, index, text.baseAddress, Int32(clamping: text.count))
            default: sqlite3_bind_int64(statement, index, try number(field, &cursor))
            }
        }
    }

    private func number(_ field: RowBuffer.Field, _ cursor: inout UnsafeRawPointer) throws -> Int64 {
        if field == .repeatedKey {
            let place = Int(cursor.loadUnaligned(as: UInt32.self))
            cursor += 4
            return repeated[place]
        }
        let text = Self.text(&cursor)
        switch field {
        case .olderKey: return try keys.number(ofOlder: text)
        case .recentKey: return try keys.number(ofRecent: text)
        case .newRepeatedKey:
            let number = try keys.number(of: text)
            repeated.append(number)
            return number
        default: return try keys.number(of: text)
        }
    }

    private static func text(_ cursor: inout UnsafeRawPointer) -> UnsafeRawBufferPointer {
        let count = Int(cursor.loadUnaligned(as: UInt32.self))
        defer { cursor += 4 + count }
        return UnsafeRawBufferPointer(start: cursor + 4, count: count)
    }

    /// Runs a statement that gives no rows.
    ///
    /// - Throws: `DatabaseError` as the wrapper does.
    static func run(_ statement: OpaquePointer) throws {
        let code = sqlite3_step(statement)
        sqlite3_reset(statement)
        guard code != SQLITE_DONE, code != SQLITE_ROW else { return }
        let database = sqlite3_db_handle(statement)
        throw DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(database)),
            message: String(cString: sqlite3_errmsg(database)))
    }
}
