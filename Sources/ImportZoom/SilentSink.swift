// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryModel

/// Takes nothing: for looking at files whose contents and losses another reading yields.
final class SilentSink: RecordSink {
    func take(_ record: Record) throws {}
    func take(_ loss: Loss) throws {}
    func advance(bytes: Int64) {}
    func wantedEntries() throws -> Set<String> { [] }
    func takeBytes(ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void)
        throws
    {}
}
