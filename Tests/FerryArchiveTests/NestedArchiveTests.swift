// SPDX-License-Identifier: Apache-2.0

import FerryArchive
import FerryModel
import FerryTestKit
import Testing

/// Archives in archives: a ZIP may hold a ZIP that holds a ZIP and so on, or, with some art, itself.
@Suite("Archives in archives")
struct NestedArchiveTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static func nest(_ levels: Int) -> [UInt8] {
        (0..<levels).reduce(Array("innermost".utf8)) { inner, _ in
            ZipBuilder.zip(.init("a.zip", bytes: inner))
        }
    }

    @Test(
        "out of an archive file no archive is opened, however deep they lie, so that one that holds itself ends"
    )
    func file() throws {
        let archive = try Archive.open(try folder.write("a.zip", Self.nest(60)))
        let inner = try #require(archive.entries.first)
        #expect(archive.entries.map(\.name) == ["a.zip"])
        #expect(archive.isArchive(inner))
        #expect(try archive.open(inner) == nil)
        #expect(try archive.part(inner).open(inner) == nil)
    }

    @Test("in a folder an archive is opened, and none that is in it")
    func inFolder() throws {
        try folder.folder("in")
        try folder.write("in/a.zip", Self.nest(60))
        let archive = try Archive.open(folder.path + "/in")
        let packed = try #require(archive.entries.first)
        let inner = try #require(try archive.open(packed))
        #expect(inner.entries.map(\.name) == ["a.zip"])
        let innermost = try #require(inner.entries.first)
        #expect(try inner.open(innermost) == nil)
    }

    @Test("a ZIP that holds itself is a ZIP with one file, and is not opened again")
    func quine() throws {
        #expect(QuineZip.bytes.count == 776)
        #expect(ZipBuilder.crc32(QuineZip.bytes) == QuineZip.checksum)
        let archive = try Archive.open(try folder.write("q.zip", QuineZip.bytes))
        let itself = try #require(archive.entries.first)
        #expect(archive.entries.map(\.name) == [QuineZip.name])
        // Without this it would be no test of anything.
        #expect(try archive.bytes(of: itself) == QuineZip.bytes)
        #expect(archive.isArchive(itself))
        #expect(try archive.open(itself) == nil)
        #expect(try archive.part(itself).open(itself) == nil)

        try folder.folder("in")
        try folder.write("in/q.zip", QuineZip.bytes)
        let outer = try Archive.open(folder.path + "/in")
        let packed = try #require(outer.entries.first)
        let inner = try #require(try outer.open(packed))
        let innermost = try #require(inner.entries.first)
        #expect(try inner.bytes(of: innermost) == QuineZip.bytes)
        #expect(try inner.open(innermost) == nil)
    }

    @Test(
        "names that differ in case, in normalisation, or in dots and blanks at their ends are different files"
    )
    func likeNames() throws {
        let names = [
            "A.json", "a.json", "a.json.", "a.json ", "a\u{301}.json", "\u{E1}.json", "\u{212B}", "\u{C5}",
        ]
        var builder = ZipBuilder()
        for (number, name) in names.enumerated() { builder.add(.init(name, "\(number)")) }
        let archive = try Archive.open(try folder.write("a.zip", builder.finished()))
        #expect(archive.refused.isEmpty)
        for (number, name) in names.enumerated() {
            let entry = try #require(archive.entry(named: name))
            #expect(try archive.bytes(of: entry) == Array("\(number)".utf8))
        }
    }

    @Test("names of 4,096 bytes are files, longer ones are refused")
    func longNames() throws {
        let name = String(repeating: "n/", count: 2047) + "nn"
        let archive = try Archive.open(
            try folder.write("a.zip", ZipBuilder.zip(.init(name), .init(name + "n"))))
        #expect(archive.entries.map(\.name) == [name])
        #expect(archive.refused.map(\.reason) == [.nameTooLong])
    }
}
