// SPDX-License-Identifier: Apache-2.0
public import FerryArchive
public import FerryImport
internal import FerryJSON
public import FerryModel

/// Reads Zoom: answers of the report and chat interfaces, the administrator's chat history as a table, chats and
/// transcripts of meetings, and archived meeting chats. What a file is, its content says.
/// Source: https://developers.zoom.us/docs/api/team-chat/
public struct ZoomImporter: Importer {
    /// Zoom.
    public var source: SourceKind { .zoom }

    private let options: ZoomOptions

    /// Makes an importer.
    public init(_ options: ZoomOptions = ZoomOptions()) { self.options = options }

    /// Zoom's messages, sessions or meetings, by what the files hold; `nil` for anything else.
    public func recognise(_ archive: Archive) throws -> Recognition? {
        var found: Set<ZoomLayout> = []
        var seen = 0
        for entry in archive.entries where seen < 400 && found.count < ZoomLayout.allCases.count {
            let kind = try ZoomEntryKind(entry, in: archive, options: options)
            guard kind != .file, kind != .recording else { continue }
            seen += 1
            if let layout = try ZoomLayout(kind, entry, archive) { found.insert(layout) }
        }
        guard !found.isEmpty else { return nil }
        let layouts = ZoomLayout.allCases.filter { found.contains($0) }
        let lacks = Capability.allCases.filter { capability in
            layouts.allSatisfy { $0.lacks.contains(capability) }
        }
        return Recognition(
            source: .zoom, layout: layouts.map(\.rawValue).joined(separator: ", "), lacks: lacks)
    }

    /// Reads the whole archive into the sink.
    public func read(_ archive: Archive, into sink: any RecordSink) throws {
        let sink = ResumableSink(sink)
        try ZoomExport(archive, options: options, sink: sink).read { try sink.finishedElement() }
        try sink.finish()
    }
}
