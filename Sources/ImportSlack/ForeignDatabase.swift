// SPDX-License-Identifier: Apache-2.0
internal import CSQLite
internal import FerryArchive
internal import FerryModel

/// An SQLite database out of an archive, opened to be read and trusted in nothing.
///
/// Nothing is ever written beside the archive: a database without a write-ahead log is read where it lies, as a file
/// that does not change; one with a log, or inside a packed archive, is read from a private copy.
final class ForeignDatabase {
    private let archive: String
    private let entry: String
    private let copy: TemporaryCopy?
    private var handle: OpaquePointer?
    private let meter: Meter

    /// Counts how long statements run; SQLite knows it by its address.
    private final class Meter {
        var steps: Int64 = 0
        var limit: Int64 = 0
    }

    private static let stepsOfTick: Int32 = 100_000

    /// Opens the database that an entry is.
    ///
    /// - Throws: `Failure.archiveInvalid` when it is no database or holds what could do more than store rows,
    ///   `Failure.storage` when a copy is needed and there is no room for it.
    init(_ archive: Archive, _ entry: ArchiveEntry, log: DatabaseLog?) throws {
        self.archive = archive.path
        self.entry = entry.name
        let hasLog = (log?.entry.size ?? 0) > 0
        let isPlain = archive.kind == .folder || archive.kind == .file
        copy = hasLog || !isPlain ? try TemporaryCopy(archive, entry, log: hasLog ? log : nil) : nil
        meter = Meter()
        // Enough for any honest reading, and an end to one that a hostile schema would make endless.
        meter.limit = 1_000_000_000 + (entry.size ?? 0).multipliedReportingOverflow(by: 20).partialValue
        let path = copy?.path ?? (archive.kind == .file ? archive.path : archive.path + "/" + entry.name)
        try open(path, isCopy: copy != nil)
    }

    deinit {
        sqlite3_close_v2(handle)
    }

    private func open(_ path: String, isCopy: Bool) throws {
        let address = "file:" + Self.escaped(path) + (isCopy ? "" : "?immutable=1")
        let mode = isCopy ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY
        let result = sqlite3_open_v2(address, &handle, mode | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nil)
        guard result == SQLITE_OK, let handle else { throw failure("the database cannot be opened") }
        guard ferry_sqlite_harden(handle) == SQLITE_OK else { throw failure("the database cannot be opened") }
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 64 << 20)
        sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
        let context = Unmanaged.passUnretained(meter).toOpaque()
        sqlite3_progress_handler(
            handle, Self.stepsOfTick,
            { context in
                guard let context else { return 1 }
                let meter = Unmanaged<Meter>.fromOpaque(context).takeUnretainedValue()
                meter.steps += Int64(ForeignDatabase.stepsOfTick)
                return meter.steps > meter.limit ? 1 : 0
            }, context)
        try execute("PRAGMA temp_store = FILE; PRAGMA cell_size_check = ON; PRAGMA cache_size = -16384")
        // The first look at the schema is where a damaged file shows.
        try rows("SELECT count(*) FROM sqlite_schema") { _ in }
    }

    /// Runs statements that give no rows.
    func execute(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(Self.unreadable) }
    }

    /// Hands out the rows of a query, each lent for the call.
    func rows(_ sql: String, _ arguments: [String] = [], _ body: (Row) throws -> Void) throws {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
            throw failure(Self.unreadable)
        }
        defer { sqlite3_finalize(statement) }
        for (index, argument) in arguments.enumerated() {
            ferry_sqlite_bind_text(statement, Int32(index + 1), argument)
        }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: try body(Row(statement: statement))
            case SQLITE_DONE: return
            default: throw failure(Self.unreadable)
            }
        }
    }

    /// One row of a query.
    struct Row {
        fileprivate let statement: OpaquePointer

        /// The text of a column; empty for NULL.
        func text(_ column: Int32) -> String {
            guard let text = sqlite3_column_text(statement, column) else { return "" }
            let count = Int(sqlite3_column_bytes(statement, column))
            return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
        }

        /// The whole number of a column; 0 for what is none.
        func number(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

        /// The bytes of a column, lent until the next row.
        func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
            let start = sqlite3_column_blob(statement, column)
            return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
        }
    }

    /// The names of the tables that really are tables with rows of their own.
    func tables() throws -> Set<String> {
        var names: Set<String> = []
        try rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0") {
            names.insert($0.text(0).uppercased())
        }
        return names
    }

    private static let unreadable = "the database cannot be read"

    private func failure(_ what: String) -> Failure {
        let code = sqlite3_errcode(handle)
        let place = Place(archive: archive, entry: entry)
        if code == SQLITE_FULL || code == SQLITE_IOERR {
            return Failure(
                .storage, what + " (SQLite \(code))", at: place,
                remedy: "check the disk that holds the archive, and the room in /var/tmp")
        }
        let why = code == SQLITE_INTERRUPT ? "a query does not end" : "SQLite \(code)"
        return Failure(
            .archiveInvalid, what + " (\(why))", at: place,
            remedy: "copy the database again while slackdump is not running, or convert it to an export")
    }

    private static func escaped(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                result.append(byte)
            default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
