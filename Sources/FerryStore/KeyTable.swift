// SPDX-License-Identifier: Apache-2.0
import FerryModel
import GRDB

/// Gives every source key its number, and remembers the numbers of the keys that come again and again.
final class KeyTable {
    // Persons and channels repeat with every message; 100,000 of them take about 15 MB.
    private static let cacheLimit = 100_000

    private let insert: Statement
    private let select: Statement
    private let selectText: Statement
    private var known: [SourceKey: Int64] = [:]
    private var last: (key: SourceKey, number: Int64)?
    private var text: [UInt8] = []

    init(_ database: Database) throws {
        insert = try database.makeStatement(
            sql: "INSERT INTO source_key(text) VALUES (?) ON CONFLICT(text) DO NOTHING")
        select = try database.makeStatement(sql: "SELECT id FROM source_key WHERE text = ?")
        selectText = try database.makeStatement(sql: "SELECT text FROM source_key WHERE id = ?")
    }

    /// The number of a key that repeats.
    func repeated(_ key: SourceKey) throws -> Int64 {
        if let number = known[key] { return number }
        if known.count >= Self.cacheLimit { known.removeAll(keepingCapacity: true) }
        let number = try number(of: key)
        known[key] = number
        return number
    }

    /// The number of a key that may come several times in a row: a message's, for what hangs on it.
    func recent(_ key: SourceKey) throws -> Int64 {
        if let last, last.key == key { return last.number }
        let number = try number(of: key)
        last = (key, number)
        return number
    }

    /// The number of a key, given on the first call.
    func number(of key: SourceKey) throws -> Int64 {
        text.removeAll(keepingCapacity: true)
        key.appendText(to: &text)
        if text.contains(0) { text = Array(Self.text(key).utf8) }
        var row = BulkRow(insert)
        row.add(utf8: text)
        try row.run()
        if let number = row.insertedRow { return number }
        let known = String(decoding: text, as: UTF8.self)
        guard let number = try Int64.fetchOne(select, arguments: [known]) else {
            throw Failure(.bug, "a source key got no number", remedy: "please report this")
        }
        return number
    }

    // Two ids that differ behind a NUL stay two.
    private static func text(_ key: SourceKey) -> String { WholeText.encode(key.text, nul: "\u{FFFD}") }

    /// The key of a number.
    func key(_ number: Int64) throws -> SourceKey {
        guard let text = try String.fetchOne(selectText, arguments: [number]), let key = SourceKey(text: text)
        else {
            throw Failure(.storage, "the store holds no key of number \(number)", remedy: "put a backup back")
        }
        return key
    }
}
