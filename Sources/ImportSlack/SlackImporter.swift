// SPDX-License-Identifier: Apache-2.0
public import FerryArchive
public import FerryImport
internal import FerryJSON
public import FerryModel

/// Reads Slack exports, of a workspace or an organisation, and slackdump's dumps, with or without files.
/// Source: https://slack.com/help/articles/220556107-How-to-read-Slack-data-exports
public struct SlackImporter: Importer {
    /// Slack.
    public var source: SourceKind { .slack }

    /// Makes an importer.
    public init() {}

    /// An export, by what its index and day files hold; `nil` for anything else.
    public func recognise(_ archive: Archive) throws -> Recognition? {
        try SlackTextExport.refuse(archive)
        guard let layout = SlackLayout(archive), try Self.isSlack(layout, archive) else { return nil }
        var lacks: [Capability] = []
        if layout.files.isEmpty { lacks.append(.files) }
        let isSlackdump = try Self.isSlackdump(layout, archive)
        if isSlackdump || !layout.dumps.isEmpty {
            // slackdump sees what the person sees who runs it.
            lacks.append(.othersConversations)
        } else {
            if !layout.hasIndex("groups.json") { lacks.append(.privateChannels) }
            if !layout.hasIndex("dms.json"), !layout.hasIndex("mpims.json") {
                lacks.append(.directMessages)
            }
        }
        if !layout.dumps.isEmpty, !layout.hasIndex("channels.json") { lacks.append(.roster) }
        if !layout.dumps.isEmpty, !layout.hasIndex("users.json") { lacks.append(.addresses) }
        return Recognition(
            source: .slack, layout: Self.name(layout, isSlackdump: isSlackdump), lacks: lacks)
    }

    private static func name(_ layout: SlackLayout, isSlackdump: Bool) -> String {
        if isSlackdump { return layout.database != nil ? "slackdump database" : "slackdump chunks" }
        if !layout.dumps.isEmpty { return "slackdump dump" }
        return layout.isOrganisation ? "Enterprise Grid export" : "workspace export"
    }

    /// Reads the whole archive into the sink.
    public func read(_ archive: Archive, into sink: any RecordSink) throws {
        guard let layout = SlackLayout(archive) else {
            throw Failure(
                .archiveInvalid, "the archive is no Slack export", at: Place(archive: archive.path),
                remedy: "give the ZIP file that Slack made, or the folder it was unpacked into")
        }
        // Days are read by date and channels by their index, indexes before both.
        let attached = Set(layout.files.values.map(\.name))
        let ordered = try archive.inAnyOrder { entry in
            // The texts of canvases are wanted as well; they are small.
            attached.contains(entry.name) ? (entry.size ?? 0) <= 32 << 10 : SlackPlace.isRead(entry.name)
        }
        let sink = ResumableSink(sink)
        let export = try SlackExport(SlackSource(archive: ordered, layout: layout, sink: sink))
        try export.read(sink.finishedElement)
        try sink.finish()
    }

    /// Whether a channel, a user or a message of Slack's form stands in one of the files.
    private static func isSlack(_ layout: SlackLayout, _ archive: Archive) throws -> Bool {
        for part in layout.parts {
            let indexes = SlackPlace.indexNames.sorted().compactMap { part.indexes[$0] }
            for entry in indexes where try first(of: entry, in: archive, matches: isIndexEntry) {
                return true
            }
            let days = part.days.values.compactMap(\.first).sorted { $0.name < $1.name }
            for entry in days.prefix(20) where try first(of: entry, in: archive, matches: isMessage) {
                return true
            }
        }
        if try isSlackdump(layout, archive) { return true }
        let dumps = layout.dumps.values.compactMap(\.first).sorted { $0.name < $1.name }
        for entry in dumps.prefix(20)
        where try first(of: entry, in: archive, at: .array(underKey: "messages"), matches: isMessage) {
            return true
        }
        return false
    }

    /// Whether slackdump's own formats hold what they should.
    private static func isSlackdump(_ layout: SlackLayout, _ archive: Archive) throws -> Bool {
        let source = SlackSource(archive: archive, layout: layout, sink: SilentSink())
        if layout.database != nil { return try source.database() != nil }
        let files = layout.chunkIndexes + layout.chunks.keys.sorted().flatMap { layout.chunks[$0] ?? [] }
        for entry in files.prefix(20) {
            let found = try source.firstText(in: entry, at: .lines) { element in
                let isChunk = element["t"]?.int64 != nil && element["ts"]?.int64 != nil
                return isChunk ? "found" : nil
            }
            if found != nil { return true }
        }
        return false
    }

    private static func isIndexEntry(_ element: JSONElement) -> Bool {
        guard let id = element.text("id"), let kind = id.utf8.first, "CDGUW".utf8.contains(kind) else {
            return false
        }
        return id.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) }
            && ["members", "created", "profile", "name", "team_id"].contains { element[$0] != nil }
    }

    private static func isMessage(_ element: JSONElement) -> Bool {
        SlackTime(element["ts"]) != nil && element["type"]?.string == "message"
    }

    /// Whether one of the first elements of a file fits.
    private static func first(
        of entry: ArchiveEntry, in archive: Archive, at path: SplitPath = .topLevelArray,
        matches: (JSONElement) -> Bool
    ) throws -> Bool {
        struct Enough: Error { let found: Bool }
        var seen = 0
        var splitter = JSONSplitter(path: path)
        do {
            try archive.read(entry) { chunk in
                try splitter.feed(chunk) { bytes, _ in
                    let element = try JSONDocument(parsing: bytes).root
                    if matches(element) { throw Enough(found: true) }
                    seen += 1
                    if seen == 10 { throw Enough(found: false) }
                }
            }
        } catch let enough as Enough {
            return enough.found
        } catch is JSONError {
            return false
        }
        return false
    }
}
