// SPDX-License-Identifier: Apache-2.0

import FerryModel

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
            if let order = Self.order($0.name, $1.name) { return order }
            return $0.ordinal < $1.ordinal
        }
        var unique: [ArchiveEntry] = []
        unique.reserveCapacity(entries.count)
        for entry in entries {
            if let last = unique.last, Self.order(last.name, entry.name) == nil {
                refused.append(RefusedEntry(name: entry.name, reason: .duplicate))
            } else {
                unique.append(entry)
            }
        }
        entries = unique
    }

    /// Whether one name comes before another byte by byte, `nil` when they are the same. Swift's own order
    /// would take names for equal that differ in Unicode normalisation and are different files.
    static func order(_ left: String, _ right: String) -> Bool? {
        if left.utf8.elementsEqual(right.utf8) { return nil }
        return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
