// SPDX-License-Identifier: Apache-2.0

/// Counts and hashes bytes as they pass by. Whoever passes them calls it from one thread at a time, and it is asked when
/// all have passed.
public final class PassingBytes: @unchecked Sendable {
    private let hasher = SHA256()

    /// How many there were.
    public private(set) var count: Int64 = 0

    /// Starts with none.
    public init() {}

    /// Takes the next bytes.
    public func add(_ bytes: UnsafeRawBufferPointer) {
        hasher.update(bytes)
        count += Int64(bytes.count)
    }

    /// The digest of all bytes; to be asked once.
    public var digest: Digest { hasher.finish() }
}
