// SPDX-License-Identifier: Apache-2.0

/// What an archive may cost before it is refused. The defaults hold any export of a real organisation.
public struct ArchiveLimits: Sendable, Hashable {
    /// Unpacked bytes of all files together.
    public var totalBytes: Int64
    /// How many times larger than its packed bytes a file may become, once it has `ratioFloor` bytes.
    public var ratio: Int64
    /// Unpacked bytes up to which the ratio is not looked at.
    public var ratioFloor: Int64
    /// How many files, folders and links the archive may list.
    public var entries: Int
    /// Bytes of the longest name.
    public var nameBytes: Int

    /// Sets limits; what is left out has its default.
    public init(
        totalBytes: Int64 = 2 << 40, ratio: Int64 = 200, ratioFloor: Int64 = 10 << 20,
        entries: Int = 5_000_000, nameBytes: Int = 4096
    ) {
        self.totalBytes = totalBytes
        self.ratio = ratio
        self.ratioFloor = ratioFloor
        self.entries = entries
        self.nameBytes = nameBytes
    }

    /// Whether so many bytes out of so few are more than a real file gives.
    func isBomb(unpacked: Int64, packed: Int64) -> Bool {
        let (bound, overflow) = packed.multipliedReportingOverflow(by: ratio)
        return unpacked > ratioFloor && !overflow && unpacked > bound
    }
}
