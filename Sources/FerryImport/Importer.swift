// SPDX-License-Identifier: Apache-2.0
public import FerryArchive
public import FerryModel

/// Reads one family of archive formats into records.
///
/// The contract every importer keeps, and its tests check on all of its samples:
/// - Reading the same archive twice yields the same records with the same keys.
/// - Everything the archive holds is yielded as a record or as a loss; nothing is dropped in silence.
/// - Broken parts become losses; only an archive that cannot be read at all throws.
/// - Nothing is fetched from anywhere; no token found in an archive is yielded.
/// - Memory is bounded by the largest single element, not by the archive.
public protocol Importer: Sendable {
    /// The kind of system whose archives this importer reads.
    var source: SourceKind { get }

    /// What the importer sees in the archive, by its content and never by its name; `nil` if it is not its own.
    func recognise(_ archive: Archive) throws -> Recognition?

    /// Reads the whole archive, in any order, into the sink.
    func read(_ archive: Archive, into sink: any RecordSink) throws

    /// Reads the bytes that attachments of this archive name and the sink wants, each with `RecordSink.takeBytes`.
    ///
    /// The names are those that `read` yielded as `Attachment.Location.entry`. Without an implementation of its own
    /// they are entries of the archive; a format that packs files into others serves names of its own making.
    func readAttachments(of archive: Archive, into sink: any RecordSink) throws
}

extension Importer {
    /// Reads the entries that are wanted.
    public func readAttachments(of archive: Archive, into sink: any RecordSink) throws {
        let names = try sink.wantedEntries()
        guard !names.isEmpty else { return }
        try archive.readAll(where: { names.contains($0.name) }) { entry in
            // A damaged file is the loss of that file, which the plan states; only a failing disk ends the import.
            do {
                try sink.takeBytes(ofEntry: entry.name) { chunk in
                    try archive.read(entry) { bytes in
                        sink.advance(bytes: Int64(bytes.count))
                        try chunk(bytes)
                    }
                }
            } catch let failure as Failure where failure.kind == .archiveInvalid {
                return
            }
        }
    }
}

/// What an importer recognised.
public struct Recognition: Hashable, Sendable {
    /// The kind of system.
    public var source: SourceKind
    /// The layout in the words of the guide (`workspace export`).
    public var layout: String
    /// What this layout can never hold (`files`, `direct messages`), for the report.
    public var lacks: [Capability]

    /// States what was recognised.
    public init(source: SourceKind, layout: String, lacks: [Capability] = []) {
        self.source = source
        self.layout = layout
        self.lacks = lacks
    }
}
