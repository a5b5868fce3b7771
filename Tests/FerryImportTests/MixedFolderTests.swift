// SPDX-License-Identifier: Apache-2.0
import FerryTestImports
import FerryArchive
import FerryImport
import FerryModel
import FerryTestKit
import Testing

/// Folders and archives that hold those of several sources.
struct MixedFolderTests {
    private let tree: TemporaryTree

    init() throws { tree = try TemporaryTree() }

    private func copy(_ sample: String, to name: String) throws {
        try tree.copy(Sample.folder + "/" + sample + "/archive", to: name)
    }

    /// What is found: the path in the tree and the source of each, in order.
    private func found(_ path: String = "", source: SourceKind? = nil) throws -> [String] {
        let archive = try Archive.open(tree.path + path)
        return try ArchiveReading.all(in: archive, importers: Sample.importers, source: source).map {
            reading in
            "\(reading.archive.path.dropFirst(tree.path.count)) \(reading.recognition.source.rawValue)"
        }.sorted()
    }

    private func read(_ path: String = "") throws -> CountingSink {
        let sink = CountingSink()
        for reading in try ArchiveReading.all(
            in: try Archive.open(tree.path + path), importers: Sample.importers, source: nil)
        {
            try reading.read(into: sink)
        }
        return sink
    }

    @Test("folders of several sources are read each by its own importer")
    func folders() throws {
        try copy("slack/basic", to: "slack")
        try copy("teams/admin-export", to: "teams")
        try copy("compliance/mattermost", to: "old/mattermost")
        #expect(try found() == ["/old compliance", "/slack slack", "/teams teams"])
        #expect(try found(source: .teams) == ["/teams teams"])
    }

    @Test("the records are those of each alone, and nothing of one is a loss of another")
    func sameRecords() throws {
        let alone = CountingSink()
        for sample in ["slack/basic", "teams/graph", "compliance/bloomberg"] {
            let name = String(sample.split(separator: "/")[0])
            try copy(sample, to: name)
            let archive = try Archive.open(Sample.folder + "/" + sample + "/archive")
            try ArchiveReading(archive, importers: Sample.importers, source: nil).read(into: alone)
        }
        let mixed = try read()
        #expect(mixed.keys == alone.keys)
        #expect(mixed.losses == alone.losses)
        #expect(mixed.bytes == alone.bytes)
    }

