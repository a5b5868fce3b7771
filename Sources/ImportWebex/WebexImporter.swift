// SPDX-License-Identifier: Apache-2.0
public import FerryArchive
public import FerryImport
public import FerryModel

/// Reads Webex spaces: answers of the REST API as they are, compliance events included, and what four tools make of
/// them. All hold the same objects, so all give the same keys.
/// Source: https://developer.webex.com/docs/api/v1/messages
public struct WebexImporter: Importer {
    /// The kind of system.
    public var source: SourceKind { .webex }

    private let options: WebexOptions

    /// Makes an importer.
    public init(_ options: WebexOptions = WebexOptions()) { self.options = options }

    /// Webex's messages, spaces, people or events, by what the files hold; `nil` for anything else.
    public func recognise(_ archive: Archive) throws -> Recognition? {
        guard try WebexLayout.isWebex(archive) else { return nil }
        let layout = try WebexLayout(archive)
        let frontEnds = layout.frontEnds
        guard !frontEnds.isEmpty else { return nil }
        return Recognition(
            source: .webex, layout: frontEnds.map(\.rawValue).joined(separator: " + "), lacks: layout.lacks)
    }

    /// Reads the whole archive into the sink.
    public func read(_ archive: Archive, into sink: any RecordSink) throws {
        try WebexExport(archive, sink: sink).read()
    }
}
