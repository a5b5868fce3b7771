// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive

/// Which entry of an archive is what, by the places of an export.
struct SlackLayout {
    /// A workspace's part of an export: all of it, or one of an organisation's.
    struct Part {
        /// The folder's name under `teams`, `nil` for the export's own top.
        let team: String?
        /// Index files by their names, `channels.json`.
        var indexes: [String: ArchiveEntry] = [:]
        /// The day files of each channel's folder, in the order of their names.
        var days: [String: [ArchiveEntry]] = [:]
        /// The description of the canvas that belongs to the channel of each folder.
        var canvases: [String: ArchiveEntry] = [:]
    }

    /// The folders, with a closing slash, under which everything lies; empty for the archive's top.
    let root: String
    /// The top, then an organisation's workspaces by name.
    private(set) var parts: [Part] = [Part(team: nil)]
    /// Files of whole channels at the top, by the channel's id.
    private(set) var dumps: [String: [ArchiveEntry]] = [:]
    /// Packed answers of Slack's API about a channel, by the channel's id.
    private(set) var chunks: [String: [ArchiveEntry]] = [:]
    /// Packed answers of Slack's API about people, channels and the workspace.
    private(set) var chunkIndexes: [ArchiveEntry] = []
    /// A database of slackdump's, and its write-ahead log.
    private(set) var database: ArchiveEntry?
    private(set) var databaseLog: ArchiveEntry?
    /// Lists of custom emoji.
    private(set) var emojiLists: [ArchiveEntry] = []
    /// Pictures of custom emoji, by name.
    private(set) var emojiImages: [String: ArchiveEntry] = [:]
    /// Files that belong to messages, by the file's id.
    private(set) var files: [String: ArchiveEntry] = [:]
    /// Pictures of people, by the person's id.
    private(set) var avatars: [String: ArchiveEntry] = [:]
    /// Entries that mean nothing to this layout.
    private(set) var strangers: [ArchiveEntry] = []

    /// Sorts the entries of an archive; `nil` when nothing in it has the place of an export's part.
    init?(_ archive: Archive) {
        guard let root = SlackPlace.root(of: archive) else { return nil }
        self.root = root
        for entry in archive.entries where !SlackPlace.isLitter(entry.name) {
            guard entry.name.utf8.starts(with: root.utf8) else {
                strangers.append(entry)
                continue
            }
            let names = entry.name.dropFirst(root.count).split(separator: "/")
            if !place(entry, names[...]) { strangers.append(entry) }
        }
        for id in chunks.keys {
            chunks[id]?.sort { $0.precedes($1) }
        }
        for index in parts.indices {
            for folder in parts[index].days.keys {
                parts[index].days[folder]?.sort { $0.precedes($1) }
            }
        }
    }

    /// Whether it is an organisation's export of several workspaces.
    var isOrganisation: Bool { parts.count > 1 || parts[0].indexes["org_users.json"] != nil }

    /// Whether any part has this index file.
    func hasIndex(_ name: String) -> Bool { parts.contains { $0.indexes[name] != nil } }

    private mutating func place(_ entry: ArchiveEntry, _ names: ArraySlice<Substring>) -> Bool {
        guard let first = names.first, let last = names.last else { return false }
        if first == "teams", names.count > 2 {
            return placeInPart(entry, names.dropFirst(2), part(String(names[names.startIndex + 1])))
        }
        if placeOfSlackdump(entry, names) { return true }
        switch names.count {
        case 1 where SlackPlace.dumpedChannel(last) != nil:
            dumps[SlackPlace.dumpedChannel(last) ?? "", default: []].append(entry)
        case 2 where SlackPlace.isId(first, "CDG") && SlackPlace.fileId(last) != nil:
            files[SlackPlace.fileId(last) ?? ""] = entry
        default:
            return placeInPart(entry, names, 0)
        }
        return true
    }

    private mutating func placeOfSlackdump(_ entry: ArchiveEntry, _ names: ArraySlice<Substring>) -> Bool {
        guard let first = names.first, let last = names.last else { return false }
        let folder = names.count == 2 ? first : ""
        switch names.count {
        case 1 where last.hasSuffix(".json.gz"):
            if let id = SlackPlace.dumpedChannel(last.dropLast(3)) {
                chunks[id, default: []].append(entry)
            } else {
                chunkIndexes.append(entry)
            }
        case 1 where SlackPlace.isDatabase(last): database = entry
        case 1 where last.hasSuffix("-wal"): databaseLog = entry
        // The shared memory of a database holds nothing.
        case 1 where last.hasSuffix("-shm"): break
        case 1 where SlackPlace.emojiLists.contains(String(last)): emojiLists.append(entry)
        case 2 where folder == "emojis" || folder == "emoji":
            if last.hasSuffix(".json") {
                emojiLists.append(entry)
            } else {
                emojiImages[String(last.prefix { $0 != "." })] = entry
            }
        default: return false
        }
        return true
    }

    private mutating func placeInPart(
        _ entry: ArchiveEntry, _ names: ArraySlice<Substring>, _ part: Int
    ) -> Bool {
        guard let first = names.first, let last = names.last else { return false }
        switch names.count {
        case 1 where SlackPlace.allIndexNames.contains(String(last)):
            parts[part].indexes[String(last)] = entry
        case 2 where SlackPlace.isDay(last):
            parts[part].days[String(first), default: []].append(entry)
        case 2 where last == "canvas_in_the_conversation.json":
            parts[part].canvases[String(first)] = entry
        case 3 where first == "__uploads":
            files[String(names[names.startIndex + 1])] = entry
        case 3 where first == "__avatars":
            avatars[String(names[names.startIndex + 1])] = entry
        case 3 where names[names.startIndex + 1] == "attachments":
            guard let id = SlackPlace.fileId(last) else { return false }
            files[id] = entry
        default:
            return false
        }
        return true
    }

    private mutating func part(_ team: String) -> Int {
        if let index = parts.firstIndex(where: { $0.team == team }) { return index }
        parts.append(Part(team: team))
        return parts.count - 1
    }
}
