// SPDX-License-Identifier: Apache-2.0
public import FerryModel
import Glibc

/// The kernel's lock on a migration directory: it ends with the process, so there is never a stale one.
public final class MigrationLock: Sendable {
    /// The file's name in the migration directory. It is not the store itself: closing any descriptor of that
    /// file would drop SQLite's own locks.
    public static let fileName = "ferry.lock"

    private let descriptor: Int32

    /// Takes the lock or fails at once.
    ///
    /// - Throws: `Failure.busy` when another run holds it, naming its process and host.
    public init(directory: String, now: Timestamp) throws {
        let path = directory + "/" + Self.fileName
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Failure(
                .storage, "the lock file could not be opened (errno \(errno))", at: path,
                remedy: "check that the migration directory exists and that you may write in it")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            // `deinit` closes the descriptor, also of a lock that was refused.
            let holder = Self.holder(descriptor)
            throw Failure(
                .busy, "another run holds this migration (\(holder))", at: path,
                remedy: "wait until it has ended; `matrix-ferry status` shows where it stands")
        }
        write(now: now)
    }

    deinit {
        close(descriptor)
    }

    private func write(now: Timestamp) {
        let line = "pid \(getpid()) on \(Self.host) since \(now.milliseconds / 1000)\n"
        ftruncate(descriptor, 0)
        _ = line.withCString { pwrite(descriptor, $0, strlen($0), 0) }
    }

    /// The name of this machine.
    public static var host: String {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, 255)
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Who holds the lock of a directory; `nil` when nobody does.
    public static func holder(directory: String) -> String? {
        let descriptor = open(directory + "/" + fileName, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // A shared lock can be had if and only if nobody has the exclusive one.
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
        return holder(descriptor)
    }

    private static func holder(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return count > 0
            ? String(decoding: bytes.prefix(count).filter { $0 != 0x0A }, as: UTF8.self) : "unknown process"
    }
}
