// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The size of a file in bytes.
enum FileSize {
    static func of(_ path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }
}
