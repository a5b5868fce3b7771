// SPDX-License-Identifier: Apache-2.0
internal import FerryModel
internal import Glibc

/// The bytes of a mail that is too large for memory, in a file without a name that is gone with this object.
final class MailSpool {
    // Not /tmp, which often is memory.
    private static let folder = "/var/tmp"

    /// The file, open for reading and writing.
    let descriptor: Int32
    /// How many bytes it has.
    private(set) var count: Int64 = 0

    /// Makes an empty file.
    init() throws {
        var template = Array((Self.folder + "/matrix-ferry-XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw Self.failure(errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(template)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Adds bytes at the end.
    func append(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while rest.count > 0 {
            let written = pwrite(descriptor, rest.baseAddress, rest.count, off_t(count))
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Self.failure(errno) }
            count += Int64(written)
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    private static func failure(_ code: Int32) -> Failure {
        Failure(
            .storage, "a large mail could not be copied to be read: " + String(cString: strerror(code)),
            at: folder, remedy: "make room there, then run the same command again")
    }
}
