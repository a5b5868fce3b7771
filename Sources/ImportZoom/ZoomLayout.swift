// SPDX-License-Identifier: Apache-2.0
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

    /// Which of them a file belongs to, by its first bytes; `nil` when it is not Zoom's.
    init?(_ kind: ZoomEntryKind, _ sample: [UInt8]) {
        switch kind {
        case .table: self = .table
        case .chat: self = .chats
        case .transcript: self = .transcripts
        case .json(let isArray):
            guard let layout = Self.layout(ZoomTextFile.utf8(sample), isArray) else { return nil }
            self = layout
        case .recording, .file: return nil
        }
    }

    private static func layout(_ sample: [UInt8], _ isArray: Bool) -> ZoomLayout? {
        for element in first(of: sample, isArray ? .topLevelArray : .lines) {
            if ZoomArchivedChat.isChat(element) { return .archived }
            guard ZoomAnswer.isZoom(element) else { continue }
            // A list of meetings belongs to the chats it dates.
            return element.isArray("meetings") ? .archived : .answers
        }
        // An answer that is larger than the sample: its first elements.
        let named = isArray ? [] : arrays(in: sample)
        for list in ZoomAnswer.lists where named.contains(list) {
            guard let element = first(of: sample, .array(underKey: list)).first else { continue }
            if element["msg_type"]?.int64 != nil, element["e_time"] != nil { return .archived }
            if ZoomAnswer(element, list).isSurelyZoom(element) {
                return list == "meetings" ? .archived : .answers
            }
        }
        return nil
    }

    /// The keys of the arrays in an object.
    private static func arrays(in sample: [UInt8]) -> Set<String> {
        var keys: Set<String> = []
        _ = JSONObjectHead(sample[...]) { key in
            keys.insert(key)
            return false
        }
        return keys
    }

    /// The elements that lie in the sample as a whole.
    private static func first(of sample: [UInt8], _ path: SplitPath) -> [JSONElement] {
        var elements: [JSONElement] = []
        var splitter = JSONSplitter(path: path)
        // Where the sample breaks off, or is broken, what came before it tells enough.
        try? splitter.feed(sample) { bytes, _ in
            if elements.count < 10, let document = try? JSONDocument(parsing: bytes) {
                elements.append(document.root)
            }
        }
        return elements
    }
}
