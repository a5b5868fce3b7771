// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import FerryTestRecords
import Testing

@Suite("The media folder")
struct MediaFolderTests {
    private let directory = TemporaryDirectory()
    private var folder: MediaFolder { MediaFolder(path: directory.path + "/media") }

    private func keep(_ pieces: [UInt8]...) throws -> MediaFolder.File {
        try folder.keep { take in
            for piece in pieces { try piece.withUnsafeBytes { try take($0) } }
        }
    }

    @Test("keeps bytes under their digest, for their owner only")
    func keeps() throws {
        let file = try keep([1, 2], [], [3])
        #expect(file.digest == SHA256.digest(of: [1, 2, 3] as [UInt8]))
        #expect(file.size == 3)
        #expect(contents(folder.path(of: file.digest)) == [1, 2, 3])
        let hex = file.digest.hex
        #expect(directory.files == ["media/\(hex.prefix(2))/\(hex)"])
        #expect(!FileMode.isOpenToOthers(folder.path(of: file.digest)))
        #expect(!FileMode.isOpenToOthers(directory.path + "/media"))
    }

    @Test("keeps equal bytes once, and an empty file, too")
    func deduplicates() throws {
        let first = try keep([1, 2, 3])
        let second = try keep([1], [2, 3])
        #expect(first == second)
        #expect(directory.files.count == 1)
        #expect(try keep().size == 0)
        #expect(directory.files.count == 2)
    }

    @Test("keeps nothing of what could not be read to its end")
    func throwingReader() throws {
        struct Broken: Error {}
        #expect(throws: Broken.self) {
            try folder.keep { take in
                try ([1, 2, 3] as [UInt8]).withUnsafeBytes { try take($0) }
                throw Broken()
            }
        }
        #expect(directory.files.isEmpty)
        _ = try keep([4])
        #expect(directory.files.count == 1)
    }

    @Test("says so when it cannot write")
    func notWritable() {
        let failure = #expect(throws: Failure.self) {
            try MediaFolder(path: directory.path + "/no/such/place").keep { _ in }
        }
        #expect(failure?.kind == .storage)
    }
}
