// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import Testing

@Suite("Names of an archive's files")
struct EntryNamesTests {
    private func archive(_ folder: TemporaryFolder) throws -> Archive {
        for name in ["in", "in/a", "in/a/b", "in/c"] { try folder.folder(name) }
        for name in ["a/b/2.json", "a/b/10.json", "a/x", "c/é", "top"] {
            try folder.write("in/" + name, [1, 2])
        }
        return try Archive.open(folder.path + "/in")
    }

    @Test("are in the order of their bytes, and each is found by itself")
    func order() throws {
        let folder = try TemporaryFolder()
        let archive = try archive(folder)
        #expect(archive.entries.map(\.name) == ["a/b/10.json", "a/b/2.json", "a/x", "c/é", "top"])
        for (index, entry) in archive.entries.enumerated() {
            #expect(archive.entry(named: entry.name) == entry)
            for other in archive.entries[(index + 1)...] {
                #expect(entry.precedes(other) && !other.precedes(entry) && entry != other)
            }
        }
        #expect(archive.entry(named: "a/b/1.json") == nil)
        #expect(archive.entry(named: "") == nil)
        // The same letter, written as two.
        #expect(archive.entry(named: "c/e\u{301}") == nil)
    }

    @Test("of a part of a part begin behind both folders, and its files are read")
    func parts() throws {
        let folder = try TemporaryFolder()
        let archive = try archive(folder)
        let top = archive.top
        let outer = archive.part(try #require(top.folders.first { $0.name == "a" }), of: top)
        #expect(outer.entries.map(\.name) == ["b/10.json", "b/2.json", "x"])
        let inside = outer.top
        let inner = outer.part(try #require(inside.folders.first), of: inside)
        #expect(inner.entries.map(\.name) == ["10.json", "2.json"])
        for entry in inner.entries { #expect(try inner.bytes(of: entry) == [1, 2]) }
        let alone = archive.part(try #require(archive.entry(named: "c/é")))
        #expect(alone.entries.map(\.name) == ["é"])
        #expect(try alone.bytes(of: try #require(alone.entries.first)) == [1, 2])
        let few = archive.part { $0.name.hasSuffix(".json") }
        #expect(few.entries.map(\.name) == ["a/b/10.json", "a/b/2.json"])
        #expect(Set(few.entries).isSubset(of: Set(archive.entries)))
    }
}
