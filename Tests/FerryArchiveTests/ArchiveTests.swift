// SPDX-License-Identifier: Apache-2.0

import FerryArchive
import FerryJSON
import FerryModel
import Glibc
import Testing

@Suite("Archives")
struct ArchiveTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func failure(_ body: () throws -> Void) -> Failure? {
        #expect(throws: Failure.self) { try body() }
    }

    @Test("a folder gives its regular files at any depth and refuses the rest")
    func folders() throws {
        try folder.folder("in")
        try folder.folder("in/sub")
        try folder.folder("in/sub/empty")
        try folder.write("outside", [1])
        try folder.write("in/b.json", Array("[1]".utf8))
        try folder.write("in/sub/é.json", Array("[2]".utf8))
        symlink("../outside", folder.path + "/in/link")
        symlink("/", folder.path + "/in/sub/root")
        mkfifo(folder.path + "/in/pipe", 0o644)
        let archive = try Archive.open(folder.path + "/in")
        #expect(archive.kind == .folder)
        #expect(archive.entries.map(\.name) == ["b.json", "sub/é.json"])
        #expect(
            try archive.entries.map { try archive.bytes(of: $0) } == [Array("[1]".utf8), Array("[2]".utf8)])
        #expect(
            Set(archive.refused)
                == Set([
                    RefusedEntry(name: "link", reason: .link), RefusedEntry(name: "sub/root", reason: .link),
                    RefusedEntry(name: "pipe", reason: .device),
                ]))
    }

    @Test("a file of a folder that changed, went or became a link is a failure")
    func changedFolder() throws {
        try folder.folder("in")
        try folder.folder("in/sub")
        for name in ["longer", "gone", "linked", "sub/file"] { try folder.write("in/" + name, [1, 2]) }
        let archive = try Archive.open(folder.path + "/in")
        try folder.write("in/longer", [1, 2, 3])
        unlink(folder.path + "/in/gone")
        unlink(folder.path + "/in/linked")
        symlink("longer", folder.path + "/in/linked")
        rename(folder.path + "/in/sub", folder.path + "/moved")
        symlink("../moved", folder.path + "/in/sub")
        for entry in archive.entries {
            let failure = failure { _ = try archive.bytes(of: entry) }
            #expect(failure?.what == "the archive changed while it was read")
            #expect(failure?.location?.contains(entry.name) == true)
        }
    }

    @Test("a plain file is an archive of itself, and one that is written to meanwhile a failure")
    func plainFile() throws {
        let path = try folder.write("messages.json", Array("[1,2]".utf8))
        let archive = try Archive.open(path)
        #expect(archive.kind == .file)
        #expect(archive.entries.map(\.name) == ["messages.json"] && archive.entries.map(\.size) == [5])
        #expect(try archive.bytes(of: archive.entries[0]) == Array("[1,2]".utf8))
        #expect(try archive.digest() == SHA256.digest(of: "[1,2]"))
        try folder.write("messages.json", Array("[1,2,3]".utf8))
        #expect(failure { _ = try archive.bytes(of: archive.entries[0]) }?.kind == .archiveInvalid)
    }

    @Test("a zip that is replaced while it is open is a failure")
    func changedZip() throws {
        let path = try folder.write("a.zip", ZipBuilder.zip(.init("a", "12345")))
        let archive = try Archive.open(path)
        try folder.write("a.zip", ZipBuilder.zip(.init("a", "12345"), .init("b")))
        #expect(failure { _ = try archive.bytes(of: archive.entries[0]) }?.kind == .archiveInvalid)
    }

    @Test("what cannot be opened says so with the right exit code")
    func unopenable() throws {
        #expect(failure { _ = try Archive.open(folder.path + "/none.zip") }?.kind == .archiveNotFound)
        #expect(failure { _ = try Archive.open(folder.path + "/no/such") }?.kind == .archiveNotFound)
        for (name, bytes) in [
            ("empty.json", []), ("page.zip", Array("<html>".utf8)), ("cut.tgz", [0x1F]),
            ("a.7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4]), ("a", Array("Rar!\u{1A}\u{7}".utf8)),
            ("nothing.zip", ZipBuilder().finished()), ("half.gz", [0x1F, 0x8B, 8]),
        ] as [(String, [UInt8])] {
            let found = failure { _ = try Archive.open(try folder.write(name, bytes)) }
            #expect(found?.kind == .archiveInvalid, "\(name)")
            #expect(found?.remedy.isEmpty == false)
        }
        try folder.folder("hollow")
        #expect(failure { _ = try Archive.open(folder.path + "/hollow") }?.kind == .archiveInvalid)
        mkfifo(folder.path + "/pipe", 0o644)
        #expect(failure { _ = try Archive.open(folder.path + "/pipe") }?.kind == .archiveInvalid)
    }

    @Test("the elements of a JSON file come one by one with their offsets")
    func elements() throws {
        let json = "\u{FEFF}{\"n\":1,\"value\":[{\"id\":\"a\"}, {\"id\":\"b\"}]}"
        let archive = try Archive.open(
            folder.write("a.zip", ZipBuilder.zip(.init("x", json), .init("y", "[1,{]}]"))))
        var found: [String] = []
        try archive.elements(of: archive.entries[0], at: .array(underKey: "value")) { element, offset in
            found.append("\(element["id"]?.string ?? "")\(offset)")
        }
        #expect(found == ["a19", "b31"])
        #expect(throws: JSONError(.unexpectedByte(0x5D), offset: 4)) {
            try archive.elements(of: archive.entries[1], at: .topLevelArray) { element, _ in
                found.append("\(element.int64 ?? 0)")
            }
        }
        #expect(found.last == "1")
        try archive.elements(of: archive.entries[0], at: .lines) { element, _ in #expect(element.count == 2) }
    }

    @Test("the top folder that holds everything is told, not taken away")
    func topFolder() throws {
        func top(_ names: String...) throws -> String? {
            var builder = ZipBuilder()
            for name in names { builder.add(.init(name)) }
            return try Archive.open(folder.write("a.zip", builder.finished())).commonTopFolder
        }
        #expect(try top("é x/a", "é x/b/c") == "é x")
        #expect(try top("a/b", "ab") == nil)
        #expect(try top("a/b", "b/b") == nil)
        #expect(try top("a") == nil)
    }

    @Test("the digest of a folder follows its names and bytes and nothing else")
    func folderDigest() throws {
        func digest(_ name: String, _ files: [(String, [UInt8])]) throws -> Digest {
            try folder.folder(name)
            for (file, bytes) in files { try folder.write(name + "/" + file, bytes) }
            return try Archive.open(folder.path + "/" + name).digest()
        }
        let one = try digest("1", [("a", [1]), ("b", [2])])
        #expect(try digest("2", [("b", [2]), ("a", [1])]) == one)
        #expect(try digest("3", [("a", [1]), ("b", [3])]) != one)
        #expect(try digest("4", [("a", [1]), ("c", [2])]) != one)
    }
}
