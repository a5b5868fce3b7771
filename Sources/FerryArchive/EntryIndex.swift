// SPDX-License-Identifier: Apache-2.0

import FerryModel

/// Collects what a container lists, in its order, and keeps the limits while it grows.
struct EntryIndex {
    /// The files, once all are taken in.
    private(set) var entries: [ArchiveEntry] = []
    private(set) var refused: [RefusedEntry] = []
    private let archive: String
    private let limits: ArchiveLimits
    private var names: [UInt8] = []
    private var rows: [EntryTable.Row] = []
    private var listed = 0
    private var bytes: Int64 = 0

    init(archive: String, limits: ArchiveLimits) {
        self.archive = archive
        self.limits = limits
    }

    /// Takes what another container has listed already.
    init(archive: String, limits: ArchiveLimits, entries: [ArchiveEntry], refused: [RefusedEntry]) {
        self.archive = archive
        self.limits = limits
        self.entries = entries
        self.refused = refused
    }

    /// Makes room for a list of so many bytes with at least so many for each file. What is not needed is never touched,
    /// so it costs no memory; growing step by step would leave holes.
    mutating func reserve(bytes: Int64, least: Int64) {
        let files = min(bytes / least, Int64(limits.entries))
        rows.reserveCapacity(Int(clamping: files))
        names.reserveCapacity(Int(clamping: min(bytes, files * 256)))
    }

    /// Counts one thing the container lists, folders included.
    mutating func count() throws(Failure) {
        listed += 1
        guard listed <= limits.entries else {
            throw .archiveInvalid(
                "the archive lists more than \(limits.entries) entries", in: archive,
                remedy: "split the archive and import its parts one after the other")
        }
    }

    /// Takes in a file unless its name or the container speaks against it.
    mutating func add(
        _ name: EntryName, size: Int64?, ordinal: Int, refusal: RefusedEntry.Reason? = nil
    ) throws(Failure) {
        if let reason = name.refusal ?? refusal {
            refused.append(RefusedEntry(name: name.text, reason: reason))
            return
        }
        let (sum, overflow) = bytes.addingReportingOverflow(size ?? 0)
        guard (size ?? 0) >= 0, !overflow, sum <= limits.totalBytes else {
            throw .archiveInvalid(
                "the archive unpacks to more than \(limits.totalBytes) bytes", in: archive, entry: name.text,
                remedy: "split the archive and import its parts one after the other")
        }
        bytes = sum
        let start = names.count
        names.append(contentsOf: name.text.utf8)
        rows.append(
            EntryTable.Row(start: start, length: names.count - start, size: size, ordinal: ordinal))
    }

    /// Sorts the files by the bytes of their names and refuses all but the first of equal ones.
    mutating func finish() {
        EntryTable.sort(&rows, names: names)
        // In place, because there may be millions.
        var kept = 0
        for position in rows.indices {
            let row = rows[position]
            if kept > 0, EntryTable.areSame(rows[kept - 1], row, names: names) {
                refused.append(RefusedEntry(name: EntryTable.name(of: row, in: names), reason: .duplicate))
            } else {
                rows.swapAt(kept, position)
                kept += 1
            }
        }
        rows.removeLast(rows.count - kept)
        let table = EntryTable(names: names, rows: rows)
        entries = (0..<kept).map { ArchiveEntry(table, row: $0) }
        (names, rows) = ([], [])
    }
}