    @Test("so are those in a ZIP and in a tar, with or without a folder around them")
    func packed() throws {
        try copy("slack/basic", to: "all/export/slack")
        try copy("compliance/persistent-chat", to: "all/export/lync")
        let folder = try read("/all")
        for (name, isTar) in [("all.zip", false), ("all.tar.gz", true)] {
            try tree.pack("all", as: name, isTar: isTar)
            #expect(
                try found("/" + name) == ["/\(name)/export/lync compliance", "/\(name)/export/slack slack"])
            let packed = try read("/" + name)
            #expect(packed.keys == folder.keys)
            #expect(packed.bytes == folder.bytes)
        }
    }

    @Test("archive files beside folders are opened")
    func archiveFiles() throws {
        try copy("slack/basic", to: "in/slack")
        try tree.pack("in/slack", as: "slack.zip")
        try copy("compliance/mattermost", to: "mixed/batches")
        try copy("slack/formatting", to: "mixed/slack")
        #expect(try found("/mixed") == ["/mixed/batches compliance", "/mixed/slack slack"])
        try tree.pack("in", as: "mixed/other.zip")
        try tree.write("mixed/broken.zip", [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 100))
        #expect(
            try found("/mixed") == ["/mixed slack", "/mixed/batches compliance", "/mixed/other.zip slack"])
    }

    @Test("a folder of nothing but archive files is all of them")
    func batches() throws {
        try copy("compliance/mattermost", to: "in")
        try tree.write("out/readme.txt", "two batches")
        for batch in ["batch001", "batch002"] { try tree.pack("in/" + batch, as: "out/\(batch).zip") }
        #expect(try found("/out") == ["/out/batch001.zip compliance", "/out/batch002.zip compliance"])
        #expect(try read("/out").keys == read("/in").keys)
        // Beside another export too.
        try copy("slack/formatting", to: "both/slack")
        for batch in ["batch001", "batch002"] { try tree.pack("in/" + batch, as: "out/\(batch).zip") }
        try tree.copy(tree.path + "/out", to: "both/mattermost")
        #expect(
            try found("/both") == [
                "/both/mattermost/batch001.zip compliance", "/both/mattermost/batch002.zip compliance",
                "/both/slack slack",
            ])
        try copy("compliance/bloomberg", to: "both/bloomberg")
        #expect(
            try found("/both", source: .compliance) == [
                "/both/bloomberg compliance", "/both/mattermost/batch001.zip compliance",
                "/both/mattermost/batch002.zip compliance",
            ])
        // Out of an archive file no other is unpacked, and that is said.
        try tree.pack("out", as: "outer.zip")
        #expect(throws: Failure.self) { try found("/outer.zip") }
    }

    @Test("a ZIP that holds itself, and an export deeper in archives than any is opened, are each one loss")
    func deep() throws {
        try copy("slack/basic", to: "in/slack")
        try copy("slack/formatting", to: "one")
        for folder in ["two", "three"] { try TestFile.makeFolder(tree.path + "/" + folder) }
        try tree.pack("one", as: "two/slack.zip")
        try tree.pack("two", as: "three/slack.zip")
        try tree.pack("three", as: "in/deep.zip")
        try tree.write("in/itself.zip", QuineZip.bytes)
        try copy("compliance/bloomberg", to: "in/bloomberg")
        #expect(try found("/in").map { $0.split(separator: " ").last } == ["slack", "compliance"])
        let sink = try read("/in")
        let places = sink.losses.compactMap(\.place?.entry)
        for name in ["deep.zip", "itself.zip"] {
            #expect(places.count { $0.hasPrefix(name) || $0.hasPrefix(QuineZip.name) } == 1, "\(sink.losses)")
        }
        #expect(try read("/in/slack").keys.isSubset(of: sink.keys))
        // Alone they are no archive of anything.
        for path in ["/in/deep.zip", "/in/itself.zip"] {
            #expect(throws: Failure.self) { try found(path) }
        }
    }

    @Test("what nobody recognises is a loss, never silence")
    func leftovers() throws {
        try copy("compliance/bloomberg", to: "dumps/bloomberg")
        try copy("slack/basic", to: "dumps/slack")
        try tree.write("dumps/photos/a.jpg", [0xFF, 0xD8, 0xFF])
        try tree.write("dumps/photos/b.jpg", [0xFF, 0xD8, 0xFF])
        try tree.write("dumps/notes.txt", "nothing\n")
        let sink = try read("/dumps")
        let unread = sink.losses.filter { ["archive.part-unknown", "slack.entry.unknown"].contains($0.code) }
        let names = Set(unread.compactMap { $0.place?.entry })
        #expect(unread.reduce(0) { $0 + $1.count } >= 3, "\(names)")
    }

    @Test("an export at the top keeps its folders, and a file of another kind beside it is read too")
    func exportAtTop() throws {
        try copy("slack/basic", to: "export")
        #expect(try found("/export") == ["/export slack"])
        try copy("compliance/persistent-chat-converted", to: "in")
        try tree.copy(tree.path + "/in/out.xml", to: "export/lync.xml")
        #expect(try found("/export") == ["/export slack", "/export/lync.xml compliance"])
        let alone = try ArchiveReading.all(
            in: try Archive.open(Sample.folder + "/slack/basic/archive"), importers: Sample.importers,
            source: nil)
        let mixed = try ArchiveReading.all(
            in: try Archive.open(tree.path + "/export"), importers: Sample.importers, source: nil)
        #expect(
            mixed.first { $0.recognition.source == .slack }?.archive.entries.count
                == alone[0].archive.entries.count)
    }

    @Test("files that people attached are no archives of their own, whatever they hold")
    func attachments() throws {
        try copy("slack/basic", to: "export")
        try tree.copy(
            Sample.folder + "/compliance/persistent-chat-converted/archive/out.xml",
            to: "export/__uploads/F9/out.xml")
        #expect(try found("/export") == ["/export slack"])
    }

    @Test("the digest of a part changes with the part and with nothing else")
    func digests() throws {
        try copy("slack/basic", to: "slack")
        try copy("compliance/bloomberg", to: "bloomberg")
        func digests() throws -> [String: String] {
            let readings = try ArchiveReading.all(
                in: try Archive.open(tree.path), importers: Sample.importers, source: nil)
            return Dictionary(
                uniqueKeysWithValues: try readings.map {
                    ($0.recognition.source.rawValue, try $0.archive.digest().hex)
                })
        }
        let before = try digests()
        #expect(before.count == 2)
        try tree.write("bloomberg/new.txt", "new")
        let after = try digests()
        #expect(after["slack"] == before["slack"])
        #expect(after["compliance"] != before["compliance"])
    }
}

/// Keeps what is read from several archives.
private final class CountingSink: RecordSink {
    private(set) var keys: Set<SourceKey> = []
    private(set) var losses: Set<Loss> = []
    private(set) var bytes: Int = 0
    private var entries: Set<String> = []

    func take(_ record: Record) throws {
        keys.insert(record.key)
        if case .attachment(let attachment) = record, case .entry(let entry) = attachment.location {
            entries.insert(entry)
        }
    }
    func take(_ loss: Loss) throws {
        // The same thing has another path in the folder.
        var loss = loss
        loss.place?.archive = ""
        losses.insert(loss)
    }
    func advance(bytes: Int64) {}
    func wantedEntries() throws -> Set<String> {
        defer { entries = [] }
        return entries
    }
    func takeBytes(ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void)
        throws
    {
        try read { bytes += $0.count }
    }
}
