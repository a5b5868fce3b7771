// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Moves a file; `false` if it could not be moved.
func rename(_ old: String, to new: String) -> Bool { Glibc.rename(old, new) == 0 }

/// The bytes of a file; none when it cannot be read.
func contents(_ path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = read(descriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(count, 0)))
}
