// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON

/// The kinds of export that Zoom's programs and administrators make; an archive may hold several.
enum ZoomLayout: String, Hashable, CaseIterable {
    case answers = "Team Chat answers"
    case table = "chat history table"
    case archived = "archived meeting chats"
    case chats = "saved meeting chats"
    case transcripts = "meeting transcripts"

    /// What the layout can never hold.
    var lacks: [Capability] {
        switch self {
        case .answers: []
        case .table:
            [
                .threads, .replies, .reactions, .edits, .deletions, .pins, .mentions, .formatting,
                .memberships, .roster,
            ]
        case .archived:
            [.pins, .mentions, .memberships, .roster, .replies, .privateChannels, .othersConversations]
        case .chats:
            [
                .files, .threads, .edits, .deletions, .pins, .mentions, .formatting, .memberships, .roster,
                .addresses, .privateChannels, .othersConversations,
            ]
        case .transcripts:
            [
                .files, .replies, .reactions, .edits, .deletions, .pins, .mentions, .formatting, .memberships,
                .roster, .addresses, .privateChannels, .directMessages,
            ]
        }
    }

    /// Which of them an entry belongs to; `nil` when it is not Zoom's.
    init?(_ kind: ZoomEntryKind, _ entry: ArchiveEntry, _ archive: Archive) throws {
        switch kind {
        case .table: self = .table
        case .chat: self = .chats
        case .transcript: self = .transcripts
        case .json(let isArray):
            guard let layout = try Self.layout(entry, isArray, archive) else { return nil }
            self = layout
        case .recording, .file: return nil
        }
    }

    private static func layout(_ entry: ArchiveEntry, _ isArray: Bool, _ archive: Archive) throws
        -> ZoomLayout?
    {
        struct Enough: Error { let layout: ZoomLayout? }
        let source = ZoomSource(archive: archive, sink: SilentSink())
        var seen = 0
        do {
            try source.values(of: entry, isArray: isArray) { value, list, _ in
                if ZoomArchivedChat.isChat(value) { throw Enough(layout: .archived) }
                // A list of meetings belongs to the chats it dates.
                if value.isArray("meetings"), ZoomAnswer.isZoom(value) { throw Enough(layout: .archived) }
                let isZoom =
                    list.map { [.message, .session].contains(ZoomAnswer(value, $0)) }
                    ?? ZoomAnswer.isZoom(value)
                if isZoom { throw Enough(layout: .answers) }
                seen += 1
                if seen == 10 { throw Enough(layout: nil) }
            }
        } catch let enough as Enough {
            return enough.layout
        }
        return nil
    }
}
