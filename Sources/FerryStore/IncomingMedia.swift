// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Glibc
import Synchronization

/// A file on its way into the media folder: whole, under a name that says so, and gone with this object unless it has
/// been given its final name.
final class IncomingMedia: Sendable {
    /// How the names of all of them begin.
    static let prefix = "incoming-"

    private static let made = Atomic(0)

    /// Where it is.
    let path: String
    /// What it holds.
    let file: MediaFolder.File
    private let descriptor: Int32

    /// Writes the bytes that `read` hands out in pieces.
    ///
    /// - Throws: `Failure(.storage)`, and what `read` throws; then nothing is left of the file.
    init(in folder: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        let number = Self.made.add(1, ordering: .relaxed).newValue
        let path = "\(folder)/\(Self.prefix)\(getpid())-\(number)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw MediaFolder.failure("opened for writing", path) }
        do {
            let hasher = SHA256()
            var size: Int64 = 0
            try read { bytes in
                hasher.update(bytes)
                size += Int64(bytes.count)
                try Self.write(bytes, to: descriptor, path: path)
            }
            file = MediaFolder.File(digest: hasher.finish(), size: size)
        } catch {
            close(descriptor)
            unlink(path)
            throw error
        }
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    /// Waits until the bytes are on the disk.
    func sync() throws {
        guard fsync(descriptor) == 0 else { throw MediaFolder.failure("written to the disk", path) }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws {
        var rest = bytes
        while !rest.isEmpty {
            let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw MediaFolder.failure("written", path) }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
        }
    }
}
