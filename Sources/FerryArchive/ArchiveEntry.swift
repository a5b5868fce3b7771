// SPDX-License-Identifier: Apache-2.0

/// A file in an archive.
public struct ArchiveEntry: Hashable, Sendable {
    /// The name with all folders, separated by `/`, without `.` and empty parts, never leading outside.
    public let name: String
    /// Its unpacked bytes as the archive declares them, `nil` when it does not. Reading holds it to that.
    public let size: Int64?
    /// Its place in the order in which the container lists its contents.
    let ordinal: Int
}
