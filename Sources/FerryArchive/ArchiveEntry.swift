// SPDX-License-Identifier: Apache-2.0

/// A file in an archive.
///
/// Archives hold millions of them: an entry is a place in the archive's table of names, and its name is made when it is
/// asked for.
public struct ArchiveEntry: Sendable {
    private let table: EntryTable
    private let row: UInt32
    /// How many bytes at the start of the name are left out: the folder that a part of an archive is.
    private let hidden: UInt32

    init(_ table: EntryTable, row: Int, hidden: Int = 0) {
        self.table = table
        self.row = UInt32(truncatingIfNeeded: row)
        self.hidden = UInt32(truncatingIfNeeded: hidden)
    }

    /// The name with all folders, separated by `/`, without `.` and empty parts, never leading outside.
    public var name: String { withNameBytes { String(decoding: $0, as: UTF8.self) } }

    /// Its unpacked bytes as the archive declares them, `nil` when it does not. Reading holds it to that.
    public var size: Int64? { table[row].size }

    /// Its place in the order in which the container lists its contents.
    var ordinal: Int { Int(table[row].ordinal) }

    /// Whether its name comes before another's, byte by byte.
    public func precedes(_ other: ArchiveEntry) -> Bool {
        withNameBytes { name in other.withNameBytes { EntryTable.compare(name, $0) < 0 } }
    }

    /// Negative, zero or positive as its name comes before a text byte by byte, is the same or comes behind.
    func order(to name: UnsafeBufferPointer<UInt8>) -> Int {
        withNameBytes { EntryTable.compare($0, name) }
    }

    /// Whether its name begins with these bytes.
    func isInside(_ folder: some Collection<UInt8>) -> Bool { withNameBytes { $0.starts(with: folder) } }

    /// The same file without the folder that its name begins with, so many bytes long.
    func dropping(_ count: Int) -> ArchiveEntry {
        ArchiveEntry(table, row: Int(row), hidden: Int(hidden) + count)
    }

    /// The same file with the folder that `dropping` left out, so many bytes long.
    func restoring(_ count: Int) -> ArchiveEntry {
        ArchiveEntry(table, row: Int(row), hidden: max(0, Int(hidden) - count))
    }

    /// Lends the UTF-8 of the name.
    func withNameBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        table.withName(of: row) { body(UnsafeBufferPointer(rebasing: $0.dropFirst(Int(hidden)))) }
    }
}

extension ArchiveEntry: Hashable {
    /// Whether both have the same name, size and place.
    public static func == (left: ArchiveEntry, right: ArchiveEntry) -> Bool {
        left.ordinal == right.ordinal && left.size == right.size
            && left.withNameBytes { name in right.withNameBytes { EntryTable.compare(name, $0) == 0 } }
    }

    /// Hashes the place, which tells the files of one archive apart.
    public func hash(into hasher: inout Hasher) { hasher.combine(ordinal) }
}
