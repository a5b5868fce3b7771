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
