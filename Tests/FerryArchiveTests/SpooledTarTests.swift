// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryModel
import Testing

@Suite("Tars read in any order")
struct SpooledTarTests {
    @Test(
        "the files that were picked and the others read the same, forwards, backwards and twice",
        arguments: [PackedFiles.Format.tar, .tarGzip])
    func order(format: PackedFiles.Format) throws {
        let folder = try TemporaryFolder()
        let names = (0..<20).map { "day-\(10 + $0).json" } + ["empty.json", "picture.png"]
        let path = try folder.write(
            "a.tar",
            PackedFiles.pack(
                names.map {
                    .init(
                        name: $0,
                        data: Array(($0 == "empty.json" ? "" : String(repeating: $0, count: 9_000)).utf8))
                }, format))
        let plain = try Archive.open(path)
        let archive = try plain.inAnyOrder { $0.name.hasSuffix(".json") }
        #expect(archive.kind == .tar)
        #expect(archive.entries == plain.entries)
        for name in names.reversed() + names + ["picture.png", "day-10.json"] {
            let entry = try #require(archive.entry(named: name))
            #expect(try archive.bytes(of: entry) == plain.bytes(of: entry), "\(name)")
        }
        let entry = try #require(archive.entry(named: "day-15.json"))
        var first = 0
        struct Enough: Error {}
        #expect(throws: Enough.self) {
            try archive.read(entry) { chunk in
                first = chunk.count
                throw Enough()
            }
        }
        #expect(first > 0)
        #expect(try archive.digest() == plain.digest())
    }

    @Test("packed files inside are read from the copy too")
    func packed() throws {
        let folder = try TemporaryFolder()
        let inner = try PackedFiles.pack([.init(name: "data", data: Array("many words".utf8))], .gzip)
        let path = try folder.write(
            "a.tar", PackedFiles.pack([.init(name: "x", data: [1]), .init(name: "in.gz", data: inner)], .tar))
        let archive = try Archive.open(path).inAnyOrder { _ in true }
        var text = ""
        try archive.readGzip(try #require(archive.entry(named: "in.gz"))) {
            text += String(decoding: $0, as: UTF8.self)
        }
        #expect(text == "many words")
    }
}
