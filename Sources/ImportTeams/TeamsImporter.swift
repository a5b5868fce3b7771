// SPDX-License-Identifier: Apache-2.0
public import FerryArchive
public import FerryImport
internal import FerryJSON
public import FerryModel

/// Reads Microsoft Teams: the data export of the admin centre, and what Microsoft Graph answered, saved by
/// whatever tool. Keys are taken in both ways of writing them; files are known by what they hold.
/// Source: https://learn.microsoft.com/en-us/microsoftteams/export-teams-content
public struct TeamsImporter: Importer {
    /// Microsoft Teams.
    public var source: SourceKind { .teams }

    /// Makes an importer.
    public init() {}

    /// Teams' messages, chats, channels or teams, by what the files hold; `nil` for anything else.
    public func recognise(_ archive: Archive) throws -> Recognition? {
        let layout = TeamsLayout(archive)
        // Many files hold one message each, so a few of them tell.
        for entry in layout.telling.prefix(40) {
            guard let form = try TeamsSource.form(of: entry, in: archive) else { continue }
            let isGraph = form.context.hasPrefix("https://graph.microsoft.com/")
            guard try isGraph || Self.isTeams(entry, form, archive) else { continue }
            let isExport = layout.documents.contains { entry in
                let name = entry.name.split(separator: "/").last?.lowercased() ?? ""
                return name == "teamslist.json" || name == "userslist.json"
            }
            return Recognition(
                source: .teams, layout: isExport ? "Teams data export" : "Graph export",
                lacks: layout.files.isEmpty ? [.files] : [])
        }
        return nil
    }

    /// Reads the whole archive into the sink.
    public func read(_ archive: Archive, into sink: any RecordSink) throws {
        let sink = ResumableSink(sink)
        try TeamsExport(archive, sink: sink).read(sink.finishedElement)
        try sink.finish()
    }

    /// Whether one of the first elements of a file is of Teams.
    private static func isTeams(_ entry: ArchiveEntry, _ form: TeamsFileForm, _ archive: Archive) throws
        -> Bool
    {
        struct Enough: Error { let found: Bool }
        var seen = 0
        let sink = SilentSink()
        do {
            try TeamsSource(archive: archive, sink: sink).elements(of: entry, form) { element, _ in
                if isTeams(element) { throw Enough(found: true) }
                seen += 1
                if seen == 10 { throw Enough(found: false) }
            }
        } catch let enough as Enough {
            return enough.found
        }
        return false
    }

    private static func isTeams(_ element: JSONElement) -> Bool {
        guard element.kind == .object else { return false }
        if element.text(.odataType)?.hasPrefix("#microsoft.graph.") == true { return true }
        if element.text(.odataContext)?.hasPrefix("https://graph.microsoft.com/") == true { return true }
        switch TeamsElement(element, TeamsScope()) {
        case .message:
            return element[.chatId] != nil || element[.channelIdentity] != nil || element.isTeamsMessage
        case .chat, .channel, .team: return true
        case .page: return element[.value]?.elements.first.map { isTeams($0) } ?? false
        default: return false
        }
    }
}

extension JSONElement {
    /// Whether a message that does not say where it stands has the body and the time of Teams' messages.
    fileprivate var isTeamsMessage: Bool {
        object(.body)?.text(.contentType) != nil && text(.messageType) != nil
            && moment(.createdDateTime) != nil
    }
}
