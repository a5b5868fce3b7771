// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryModel

extension HostileTarget {
    // Small, so that a bomb costs the fuzzer little time.
    private static let limits = ArchiveLimits(
        totalBytes: 8 << 20, ratio: 200, ratioFloor: 1 << 20, entries: 500, nameBytes: 300)

    /// A file opens as an archive or is refused in words; names are harmless, files are as long as they say, and two
    /// readings give the same.
    static let archive = HostileTarget("archive") { input in
        let folder = try ScratchFolder()
        folder.write(input, to: "archive.bin")
        guard let archive = try opened(folder.path + "/archive.bin") else { return }
        var seen: Set<[UInt8]> = []
        for entry in archive.entries {
            let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
            try promise(
                !entry.name.hasPrefix("/") && !parts.contains("..") && !entry.name.utf8.contains(0),
                "a name that leads out of the archive")
            try promise(seen.insert(Array(entry.name.utf8)).inserted, "a name twice")
            try promise(archive.entry(named: entry.name)?.name == entry.name, "a name that is not found")
        }
        let first = try contents(archive, archive.entries)
        let second = try contents(archive, archive.entries.reversed())
        try promise(first == second, "a second reading gives something else")
        guard let again = try opened(folder.path + "/archive.bin") else {
            throw HostileFinding("an archive opens only once")
        }
        try promise(again.entries.map(\.name) == archive.entries.map(\.name), "the list differs")
        try allowed { _ = try archive.digest() }
        try allowed { _ = try archive.inAnyOrder { _ in true } }
    }

    private static func opened(_ path: String) throws -> Archive? {
        var archive: Archive?
        try allowed { archive = try Archive.open(path, limits: limits) }
        return archive
    }

    private static func contents(_ archive: Archive, _ entries: some Sequence<ArchiveEntry>) throws
        -> [String: Int]
    {
        var hashes: [String: Int] = [:]
        for entry in entries.prefix(20) {
            var count: Int64 = 0
            var hash = 0
            try allowed {
                try archive.read(entry) { bytes in
                    count += Int64(bytes.count)
                    for byte in bytes.prefix(1 << 12) { hash = hash &* 31 &+ Int(byte) }
                }
                if let size = entry.size { try promise(size == count, "a file is not as long as it says") }
                hashes[entry.name] = hash
            }
            try allowed { try archive.readGzip(entry) { count += Int64($0.count) } }
            try promise(count <= 3 * limits.totalBytes, "more bytes than allowed")
            _ = archive.isArchive(entry)
        }
        return hashes
    }

    /// Runs something that may refuse an archive in words, and may fail in no other way.
    static func allowed(_ body: () throws -> Void) throws {
        do { try body() } catch let failure as Failure {
            let isArchives = [.archiveInvalid, .archiveNotFound, .configuration].contains(failure.kind)
            try promise(isArchives, "a failure that is not the archive's: \(failure.kind)")
        }
    }
}
