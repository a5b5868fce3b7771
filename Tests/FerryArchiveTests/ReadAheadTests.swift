// SPDX-License-Identifier: Apache-2.0

import FerryArchive
import FerryModel
import Testing

@Suite("Reading ahead")
struct ReadAheadTests {
    private struct Enough: Error {}

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Many small files and some that are larger than what is read at once.
    private func archive() throws -> Archive {
        try folder.folder("in")
        for number in 0..<300 {
            let size = number % 100 == 7 ? 3_000_000 + number : number * 13 % 900
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) }
            try folder.write("in/\(1000 + number)", bytes)
        }
        return try Archive.open(folder.path + "/in")
    }

    private func bytes(_ ahead: ReadAhead, _ entry: ArchiveEntry) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        return try ahead.read(entry) { bytes.append(contentsOf: $0) } ? bytes : nil
    }

    @Test("gives every file as reading it would")
    func everything() throws {
        let archive = try archive()
        let ahead = ReadAhead(archive, archive.entries)
        for entry in archive.entries { #expect(try bytes(ahead, entry) == archive.bytes(of: entry)) }
    }

    @Test("passes over what the reader leaves out, and over the rest of what it has had enough of")
    func leftOut() throws {
        let archive = try archive()
        let ahead = ReadAhead(archive, archive.entries)
        for (number, entry) in archive.entries.enumerated() where number % 3 != 1 {
            if number % 4 == 0, entry.size ?? 0 > 0 {
                #expect(throws: Enough.self) { _ = try ahead.read(entry) { _ in throw Enough() } }
            } else {
                #expect(try bytes(ahead, entry) == archive.bytes(of: entry))
            }
        }
    }

    @Test("does not know a file that came before or was never announced")
    func strangers() throws {
        let archive = try archive()
        let ahead = ReadAhead(archive, Array(archive.entries[1..<20]))
        #expect(try bytes(ahead, archive.entries[0]) == nil)
        #expect(try bytes(ahead, archive.entries[3]) == archive.bytes(of: archive.entries[3]))
        #expect(try bytes(ahead, archive.entries[2]) == nil)
        #expect(try bytes(ahead, archive.entries[25]) == nil)
        #expect(try bytes(ahead, archive.entries[4]) == archive.bytes(of: archive.entries[4]))
    }

    @Test("states what is damaged when its turn comes, and goes on behind it")
    func damaged() throws {
        let archive = try archive()
        try folder.write("in/1005", [1, 2, 3, 4, 5, 6, 7, 8, 9])
        let ahead = ReadAhead(archive, archive.entries)
        for entry in archive.entries[..<60] {
            if entry.name == "1005" {
                #expect(throws: Failure.self) { _ = try ahead.read(entry) { _ in } }
            } else {
                #expect(try bytes(ahead, entry) == archive.bytes(of: entry))
            }
        }
    }

    @Test("ends when nobody wants more, wherever it is")
    func dropped() throws {
        let archive = try archive()
        for count in [0, 1, 8, 250] {
            let ahead = ReadAhead(archive, archive.entries)
            for entry in archive.entries[..<count] { _ = try bytes(ahead, entry) }
        }
        _ = ReadAhead(archive, [])
    }
}
