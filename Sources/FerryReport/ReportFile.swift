// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Glibc

/// A report on its way to the disk. Let go of before `finish`, it leaves nothing behind.
public final class ReportFile {
    private static let bufferSize = 1 << 16

    private let descriptor: Int32
    private let temporary: String
    private let final: String
    private let folder: String
    private var buffer: [UInt8] = []
    private var isFinished = false

    init(descriptor: Int32, temporary: String, final: String, folder: String) {
        self.descriptor = descriptor
        self.temporary = temporary
        self.final = final
        self.folder = folder
        buffer.reserveCapacity(Self.bufferSize)
    }

    deinit {
        close(descriptor)
        if !isFinished { unlink(temporary) }
    }

    /// Adds text at the end.
    ///
    /// - Throws: `Failure.storage`, on a full disk too.
    public func append(_ text: String) throws {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Brings everything to the disk and puts the file under its name.
    ///
    /// - Throws: `Failure.storage`; the file that had the name before is then still there.
    public func finish() throws {
        try flush()
        guard fsync(descriptor) == 0 else { throw Self.failure("written to the disk", final, errno) }
        guard rename(temporary, final) == 0 else { throw Self.failure("put in place", final, errno) }
        isFinished = true
        // The new name must outlive a power cut as well.
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw Self.failure("written to the disk", folder, errno) }
    }

    private func flush() throws {
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
                return write(descriptor, rest.baseAddress, rest.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("written", final, errno) }
            written += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    static func failure(_ action: String, _ path: String, _ code: Int32) -> Failure {
        let remedy =
            switch code {
            case ENOSPC, EDQUOT: "free disk space and run the same command again"
            case EACCES, EPERM, EROFS:
                "run as the owner of the migration directory, on a disk that can be written"
            default: "check the disk and the directory's permissions, then run the same command again"
            }
        return Failure(
            .storage, "a report could not be \(action) (errno \(code))", at: path, remedy: remedy)
    }
}
