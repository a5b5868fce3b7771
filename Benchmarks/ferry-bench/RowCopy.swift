// SPDX-License-Identifier: Apache-2.0
import CSQLite

/// Inserts the rows of a store's record tables into a new database of the same schema, in the same transactions as an
/// import and as durable: the floor below which no import into this schema can come. Reading them is not counted.
struct RowCopy {
    struct Failed: Error { let message: String }

    private enum Value {
        case null
        case int(Int64)
        case text([UInt8])
    }

    private static let tables = [
        "source_key", "workspace", "person", "channel", "membership", "message", "reaction", "pin",
        "attachment", "loss",
    ]
    private static let rowsAtOnce = 60_000

    private let old: OpaquePointer
    private let new: OpaquePointer

    init(from store: String, to path: String) throws {
        ferry_sqlite_prepare()
        old = try Self.open(store)
        new = try Self.open(path)
        try run(
            "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                + "PRAGMA wal_autocheckpoint = 8192; PRAGMA cache_size = -32768")
        let schema = try statement("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid", old)
        while sqlite3_step(schema) == SQLITE_ROW { try run(String(cString: sqlite3_column_text(schema, 0))) }
        sqlite3_finalize(schema)
    }

    /// Copies everything; gives how many rows there were.
    func run(_ watch: inout Stopwatch) throws -> Int {
        var count = 0
        for table in Self.tables {
            let select = try statement("SELECT * FROM \(table) ORDER BY 1", old)
            let columns = sqlite3_column_count(select)
            let marks = (0..<columns).map { _ in "?" }.joined(separator: ",")
            let insert = try statement("INSERT INTO \(table) VALUES (\(marks))", new)
            var isMore = true
            while isMore {
                let rows = read(select, columns)
                try watch.time { try write(rows, Int(columns), insert) }
                count += rows.count / Int(columns)
                isMore = rows.count == Self.rowsAtOnce * Int(columns)
            }
            sqlite3_finalize(select)
            sqlite3_finalize(insert)
        }
        sqlite3_close(old)
        watch.time { _ = sqlite3_close(new) }
        return count
    }

    private func read(_ select: OpaquePointer, _ columns: Int32) -> [Value] {
        var values: [Value] = []
        while values.count < Self.rowsAtOnce * Int(columns), sqlite3_step(select) == SQLITE_ROW {
            for column in 0..<columns {
                switch sqlite3_column_type(select, column) {
                case SQLITE_NULL: values.append(.null)
                case SQLITE_INTEGER: values.append(.int(sqlite3_column_int64(select, column)))
                default:
                    let text = UnsafeRawBufferPointer(
                        start: sqlite3_column_blob(select, column),
                        count: Int(sqlite3_column_bytes(select, column)))
                    values.append(.text(Array(text)))
                }
            }
        }
        return values
    }

    private func write(_ values: [Value], _ columns: Int, _ insert: OpaquePointer) throws {
        try run("BEGIN IMMEDIATE")
        for row in stride(from: 0, to: values.count, by: columns) {
            for column in 0..<columns {
                let index = Int32(column + 1)
                switch values[row + column] {
                case .null: sqlite3_bind_null(insert, index)
                case .int(let number): sqlite3_bind_int64(insert, index, number)
                case .text(let text):
                    // The array outlives the step: `values` holds it.
                    text.withUnsafeBytes {
                        _ = ferry_sqlite_bind_borrowed(insert, index, $0.baseAddress, Int32(text.count))
                    }
                }
            }
            guard sqlite3_step(insert) == SQLITE_DONE else { throw failure(new) }
            sqlite3_reset(insert)
        }
        try run("COMMIT")
    }

    private func run(_ sql: String) throws {
        guard sqlite3_exec(new, sql, nil, nil, nil) == SQLITE_OK else { throw failure(new) }
    }

    private func statement(_ sql: String, _ database: OpaquePointer) throws -> OpaquePointer {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
            throw failure(database)
        }
        return statement
    }

    private func failure(_ database: OpaquePointer) -> Failed {
        Failed(message: String(cString: sqlite3_errmsg(database)))
    }

    private static func open(_ path: String) throws -> OpaquePointer {
        var database: OpaquePointer?
        guard sqlite3_open(path, &database) == SQLITE_OK, let database else { throw Failed(message: path) }
        return database
    }
}
