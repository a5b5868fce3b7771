// SPDX-License-Identifier: Apache-2.0

import FerryArchive
import FerryModel
import Testing

@Suite("Files packed with gzip inside an archive")
struct GzipEntryTests {
    private let folder: TemporaryFolder
    private let text = Array(String(repeating: "{\"t\":0}\n", count: 50_000).utf8)

    init() throws {
        folder = try TemporaryFolder()
    }

    private func unpacked(_ path: String, _ name: String, limits: ArchiveLimits = .init()) throws -> [UInt8] {
        let archive = try Archive.open(path, limits: limits)
        let entry = try #require(archive.entry(named: name))
        var bytes: [UInt8] = []
        try archive.readGzip(entry) { bytes.append(contentsOf: $0) }
        return bytes
    }

    @Test("are unpacked out of folders, zips and tars")
    func everywhere() throws {
        let packed = try PackedFiles.pack([.init(name: "", data: text)], .gzip)
        try folder.folder("in")
        try folder.write("in/C1.json.gz", packed)
        #expect(try unpacked(folder.path + "/in", "C1.json.gz") == text)
        let parts = [PackedFiles.Part(name: "a", data: [1, 2]), .init(name: "C1.json.gz", data: packed)]
        for (name, format) in [
            ("x.zip", PackedFiles.Format.zipDeflated), ("x.tar", .tar), ("x.tgz", .tarGzip),
        ] {
            let path = try folder.write(name, try PackedFiles.pack(parts, format))
            #expect(try unpacked(path, "C1.json.gz") == text)
        }
    }

    @Test("that are cut, changed or not packed at all are failures")
    func damaged() throws {
        let packed = try PackedFiles.pack([.init(name: "", data: text)], .gzip)
        try folder.folder("in")
        var wrong = packed
        wrong[wrong.count - 8] ^= 0xFF
        for (name, bytes) in [
            ("cut.gz", Array(packed.dropLast(packed.count / 2))), ("wrong.gz", wrong), ("plain.gz", text),
        ] {
            try folder.write("in/" + name, bytes)
            #expect(throws: Failure.self, "\(name)") { try unpacked(folder.path + "/in", name) }
        }
    }

    @Test("that unpack to far more than they take are refused")
    func bombs() throws {
        let zeros = [UInt8](repeating: 0, count: 30 << 20)
        try folder.folder("in")
        try folder.write("in/bomb.gz", try PackedFiles.pack([.init(name: "", data: zeros)], .gzip))
        let failure = #expect(throws: Failure.self) { try unpacked(folder.path + "/in", "bomb.gz") }
        #expect(failure?.what.contains("more than 200 times") == true)
    }
}
