// SPDX-License-Identifier: Apache-2.0
import FerryTestImports
import FerryArchive
import FerryImport
import FerryModel
import Testing

/// Every sample there is, through all importers.
struct DetectionTests {
    @Test("a sample is of its own source and of no other", arguments: Sample.all)
    func oneClaim(_ sample: Sample) throws {
        let archive = try Archive.open(sample.path)
        var claims: [String] = []
        for importer in Sample.importers {
            do {
                if try importer.recognise(archive) != nil { claims.append(importer.source.rawValue) }
            } catch let failure as Failure {
                // To say what is wrong with it is a claim too.
                #expect(failure.kind == .archiveInvalid)
                claims.append(importer.source.rawValue)
            }
        }
        #expect(claims == [sample.source])
    }

    @Test("a sample is one archive, not several", arguments: Sample.all)
    func oneWhole(_ sample: Sample) throws {
        let archive = try Archive.open(sample.path)
        do {
            let readings = try ArchiveReading.all(in: archive, importers: Sample.importers, source: nil)
            #expect(readings.map(\.archive.path) == [sample.path])
            #expect(readings.map(\.archive.entries.count) == [archive.entries.count])
            #expect(readings.map(\.recognition.source.rawValue) == [sample.source])
        } catch let failure as Failure {
            // Some layouts are refused with a word on what to do.
            #expect(!failure.remedy.isEmpty)
            #expect(throws: Failure.self) {
                try Sample.importers.first { $0.source.rawValue == sample.source }?.recognise(archive)
            }
        }
    }

    @Test("what is no export of anything is of nobody")
    func nobody() throws {
        let tree = try TemporaryTree()
        try tree.write("readme.txt", "Please read me.\n")
        try tree.write("data/table.csv", "a,b\n1,2\n")
        try tree.write("data/list.json", "[{\"a\": 1}]")
        try tree.write("data/page.xml", "<page/>")
        try tree.write("data/photo.jpg", [0xFF, 0xD8, 0xFF, 0xE0])
        let archive = try Archive.open(tree.path)
        for importer in Sample.importers {
            #expect(try importer.recognise(archive) == nil, "\(importer.source)")
        }
        #expect(throws: Failure.self) {
            try ArchiveReading.all(in: archive, importers: Sample.importers, source: nil)
        }
    }
}
