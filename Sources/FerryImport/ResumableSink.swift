// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// Continues an interrupted import by reading its beginning again without taking it.
///
/// For importers whose later records depend on what they read before (who is a bot, which thread a reply opens): the
/// same code remembers the same things, only nothing is taken twice. The importer yields through this sink and says
/// `finishedElement` in the same places in every reading.
public final class ResumableSink: RecordSink {
    private let inner: any RecordSink
    private let target: Int
    private var count = 0

    /// Puts itself before the sink that an importer was given.
    public init(_ inner: any RecordSink) {
        self.inner = inner
        target = inner.resumesAt.flatMap { Int($0) } ?? 0
    }

    /// Whether the reading has not come to where the interrupted one was.
    public var isRereading: Bool { count < target }

    /// An element of the archive has been read and all that it holds has been yielded.
    public func finishedElement() throws {
        count += 1
        // While it reads again the position stays what it was.
        guard count % 256 == 0 else { return }
        try inner.checkpoint(String(max(count, target)))
    }

    /// The reading has come to its end.
    ///
    /// - Throws: `Failure.bug` when the archive, although unchanged, gave fewer elements than before.
    public func finish() throws {
        guard isRereading else { return }
        throw Failure(
            .bug, "an interrupted import did not find the place where it stopped",
            remedy: "run the same command again: it starts from the beginning; please report this")
    }

    /// Takes a record, unless it was taken before.
    public func take(_ record: Record) throws {
        if !isRereading { try inner.take(record) }
    }

    /// Takes a loss, unless it was taken before.
    public func take(_ loss: Loss) throws {
        if !isRereading { try inner.take(loss) }
    }

    /// Hears how many bytes of the archive have been read since the last call.
    public func advance(bytes: Int64) { inner.advance(bytes: bytes) }

    /// The archive entries that hold attachments' bytes.
    public func wantedEntries() throws -> Set<String> { try inner.wantedEntries() }

    /// The same entries one by one.
    public func forEachWantedEntry(_ body: (String) throws -> Void) throws {
        try inner.forEachWantedEntry(body)
    }

    /// Takes the bytes of one archive entry in pieces.
    public func takeBytes(
        ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        try inner.takeBytes(ofEntry: entry, read)
    }
}
