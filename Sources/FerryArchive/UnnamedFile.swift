// SPDX-License-Identifier: Apache-2.0

public import FerryModel
import Glibc

/// A temporary file without a name, on disk and not in memory: it is gone with this object, and with the program
/// however that ends.
///
/// For one user at a time.
public final class UnnamedFile {
    /// Where such files are: not `/tmp`, which often is memory.
    public static let folder = "/var/tmp"

    /// The file, open for reading and writing; lent until this object is gone.
    public let descriptor: Int32
    /// How many bytes it has.
    public private(set) var count: Int64 = 0

    private let folder: String
    private let what: String
    private let remedy: String

    // Not imported, for in C it is put together from two constants.
    private static let withoutName = 0o20_000_000 | O_DIRECTORY

    /// Makes an empty file.
    ///
    /// - Parameters:
    ///   - what: what failed, if this file cannot be written or read: "a large mail could not be copied".
    ///   - remedy: what the administrator can do then, besides making room in the folder.
    ///   - folder: where the file is to be.
    /// - Throws: `Failure(.storage)` with these words, the system's reason and the folder.
    public init(
        orFail what: String, remedy: String = "then run the same command again",
        in folder: String = UnnamedFile.folder
    ) throws(Failure) {
        self.what = what
        self.remedy = remedy
        self.folder = folder
        descriptor = try Self.make(in: folder) { Self.failure(what, $0, folder, remedy) }
    }

    /// Takes over an open file, which fails with these words.
    package init(descriptor: Int32, orFail what: String, remedy: String, in folder: String) {
        self.descriptor = descriptor
        self.what = what
        self.remedy = remedy
        self.folder = folder
    }

    deinit { close(descriptor) }

    /// Adds bytes at the end.
    ///
    /// - Throws: `Failure(.storage)`.
    public func append(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        var rest = bytes
        while rest.count > 0 {
            let written = pwrite(descriptor, rest.baseAddress, rest.count, off_t(count))
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw failure(written == 0 ? ENOSPC : errno) }
            count += Int64(written)
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    /// Adds the bytes at the end and empties the array, which keeps its room.
    ///
    /// - Throws: `Failure(.storage)`.
    public func append(moving bytes: inout [UInt8]) throws(Failure) {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(Failure) in try append(buffer) }
        }
        try result.get()
        bytes.removeAll(keepingCapacity: true)
    }

    /// Gives the bytes of a part of the file.
    ///
    /// - Throws: `Failure(.storage)`, also when the file has no such part.
    public func bytes(in range: Range<Int64>) throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        var filled = 0
        while filled < bytes.count {
            let step = bytes.withUnsafeMutableBytes { buffer in
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                return pread(descriptor, rest.baseAddress, rest.count, off_t(range.lowerBound) + filled)
            }
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { throw failure(step == 0 ? EIO : errno) }
            filled += step
        }
        return bytes
    }

    /// The same file for any number of readers at once; it outlives this object.
    func input() throws(Failure) -> InputFile {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw failure(errno) }
        return try InputFile(descriptor: copy, path: folder)
    }

    private static func make(
        in folder: String, failure: (Int32) -> Failure
    ) throws(Failure) -> Int32 {
        let unnamed = open(folder, withoutName | O_RDWR | O_CLOEXEC, 0o600)
        guard unnamed < 0 else { return unnamed }
        // Some file systems know no files without a name: there it has one for a moment.
        var template = Array((folder + "/matrix-ferry-XXXXXX").utf8CString)
        let named = mkstemp(&template)
        guard named >= 0 else { throw failure(errno) }
        _ = fcntl(named, F_SETFD, FD_CLOEXEC)
        unlink(template)
        return named
    }

    private func failure(_ code: Int32) -> Failure { Self.failure(what, code, folder, remedy) }

    private static func failure(
        _ what: String, _ code: Int32, _ folder: String, _ remedy: String
    ) -> Failure {
        Failure(
            .storage, "\(what): " + String(cString: strerror(code)), at: folder,
            remedy: "make room there, \(remedy)")
    }
}
