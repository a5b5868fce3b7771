// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// Takes what an importer reads; the store is behind it, or a list in a test.
public protocol RecordSink: AnyObject {
    /// Takes a record; the same key may come again.
    func take(_ record: Record) throws

    /// Takes a loss; the same loss may come again.
    func take(_ loss: Loss) throws

    /// Hears how many bytes of the archive have been read since the last call.
    func advance(bytes: Int64)

    /// The archive entries that hold attachments' bytes, each with the attachments it serves.
    func wantedEntries() throws -> Set<String>

    /// Takes the bytes of one archive entry in pieces: `read` is called once and calls its argument for each piece.
    func takeBytes(ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void)
        throws
}
