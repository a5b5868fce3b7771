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
        let incoming = try write(read)
        try settle([incoming])
        return incoming.file
    }

    /// Writes the bytes that `read` hands out in pieces, not to be kept before they are settled.
    func write(_ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws -> IncomingMedia {
        // Else a power cut could take the whole folder away.
        if try Self.makeFolder(path) { try Self.sync(Self.parent(of: path)) }
        return try IncomingMedia(in: path, read)
    }

    /// Gives files their final names, once they are whole and on the disk.
    ///
    /// For many together it takes little longer than for one: a disk that is waited for writes what else there is.
    func settle(_ files: [IncomingMedia]) throws {
        let files = files.filter { access(path(of: $0.file.digest), F_OK) != 0 }
        for file in files { try file.sync() }
        var folders: Set<String> = []
        var isFolderNew = false
        for file in files {
            let final = path(of: file.file.digest)
            let folder = path + "/" + file.file.digest.hex.prefix(2)
            if folders.insert(folder).inserted, try Self.makeFolder(folder) { isFolderNew = true }
            guard rename(file.path, final) == 0 else { throw Self.failure("renamed", final) }
        }
        // The store is about to say that the files are there, which a power cut must not make wrong.
        if isFolderNew { try Self.sync(path) }
        for folder in folders.sorted() { try Self.sync(folder) }
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
            guard name.hasPrefix(IncomingMedia.prefix) else { continue }
            guard unlink(path + "/" + name) == 0 else { throw Self.failure("removed", path + "/" + name) }
        }
    }

    /// Gives whether it was not there before.
    private static func makeFolder(_ path: String) throws -> Bool {
        if mkdir(path, 0o700) == 0 { return true }
        guard errno == EEXIST else { throw failure("made", path) }
        return false
    }

    /// What could not be done with which file, and why.
    static func failure(_ action: String, _ path: String) -> Failure {
        Failure(
            .storage, "a media file could not be \(action) (errno \(errno))", at: path,
            remedy: "check disk space and permissions, then run the same command again")
    }
}
