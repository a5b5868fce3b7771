// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Glibc

/// Writes a text file of a migration directory piece by piece; it appears under its name as a whole, or not at all.
final class TextFileWriter {
    private static let bufferSize = 1 << 20

    private let path: String
    private let temporary: String
    private let mode: mode_t
    private var descriptor: Int32
    private var buffer: [UInt8] = []

    init(_ path: String, mode: mode_t) throws {
        self.path = path
        self.mode = mode
        temporary = path + ".new"
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure() }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(temporary)
    }

    /// Adds to the end.
    func append(_ text: String) throws {
        buffer += text.utf8
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Puts the file in the place of the one before.
    func finish() throws {
        try flush()
        guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0, rename(temporary, path) == 0 else {
            throw failure()
        }
        close(descriptor)
        descriptor = -1
    }

    private func flush() throws {
        var rest = buffer[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw failure() }
            rest = rest.dropFirst(count)
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private func failure() -> Failure {
        Failure(
            .storage, "a file could not be written (\(String(cString: strerror(errno))))", at: path,
            remedy: "check the disk and the permissions")
    }
}
