// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Glibc

/// Hashes bytes as they leave. The transport calls it from one thread at a time, and it is asked when all have left.
final class ByteCount: @unchecked Sendable {
    private let hasher = SHA256()

    func add(_ bytes: UnsafeRawBufferPointer) { hasher.update(bytes) }

    /// The digest of all bytes; to be asked once.
    var digest: Digest { hasher.finish() }
}

/// The size of a file in bytes.
enum FileSize {
    static func of(_ path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }
}
