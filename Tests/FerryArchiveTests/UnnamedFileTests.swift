// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryModel
import FerryTestKit
import Glibc
import Testing

@Suite("Temporary files without a name")
struct UnnamedFileTests {
    @Test("what was written is read back, in the order it was written and in any part")
    func readBack() throws {
        let folder = try TemporaryFolder()
        let file = try UnnamedFile(orFail: "x", in: folder.path)
        var large = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let whole = Array("begin".utf8) + large
        try Array("begin".utf8).withUnsafeBytes { try file.append($0) }
        try file.append(moving: &large)
        #expect(large.isEmpty)
        #expect(file.count == Int64(whole.count))
        #expect(try file.bytes(in: 0..<file.count) == whole)
        #expect(try file.bytes(in: 3..<2_500_000) == Array(whole[3..<2_500_000]))
        #expect(try file.bytes(in: 7..<7) == [])
    }

    @Test("the folder shows no name while the file is in use, so nothing is left however the program ends")
    func noName() throws {
        let folder = try TemporaryFolder()
        let file = try UnnamedFile(orFail: "x", in: folder.path)
        var bytes = [UInt8](repeating: 1, count: 100_000)
        try file.append(moving: &bytes)
        #expect(TestFile.names(in: folder.path) == [])
        var status = stat()
        #expect(fstat(file.descriptor, &status) == 0)
        #expect(status.st_nlink == 0 && status.st_mode & 0o077 == 0)
        #expect(fcntl(file.descriptor, F_GETFD) & FD_CLOEXEC != 0)
    }

    @Test("lies on disk unless told otherwise, not where memory often is")
    func place() throws {
        #expect(UnnamedFile.folder == "/var/tmp")
    }

    @Test("a folder that cannot be written to is named, with the reason and what to do")
    func noFolder() throws {
        let path = try TemporaryFolder().path + "/none"
        let failure = try #require(throws: Failure.self) {
            try UnnamedFile(orFail: "the tar could not be copied", remedy: "or unpack it", in: path)
        }
        #expect(failure.kind == .storage)
        #expect(failure.what == "the tar could not be copied: No such file or directory")
        #expect(failure.location == path)
        #expect(failure.remedy == "make room there, or unpack it")
    }

    @Test("a full disk is a failure that says so, and so is a part that is not there")
    func full() throws {
        // The device that is always full.
        let file = UnnamedFile(
            descriptor: open("/dev/full", O_RDWR | O_CLOEXEC), orFail: "the mail could not be copied",
            remedy: "then try again", in: "/somewhere")
        var bytes: [UInt8] = [1, 2, 3]
        let failure = try #require(throws: Failure.self) { try file.append(moving: &bytes) }
        #expect(failure.kind == .storage)
        #expect(failure.what == "the mail could not be copied: No space left on device")
        #expect(failure.location == "/somewhere")
        #expect(bytes == [1, 2, 3] && file.count == 0)
        let folder = try TemporaryFolder()
        let empty = try UnnamedFile(orFail: "x", in: folder.path)
        #expect(throws: Failure.self) { try empty.bytes(in: 0..<1) }
    }
}
