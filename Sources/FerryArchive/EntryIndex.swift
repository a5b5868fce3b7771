// SPDX-License-Identifier: Apache-2.0

import FerryModel
import Glibc

/// Collects what a container lists, in its order, and keeps the limits while it grows.
struct EntryIndex {
    private(set) var entries: [ArchiveEntry] = []
    private(set) var refused: [RefusedEntry] = []
    private let archive: String
    private let limits: ArchiveLimits
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
        entries.append(ArchiveEntry(name: name.text, size: size, ordinal: ordinal))
    }

    /// Sorts the files by the bytes of their names and refuses all but the first of equal ones.
    mutating func finish() {
        entries.sort {
            let order = Self.compare($0.name, $1.name)
            return order == 0 ? $0.ordinal < $1.ordinal : order < 0
        }
        // In place, because there may be millions.
        var kept = 0
        for position in entries.indices {
            let entry = entries[position]
            if kept > 0, Self.compare(entries[kept - 1].name, entry.name) == 0 {
                refused.append(RefusedEntry(name: entry.name, reason: .duplicate))
            } else {
                entries.swapAt(kept, position)
                kept += 1
            }
        }
        entries.removeLast(entries.count - kept)
    }

    /// Negative, zero or positive as one name comes before another byte by byte, is the same or comes behind.
    /// Swift's own order would take names for equal that differ in Unicode normalisation and are different
    /// files.
    static func compare(_ left: String, _ right: String) -> Int {
        let (left, right) = (left.utf8, right.utf8)
        let common = left.withContiguousStorageIfAvailable { first in
            right.withContiguousStorageIfAvailable { second -> Int32 in
                guard let first = first.baseAddress, let second = second.baseAddress else { return 0 }
                return memcmp(first, second, min(left.count, right.count))
            }
        }
        guard let common, let common else {
            return left.elementsEqual(right) ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
        }
        return common == 0 ? left.count - right.count : Int(common)
    }
}
