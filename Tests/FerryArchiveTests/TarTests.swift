// SPDX-License-Identifier: Apache-2.0

import FerryArchive
import FerryModel
import Glibc
import Testing

@Suite("tar archives")
struct TarTests {
    private typealias Part = PackedFiles.Part
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static let parts = [
        Part(name: "z.json", data: Array("[1]".utf8)), Part(name: "größe/é.json", data: Array("[2]".utf8)),
        Part(name: "a.bin", data: (0..<600_000).map { UInt8(truncatingIfNeeded: $0 >> 3) }),
        Part(name: "empty", data: []),
    ]

    @Test(
        "every packing gives the same files, in any order",
        arguments: [PackedFiles.Format.tar, .tarGzip, .tarZstd, .tarXz])
    func packings(format: PackedFiles.Format) throws {
        let archive = try Archive.open(folder.write("a", PackedFiles.pack(Self.parts, format)))
        #expect(archive.kind == .tar)
        #expect(archive.entries.map(\.name) == ["a.bin", "empty", "größe/é.json", "z.json"])
        for part in Self.parts + Self.parts.reversed() {
            let entry = try #require(archive.entry(named: part.name))
            #expect(entry.size == Int64(part.data.count))
            #expect(try archive.bytes(of: entry) == part.data)
        }
        var order: [String] = []
        try archive.readAll(where: { $0.size != 0 }) { order.append($0.name) }
        #expect(order == ["z.json", "größe/é.json", "a.bin"])
    }

    @Test("links and devices are refused, traversal too")
    func hostile() throws {
        let parts = [
            Part(name: "good", data: [1]), Part(name: "../x", data: [2]), Part(name: "/abs", data: [2]),
            Part(name: "sym", data: [], type: S_IFLNK, link: "/etc/passwd"),
            Part(name: "hard", data: [], hardLink: "/etc/passwd"),
            Part(name: "pipe", data: [], type: S_IFIFO),
            Part(name: "good", data: [3]),
        ]
        let archive = try Archive.open(folder.write("a.tar", PackedFiles.pack(parts, .tar)))
        #expect(archive.entries.map(\.name) == ["good"])
        #expect(try archive.bytes(of: archive.entries[0]) == [1])
        #expect(
            Set(archive.refused)
                == Set([
                    RefusedEntry(name: "../x", reason: .leadsOutside),
                    RefusedEntry(name: "/abs", reason: .leadsOutside),
                    RefusedEntry(name: "sym", reason: .link), RefusedEntry(name: "hard", reason: .link),
                    RefusedEntry(name: "pipe", reason: .device),
                    RefusedEntry(name: "good", reason: .duplicate),
                ]))
    }

    @Test(
        "a tar cut anywhere before its end cannot be opened", arguments: [PackedFiles.Format.tar, .tarGzip])
    func truncated(format: PackedFiles.Format) throws {
        let parts = (0..<3).map { Part(name: "f\($0)", data: Array(repeating: UInt8($0), count: 700)) }
        let bytes = try PackedFiles.pack(parts, format)
        // Three headers with two blocks of data each; what follows is the end and its padding.
        let end = format == .tar ? 9 * 512 : bytes.count - 1
        for length in Array(stride(from: 512, to: end, by: format == .tar ? 128 : 1)) + [end]
        where length < bytes.count {
            #expect(throws: Failure.self, "\(length)") {
                try Archive.open(folder.write("a.tar", Array(bytes[..<length])))
            }
        }
        _ = try Archive.open(folder.write("a.tar", bytes))
    }

    @Test("a packed file that is no tar is an archive of that file")
    func packedFile() throws {
        let data = Array("{\"a\":[1,2]}".utf8)
        let bytes = try PackedFiles.pack([Part(name: "x", data: data)], .gzip)
        let archive = try Archive.open(folder.write("export.json.gz", bytes))
        #expect(archive.kind == .file)
        #expect(archive.entries.map(\.name) == ["export.json"] && archive.entries.map(\.size) == [11])
        #expect(try archive.bytes(of: archive.entries[0]) == data)
        #expect(try archive.bytes(of: archive.entries[0]) == data)
        #expect(throws: Failure.self) {
            let cut = try Archive.open(folder.write("cut.json.gz", bytes.dropLast(9)))
            _ = try cut.bytes(of: cut.entries[0])
        }
    }

    @Test("a changed byte in a gzip file is found, though it unpacks without complaint")
    func checksum() throws {
        let noise = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
        // A stored block, as gzip writes what does not get smaller.
        let block: [UInt8] = [1] + ZipBuilder.little(UInt16(5000)) + ZipBuilder.little(~UInt16(5000)) + noise
        let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        let tail = ZipBuilder.little(ZipBuilder.crc32(noise)) + ZipBuilder.little(UInt32(5000))
        var bytes = head + block + tail
        let archive = try Archive.open(folder.write("noise.gz", bytes))
        #expect(try archive.bytes(of: archive.entries[0]) == noise)
        let double = try Archive.open(folder.write("double.gz", bytes + bytes))
        #expect(try double.bytes(of: double.entries[0]) == noise + noise)
        bytes[100] ^= 1
        #expect(throws: Failure.self) { try Archive.open(folder.write("changed.gz", bytes)) }
    }

    @Test("bombs are stopped")
    func bombs() throws {
        let zeros = [Part(name: "zeros", data: [UInt8](repeating: 0, count: 30 << 20))]
        let tar = try folder.write("a.tar.gz", try PackedFiles.pack(zeros, .tarGzip))
        #expect(throws: Failure.self) { try Archive.open(tar) }
        let letters = [Part(name: "letters", data: [UInt8](repeating: 0x61, count: 30 << 20))]
        let packed = try folder.write("a.gz", try PackedFiles.pack(letters, .gzip))
        #expect(throws: Failure.self) { try Archive.open(packed) }
    }
}
