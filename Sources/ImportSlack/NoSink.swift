// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryModel

/// Takes everything and keeps nothing: for looking into an archive, and for reading a second time.
final class NoSink: RecordSink {
    func take(_ record: Record) {}
    func take(_ loss: Loss) {}
    func advance(bytes: Int64) {}
    func wantedEntries() -> Set<String> { [] }
    func takeBytes(ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void) {}
}
