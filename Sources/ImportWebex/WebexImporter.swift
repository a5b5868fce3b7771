// SPDX-License-Identifier: Apache-2.0
public import FerryArchive
public import FerryImport
public import FerryModel

/// Reads Webex spaces.
public struct WebexImporter: Importer {
    /// The kind of system.
    public var source: SourceKind { .webex }

    private let options: WebexOptions

    /// Makes an importer.
    public init(_ options: WebexOptions = WebexOptions()) { self.options = options }

    /// What the archive is, by its content.
    public func recognise(_ archive: Archive) throws -> Recognition? { nil }

    /// Reads the whole archive into the sink.
    public func read(_ archive: Archive, into sink: any RecordSink) throws {}
}
