// SPDX-License-Identifier: Apache-2.0
public import FerryModel
import Glibc

/// The `media/` folder of a migration: every file once, under its SHA-256.
public struct MediaFolder: Sendable {
    /// A file in the folder.
    public struct File: Hashable, Sendable {
        /// The SHA-256 of the bytes.
        public var digest: Digest
        /// The number of bytes.
        public var size: Int64
    }

    private static let bufferSize = 1 << 20

    private let path: String

    /// The folder at a path; it is made, for its owner only, when the first file comes.
    public init(path: String) { self.path = path }

    /// Where the bytes of a digest are.
    public func path(of digest: Digest) -> String {
        let hex = digest.hex
        return "\(path)/\(hex.prefix(2))/\(hex)"
    }

    /// Keeps the bytes that `read` hands out in pieces.
    ///
    /// The file appears under its final name only when it is whole and on the disk.
    public func keep(_ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws -> File {
        // Else a power cut could take the whole folder away.
        if try Self.makeFolder(path) { try Self.sync(Self.parent(of: path)) }
        let temporary = path + "/incoming-\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("opened for writing", temporary) }
        defer {
            close(descriptor)
            unlink(temporary)
        }
        let hasher = SHA256()
        var size: Int64 = 0
        try read { bytes in
            hasher.update(bytes)
            size += Int64(bytes.count)
            try Self.write(bytes, to: descriptor, path: temporary)
        }
        let file = File(digest: hasher.finish(), size: size)
        try settle(temporary, descriptor: descriptor, as: file)
        return file
    }

    private func settle(_ temporary: String, descriptor: Int32, as file: File) throws {
        let final = self.path(of: file.digest)
        guard access(final, F_OK) != 0 else { return }
        guard fsync(descriptor) == 0 else { throw Self.failure("written to the disk", temporary) }
        let folder = path + "/" + file.digest.hex.prefix(2)
        if try Self.makeFolder(folder) { try Self.sync(path) }
        guard rename(temporary, final) == 0 else { throw Self.failure("renamed", final) }
        // The store is about to say that the file is there, which a power cut must not make wrong.
        try Self.sync(folder)
    }

    private static func parent(of path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return parts.isEmpty ? "." : parts.joined(separator: "/") + "/"
    }

    private static func sync(_ folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("written to the disk", folder) }
        defer { close(descriptor) }
        // File systems that keep no folders on a disk of their own say EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure("written to the disk", folder) }
    }

    /// Removes what an interrupted import has left of a file that was not whole. Only while the migration is locked.
    func removeUnfinished() throws {
        guard let folder = opendir(path) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasPrefix("incoming-") else { continue }
            guard unlink(path + "/" + name) == 0 else { throw Self.failure("removed", path + "/" + name) }
        }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = Glibc.write(
                descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw failure("written", path) }
            rest = rest.dropFirst(written)
        }
    }

    /// Gives whether it was not there before.
    private static func makeFolder(_ path: String) throws -> Bool {
        if mkdir(path, 0o700) == 0 { return true }
        guard errno == EEXIST else { throw failure("made", path) }
        return false
    }

    private static func failure(_ action: String, _ path: String) -> Failure {
        Failure(
            .storage, "a media file could not be \(action) (errno \(errno))", at: path,
            remedy: "check disk space and permissions, then run the same command again")
    }
}
