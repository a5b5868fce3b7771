// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Glibc

/// Small text files of a migration directory.
enum TextFile {
    private static let sizeLimit = 256 << 20

    /// The text of a file; `nil` when there is none.
    static func read(_ path: String) throws -> String? {
        var bytes: [UInt8] = []
        guard try forEachPiece(path, { bytes += $0 }) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Hands out the bytes of a file piece by piece, for what may be large; gives whether there is such a file.
    @discardableResult
    static func forEachPiece(_ path: String, _ body: (ArraySlice<UInt8>) throws -> Void) throws -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return false }
            throw failure("read", path)
        }
        defer { close(descriptor) }
        var size = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0, size < sizeLimit else { throw failure("read", path) }
            if count == 0 { return true }
            size += count
            try body(buffer.prefix(count))
        }
    }

    /// Replaces a file as a whole: readers see the old text or the new one, never a part.
    static func write(_ text: String, to path: String, mode: mode_t) throws {
        let temporary = path + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure("written", path) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        let isWhole = rest.isEmpty && fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0
        close(descriptor)
        guard isWhole, rename(temporary, path) == 0 else {
            let failure = failure("written", path)
            unlink(temporary)
            throw failure
        }
        try syncFolder(of: path)
    }

    /// Makes the names in a file's folder outlive a power cut.
    static func syncFolder(of path: String) throws {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let folder = parts.isEmpty ? "." : parts.joined(separator: "/") + "/"
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("written", folder) }
        defer { close(descriptor) }
        // File systems that keep no folders on a disk of their own say EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure("written", folder) }
    }

    private static func failure(_ action: String, _ path: String) -> Failure {
        Failure(
            .storage, "a file could not be \(action) (\(String(cString: strerror(errno))))", at: path,
            remedy: "check the disk and the permissions")
    }
}
