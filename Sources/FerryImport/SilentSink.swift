// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// Takes everything and keeps nothing: for looking into an archive, and for reading what another reading yields.
public final class SilentSink: RecordSink {
    /// Makes one.
    public init() {}

    /// Keeps nothing.
    public func take(_ record: Record) {}
    /// Keeps nothing.
    public func take(_ loss: Loss) {}
    /// Counts nothing.
    public func advance(bytes: Int64) {}
    /// Wants nothing.
    public func wantedEntries() -> Set<String> { [] }
    /// Reads nothing.
    public func takeBytes(
        ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) {}
}
