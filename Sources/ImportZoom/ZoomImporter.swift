// SPDX-License-Identifier: Apache-2.0
public import FerryArchive
public import FerryImport
public import FerryModel

/// Reads Zoom Team Chat and meeting chats.
public struct ZoomImporter: Importer {
    /// The kind of system.
    public var source: SourceKind { .zoom }

    private let options: ZoomOptions

    /// Makes an importer.
    public init(_ options: ZoomOptions = ZoomOptions()) { self.options = options }

    /// What the archive is, by its content.
    public func recognise(_ archive: Archive) throws -> Recognition? { nil }

    /// Reads the whole archive into the sink.
    public func read(_ archive: Archive, into sink: any RecordSink) throws {}
}
