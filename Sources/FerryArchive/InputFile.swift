// SPDX-License-Identifier: Apache-2.0

import FerryModel
import Glibc

/// A regular file open for reading at any position, by any number of readers at once.
final class InputFile: Sendable {
    /// The path it was opened by, for messages.
    let path: String
    /// Its bytes when it was opened.
    let size: Int64
    private let descriptor: Int32
    private let modified: timespec

    /// Takes over an open descriptor.
    init(descriptor: Int32, path: String) throws(Failure) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw .system(code, opening: path)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .archiveInvalid(
                "this is neither a regular file nor a folder", in: path,
                remedy: "give the path of an archive file or of the folder it was unpacked to")
        }
        self.path = path
        self.descriptor = descriptor
        size = Int64(status.st_size)
        modified = status.st_mtim
    }

    /// Opens a file; symbolic links are followed because the administrator named the path.
    convenience init(path: String) throws(Failure) {
        // Without O_NONBLOCK opening a pipe would wait for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system(errno, opening: path) }
        try self.init(descriptor: descriptor, path: path)
    }

    deinit {
        close(descriptor)
    }

    /// Reads at a position until the buffer is full or the file ends; returns the bytes read.
    func read(into buffer: UnsafeMutableRawBufferPointer, at position: Int64) throws(Failure) -> Int {
        var count = 0
        while count < buffer.count, let base = buffer.baseAddress {
            let step = pread(descriptor, base + count, buffer.count - count, off_t(position) + count)
            if step == 0 { break }
            if step > 0 {
                count += step
            } else if errno != EINTR {
                throw .system(errno, opening: path)
            }
        }
        return count
    }

    /// Reads so many bytes at a position, fewer at the end of the file.
    func bytes(at position: Int64, count: Int) throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let result = bytes.withUnsafeMutableBytes { buffer in
            Result { () throws(Failure) in try read(into: buffer, at: position) }
        }
        bytes.removeLast(count - (try result.get()))
        return bytes
    }

    /// Streams the whole file until the closure answers `false`; fails if it is not the file any more that was
    /// opened.
    func forEachChunk(_ body: (UnsafeRawBufferPointer) -> Bool) throws(Failure) {
        // One byte more than the file has shows at once that it ends.
        let length = Int(min(size, 1 << 20 - 1)) + 1
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 16)
        defer { buffer.deallocate() }
        var position: Int64 = 0
        while true {
            let count = try read(into: buffer, at: position)
            if count == 0 { break }
            position += Int64(count)
            guard position <= size else { throw .archiveChanged(path) }
            guard body(UnsafeRawBufferPointer(rebasing: buffer[..<count])) else { return }
        }
        guard position == size else { throw .archiveChanged(path) }
        try checkUnchanged()
    }

    /// The SHA-256 of the whole file.
    func digest() throws(Failure) -> Digest {
        let hasher = SHA256()
        try forEachChunk { chunk in
            hasher.update(chunk)
            return true
        }
        return hasher.finish()
    }

    /// Fails if somebody wrote to the file since it was opened.
    func checkUnchanged() throws(Failure) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(errno, opening: path) }
        guard Int64(status.st_size) == size, status.st_mtim.tv_sec == modified.tv_sec,
            status.st_mtim.tv_nsec == modified.tv_nsec
        else { throw .archiveChanged(path) }
    }
}
