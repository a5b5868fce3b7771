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

    /// Hears that everything taken so far may be kept: a later import of the same unchanged archive, if this one is
    /// interrupted, can start at this position. Costs next to nothing, so it may come after every element.
    ///
    /// - Parameter position: a word of the importer's own for the place it has reached, except `read`, which says that
    ///   every record has come.
    func checkpoint(_ position: String) throws

    /// The last position kept of an interrupted import of the same archive: same path, bytes, configuration and
    /// version of the program. `nil` when there was none. What came before it is in the store; what came after it
    /// may be there too and is simply taken again.
    var resumesAt: String? { get }

    /// Whether what is taken now was taken before an interruption and only serves to remember what later records
    /// depend on; an importer may leave texts out meanwhile.
    var isRereading: Bool { get }

    /// The archive entries that hold attachments' bytes, each with the attachments it serves.
    func wantedEntries() throws -> Set<String>

    /// The same entries one by one, each once, in any order: where there may be too many for memory. The body must not
    /// call the sink.
    func forEachWantedEntry(_ body: (String) throws -> Void) throws

    /// Takes the bytes of one archive entry in pieces: `read` is called once and calls its argument for each piece.
    func takeBytes(ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void)
        throws
}

extension RecordSink {
    /// Keeps nothing: an interrupted import starts anew.
    public func checkpoint(_ position: String) throws {}
    /// Nothing was kept.
    public var resumesAt: String? { nil }
    /// Everything is taken for the first time.
    public var isRereading: Bool { false }
    /// All of them at once.
    public func forEachWantedEntry(_ body: (String) throws -> Void) throws {
        try wantedEntries().forEach(body)
    }
}
