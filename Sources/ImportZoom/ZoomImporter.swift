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
    /// So many files are looked at to find out what an archive is.
    private static let telling = 400

    /// Makes an importer.
    public init(_ options: ZoomOptions = ZoomOptions()) { self.options = options }

    /// Zoom's messages, sessions or meetings, by what the files hold; `nil` for anything else.
    public func recognise(_ archive: Archive) throws -> Recognition? {
        struct Enough: Error {}
        var found: Set<ZoomLayout> = []
        var seen = 0
        var sample: [UInt8] = []
        do {
            try archive.readAll { entry in
                let kind = try ZoomEntryKind(entry, in: archive, options: options, sample: &sample)
                guard kind != .file, kind != .recording else { return }
                if let layout = ZoomLayout(kind, sample) { found.insert(layout) }
                seen += 1
                if seen == Self.telling { throw Enough() }
            }
        } catch is Enough {}
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
