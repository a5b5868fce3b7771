// SPDX-License-Identifier: Apache-2.0
import CSQLite
import FerryModel
import GRDB
import Glibc

/// Gives every source key its number. Keys are one when their texts are, byte by byte.
final class KeyTable {
    private let insert: Statement
    private let select: Statement
    private let selectText: Statement
    private let insertHandle: OpaquePointer
    private let selectHandle: OpaquePointer
    private let connection: OpaquePointer?
    private var last: (text: [UInt8], number: Int64) = ([], 0)

    init(_ database: Database) throws {
        insert = try database.makeStatement(
            sql: "INSERT INTO source_key(text) VALUES (?) ON CONFLICT(text) DO NOTHING")
        select = try database.makeStatement(sql: "SELECT id FROM source_key WHERE text = ?")
        selectText = try database.makeStatement(sql: "SELECT text FROM source_key WHERE id = ?")
        insertHandle = insert.sqliteStatement
        selectHandle = select.sqliteStatement
        connection = sqlite3_db_handle(insertHandle)
    }

    /// The number of a key, given on the first call.
    func number(of key: SourceKey) throws -> Int64 {
        // Two ids that differ behind a NUL stay two.
        var text = WholeText.encode(key.text, nul: "\u{FFFD}")
        return try text.withUTF8 { try number(of: UnsafeRawBufferPointer($0)) }
    }

    /// The number of a key by its text, given on the first call.
    func number(of text: UnsafeRawBufferPointer) throws -> Int64 {
        ferry_sqlite_bind_borrowed(insertHandle, 1, text.baseAddress, Int32(clamping: text.count))
        try RecordWriter.run(insertHandle)
        if sqlite3_changes(connection) > 0 { return sqlite3_last_insert_rowid(connection) }
        guard let number = try known(text) else {
            throw Failure(.bug, "a source key got no number", remedy: "please report this")
        }
        return number
    }

    /// The number of a key; `nil` for one that nothing has mentioned.
    func knownNumber(of key: SourceKey) throws -> Int64? {
        var text = WholeText.encode(key.text, nul: "\u{FFFD}")
        return try text.withUTF8 { try known(UnsafeRawBufferPointer($0)) }
    }

    /// The number of a key that most likely has one.
    func number(ofOlder text: UnsafeRawBufferPointer) throws -> Int64 {
        try known(text) ?? number(of: text)
    }

    /// The number of a key that may come several times in a row: a message's, for what hangs on it.
    func number(ofRecent text: UnsafeRawBufferPointer) throws -> Int64 {
        let isLast = last.text.withUnsafeBytes { known in
            guard known.count == text.count, let left = known.baseAddress, let right = text.baseAddress else {
                return false
            }
            return memcmp(left, right, text.count) == 0
        }
        if isLast { return last.number }
        last.number = try number(of: text)
        last.text.removeAll(keepingCapacity: true)
        last.text.append(contentsOf: text)
        return last.number
    }

    private func known(_ text: UnsafeRawBufferPointer) throws -> Int64? {
        ferry_sqlite_bind_borrowed(selectHandle, 1, text.baseAddress, Int32(clamping: text.count))
        let code = sqlite3_step(selectHandle)
        let number = code == SQLITE_ROW ? sqlite3_column_int64(selectHandle, 0) : nil
        sqlite3_reset(selectHandle)
        guard code != SQLITE_ROW, code != SQLITE_DONE else { return number }
        throw DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: String(cString: sqlite3_errmsg(connection)))
    }

    /// The key of a number.
    func key(_ number: Int64) throws -> SourceKey {
        guard let text = try String.fetchOne(selectText, arguments: [number]), let key = SourceKey(text: text)
        else {
            throw Failure(.storage, "the store holds no key of number \(number)", remedy: "put a backup back")
        }
        return key
    }
}
