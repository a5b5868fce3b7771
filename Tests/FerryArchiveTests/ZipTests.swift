// SPDX-License-Identifier: Apache-2.0

import FerryArchive
import FerryModel
import Testing

@Suite("ZIP archives")
struct ZipTests {
    private typealias Part = ZipBuilder.Part
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func open(_ bytes: [UInt8], limits: ArchiveLimits = .init()) throws -> Archive {
        try Archive.open(try folder.write("a.zip", bytes), limits: limits)
    }

    private func text(_ archive: Archive, _ name: String) throws -> String {
        String(decoding: try archive.bytes(of: try #require(archive.entry(named: name))), as: UTF8.self)
    }

    private func failure(_ body: () throws -> Void) -> Failure? {
        #expect(throws: Failure.self) { try body() }
    }

    @Test("files are listed by name and read in any order")
    func plain() throws {
        let archive = try open(
            ZipBuilder.zip(
                Part("b/two.json", "2").with { $0.hasDescriptor = true },
                Part("b/").with {
                    $0.data = []; $0.mode = 0o040755
                }, Part("a.json", "one"), Part("empty", ""),
                Part("long", "L").with { $0.isLong = true }))
        #expect(archive.kind == .zip)
        #expect(archive.entries.map(\.name) == ["a.json", "b/two.json", "empty", "long"])
        #expect(archive.entries.map(\.size) == [3, 1, 0, 1])
        #expect(archive.refused.isEmpty)
        for name in ["long", "a.json", "b/two.json", "a.json"] + archive.entries.map(\.name).reversed() {
            #expect(
                try text(archive, name)
                    == ["a.json": "one", "b/two.json": "2", "empty": "", "long": "L"][name])
        }
        #expect(archive.entry(named: "b") == nil && archive.entry(named: "") == nil)
    }

    @Test("deflated files are unpacked, also after one was left in the middle")
    func deflated() throws {
        let large = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 9) }
        let parts = [
            PackedFiles.Part(name: "x", data: large), PackedFiles.Part(name: "y", data: Array("yes".utf8)),
            PackedFiles.Part(name: "z", data: []),
        ]
        let archive = try open(try PackedFiles.pack(parts, .zipDeflated))
        struct Enough: Error {}
        let entry = try #require(archive.entry(named: "x"))
        for _ in 0..<2 {
            #expect(throws: Enough.self) { try archive.read(entry) { _ in throw Enough() } }
            #expect(try text(archive, "y") == "yes")
        }
        #expect(try archive.bytes(of: entry) == large)
        #expect(try text(archive, "z").isEmpty)
        #expect(failure { _ = try archive.bytes(of: entry, limit: 1000) }?.kind == .archiveInvalid)
        #expect(try archive.bytes(of: entry) == large)
    }

    @Test("a prefix, a comment and a Zip64 end are read over")
    func ends() throws {
        var builder = ZipBuilder()
        builder.add(Part("a", "1"))
        for bytes in [
            builder.finished(comment: "PK\u{5}\u{6} not the end"), builder.finished(long: true),
            Array("#!/bin/sh\n".utf8) + builder.finished(),
        ] where bytes.starts(with: [0x50, 0x4B]) {
            #expect(try text(try open(bytes), "a") == "1")
        }
        let shifted = ZipBuilder.zip(Part("p", "prefix")).dropLast(70) + builder.finished()
        #expect(try text(try open(Array(shifted)), "a") == "1")
    }

    @Test("names are UTF-8 with and without the flag, code page 437 where they are not UTF-8")
    func names() throws {
        let archive = try open(
            ZipBuilder.zip(
                Part("größe/é.json"), Part("flag-é").with { $0.flags = 0x800 },
                Part("").with { $0.name = [0x94, 0x6C, 0xE1] }, Part("e\u{301}"), Part("\u{E9}"),
                Part("./a//b/./c"), Part("back\\slash")))
        let names = ["./a//b/./c": "a/b/c"]
        #expect(
            Set(archive.entries.map { Array($0.name.utf8) })
                == Set(
                    [
                        "größe/é.json", "flag-é", "ölß", "e\u{301}", "\u{E9}", names["./a//b/./c"] ?? "",
                        "back\\slash",
                    ]
                    .map { Array($0.utf8) }))
        for name in ["größe/é.json", "ölß", "a/b/c", "e\u{301}", "\u{E9}"] {
            #expect(try text(archive, name) == "data")
        }
    }

    @Test(
        "what leads outside or is no file is refused",
        arguments: [
            ("../x", .leadsOutside), ("a/../../x", .leadsOutside), ("/etc/passwd", .leadsOutside),
            ("..", .leadsOutside), ("..\\x", .leadsOutside), ("a\\..\\..\\x", .leadsOutside),
            ("C:\\x", .leadsOutside), ("c:/x", .leadsOutside), ("\\\\server\\x", .leadsOutside),
            ("", .nameUnusable), ("./", .nameUnusable), ("a\u{0}b", .nameUnusable),
            (String(repeating: "n", count: 4097), .nameTooLong), ("../", .leadsOutside),
        ] as [(String, RefusedEntry.Reason)])
    func refusedNames(name: String, reason: RefusedEntry.Reason) throws {
        let archive = try open(ZipBuilder.zip(Part("good"), Part(name)))
        #expect(archive.entries.map(\.name) == ["good"])
        #expect(archive.refused.map(\.reason) == [reason])
        #expect(try text(archive, "good") == "data")
    }

    @Test(
        "names that only look dangerous are files",
        arguments: ["..a", "a..", "C:x", "Q: what/m.json", "a/...", "CON"])
    func harmlessNames(name: String) throws {
        #expect(try open(ZipBuilder.zip(Part(name))).entries.map(\.name) == [name])
    }

    @Test("links, devices, duplicates and encrypted files are refused, the others stay")
    func refusedKinds() throws {
        let archive = try open(
            ZipBuilder.zip(
                Part("link", "/etc/passwd").with { $0.mode = 0o120777 },
                Part("pipe").with { $0.mode = 0o010644 }, Part("twice", "first"), Part("./twice", "second"),
                Part("secret").with { $0.flags = 1 }))
        #expect(archive.entries.map(\.name) == ["twice"])
        #expect(try text(archive, "twice") == "first")
        #expect(
            Set(archive.refused)
                == Set([
                    RefusedEntry(name: "link", reason: .link), RefusedEntry(name: "pipe", reason: .device),
                    RefusedEntry(name: "twice", reason: .duplicate),
                    RefusedEntry(name: "secret", reason: .encrypted),
                ]))
    }

    @Test("a zip that is encrypted as a whole cannot be opened")
    func encrypted() throws {
        let bytes = ZipBuilder.zip(Part("a").with { $0.flags = 1 })
        #expect(failure { _ = try open(bytes) }?.what == "the zip archive is encrypted")
    }

    @Test("a zip cut at any byte cannot be opened")
    func truncated() throws {
        let bytes = ZipBuilder.zip(Part("a.json", "[1,2,3]"), Part("b.json", "[4]"))
        for length in 4..<bytes.count {
            let failure = failure { _ = try open(Array(bytes[..<length])) }
            #expect(failure?.kind == .archiveInvalid)
            #expect(failure?.what.contains("cut after \(length) bytes") == true)
        }
    }

    @Test(
        "damage is found when the file is read, and the others can still be read",
        arguments: [
            Part("bad", "12345").with { $0.checksum = 1 },
            Part("bad", "12345").with { $0.size = 4 },
            Part("bad", "12345").with { $0.size = 6 },
            Part("bad", "12345").with { $0.packed = Array("12x45".utf8) },
            Part("bad", "12345").with { $0.method = 8 },
            Part("bad", "12345").with { $0.method = 77 },
            Part("bad", "12345").with { $0.displacement = -1 },
        ])
    func damaged(part: ZipBuilder.Part) throws {
        let archive = try open(ZipBuilder.zip(Part("before", "1234567890"), part, Part("good")))
        for _ in 0..<2 {
            let found = failure { _ = try text(archive, "bad") }
            #expect(found?.kind == .archiveInvalid)
            #expect(found?.location?.contains("bad") == true)
            #expect(try text(archive, "good") == "data")
        }
    }

    @Test("any changed byte of the directory gives a failure or a listing, never a crash")
    func damagedDirectory() throws {
        let bytes = ZipBuilder.zip(Part("a", "1").with { $0.isLong = true }, Part("b", "2"))
        for position in bytes.indices.dropFirst(4) {
            for value: UInt8 in [0, 0x7F, 0xFF] {
                var changed = bytes
                changed[position] = value
                do {
                    let archive = try open(changed)
                    for entry in archive.entries { _ = try archive.bytes(of: entry) }
                } catch let failure as Failure {
                    #expect(failure.kind == .archiveInvalid)
                }
            }
        }
    }

    @Test("entries that share their bytes end it")
    func overlapping() throws {
        var builder = ZipBuilder()
        builder.add(Part("a", "1"))
        builder.add(Part("b", "1"), at: 0)
        #expect(failure { _ = try open(builder.finished()) }?.what == "entries of the zip archive overlap")
    }

    @Test(
        "entries that share a part of their bytes, or reach into the directory, end it",
        arguments: [
            [Part("a", "12345"), Part("b", "1").with { $0.displacement = -4 }],
            [
                Part("a", "12345"),
                Part("b", "1").with {
                    $0.displacement = -4; $0.isLong = true
                },
            ],
            [Part("a", "12345").with { $0.displacement = 36 }, Part("b", "12345")],
            [Part("b", "1").with { $0.displacement = 60 }],
        ])
    func partlyOverlapping(parts: [ZipBuilder.Part]) throws {
        var builder = ZipBuilder()
        for part in parts { builder.add(part) }
        let found = failure { _ = try open(builder.finished()) }?.what ?? ""
        #expect(found.contains("overlap") || found.contains("damaged"), "\(found)")
    }

    @Test(
        "a Zip64 field that lies ends it, or the file that it is of",
        arguments: [
            (0, .max), (0, 1 << 63), (0, 1 << 62), (0, 4), (8, .max), (8, 1 << 63), (8, 1 << 62), (8, 6),
            (16, .max), (16, 1 << 63), (16, 1 << 40), (16, 1),
        ] as [(Int, UInt64)])
    func longLies(at: Int, value: UInt64) throws {
        var bytes = ZipBuilder.zip(Part("a", "12345").with { $0.isLong = true }, Part("good"))
        // In the directory: a foreign field of six bytes, then size, packed size and place.
        let mark: [UInt8] = [9, 9, 2, 0, 1, 2, 1, 0, 24, 0]
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: mark) }) + mark.count + at
        bytes.replaceSubrange(start..<(start + 8), with: ZipBuilder.little(value))
        do {
            let archive = try open(bytes)
            if archive.refused == [RefusedEntry(name: "a", reason: .bomb)] { return }
            _ = try text(archive, "a")
            Issue.record("it was read")
        } catch let failure as Failure { #expect(failure.kind == .archiveInvalid) }
    }

    @Test(
        "a Zip64 end that lies ends it",
        arguments: [(40, .max), (40, 1 << 63), (40, 0), (40, 1), (48, .max), (48, 1 << 63)] as [(Int, UInt64)]
    )
    func longEndLies(offset: Int, value: UInt64) throws {
        var builder = ZipBuilder()
        builder.add(Part("a", "12345"))
        var bytes = builder.finished(long: true)
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 6, 6]) })
        bytes.replaceSubrange(
            (start + offset)..<(start + offset + 8), with: ZipBuilder.little(value))
        do {
            // A directory without a file is an archive without a file, and says so later.
            #expect(try open(bytes).entries.isEmpty)
        } catch let failure as Failure { #expect(failure.kind == .archiveInvalid) }
    }

    @Test("a bomb is refused by what it declares, one that declares less when it is read")
    func bombs() throws {
        let zeros = [PackedFiles.Part(name: "zeros", data: [UInt8](repeating: 0, count: 20 << 20))]
        let bytes = try PackedFiles.pack(zeros, .zipDeflated)
        #expect(bytes.count < 100_000)
        #expect(try open(bytes).refused == [RefusedEntry(name: "zeros", reason: .bomb)])
        #expect(try open(bytes, limits: ArchiveLimits(ratio: 2000)).entries.count == 1)
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
        let lying = Array(bytes[..<(start + 24)]) + ZipBuilder.little(UInt32(1000)) + bytes[(start + 28)...]
        let archive = try open(lying)
        #expect(archive.entries.map(\.size) == [1000])
        var count = 0
        let found = failure { try archive.read(archive.entries[0]) { count += $0.count } }
        #expect(found?.kind == .archiveInvalid)
        #expect(count <= 1000)
    }

    @Test("the limits on entries and bytes hold")
    func limits() throws {
        let bytes = ZipBuilder.zip(Part("a", "12345"), Part("b", "12345"))
        #expect(failure { _ = try open(bytes, limits: ArchiveLimits(entries: 1)) }?.kind == .archiveInvalid)
        #expect(
            failure { _ = try open(bytes, limits: ArchiveLimits(totalBytes: 9)) }?.kind == .archiveInvalid)
        #expect(try open(bytes, limits: ArchiveLimits(totalBytes: 10, entries: 2)).entries.count == 2)
    }

    @Test("two reads at once do not disturb each other")
    func concurrent() async throws {
        var builder = ZipBuilder()
        for index in 0..<200 { builder.add(Part("f\(index)", String(repeating: "\(index),", count: 500))) }
        let archive = try open(builder.finished())
        await withTaskGroup(of: Bool.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    archive.entries.allSatisfy { entry in
                        let expected = String(repeating: entry.name.dropFirst() + ",", count: 500)
                        return worker < 0 || (try? archive.bytes(of: entry)) == Array(expected.utf8)
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
