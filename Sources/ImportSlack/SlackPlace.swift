// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive

/// What a name means by its place in an export.
enum SlackPlace {
    /// The index files that describe people and conversations.
    static let indexNames: Set<String> = [
        "channels.json", "groups.json", "dms.json", "mpims.json", "users.json", "org_users.json",
    ]

    /// All index files of an export.
    static let allIndexNames = indexNames.union([
        "canvases.json", "content_flags.json", "file_conversations.json", "huddle_transcripts.json",
        "integration_logs.json", "lists.json",
    ])

    /// The folders, with a closing slash, under which an export lies: the top, or what archives packed again
    /// by hand have around everything; `nil` when nothing has the place of an export's part.
    static func root(of archive: Archive) -> String? {
        var weights: [String: Int] = [:]
        for entry in archive.entries where !isLitter(entry.name) {
            let names = entry.name.split(separator: "/")
            guard let last = names.last, names.count <= 5 else { continue }
            let folders = names.dropLast()
            let isChunk = last.hasSuffix(".json.gz")
            if indexNames.contains(String(last)) || dumpedChannel(last) != nil || isChunk
                || isDatabase(last)
            {
                weights[root(folders), default: 0] += 1000
            } else if isDay(last), !folders.isEmpty {
                weights[root(folders.dropLast()), default: 0] += 1
            }
        }
        return weights.keys.min { left, right in
            let depths = (left.split(separator: "/").count, right.split(separator: "/").count)
            return depths.0 == depths.1
                ? (weights[right] ?? 0, left) < (weights[left] ?? 0, right) : depths.0 < depths.1
        }
    }

    /// Whether a file may hold records, by its name.
    static func isRead(_ name: String) -> Bool {
        name.hasSuffix(".json") || name.hasSuffix(".json.gz") || isDatabase(name[...])
            || name.hasSuffix("-wal")
    }

    /// Whether a name is that of a database of slackdump's.
    static func isDatabase(_ name: Substring) -> Bool {
        [".sqlite", ".sqlite3", ".db"].contains(where: name.hasSuffix)
    }

    /// The names under which lists of custom emoji are kept.
    static let emojiLists: Set<String> = ["emoji.json", "emojis.json", "index.json"]

    /// The folder of an export, whose workspaces may lie under `teams`.
    private static func root(_ folders: ArraySlice<Substring>) -> String {
        let isTeam = folders.count >= 2 && folders.dropLast().last == "teams"
        return (isTeam ? folders.dropLast(2) : folders).map { $0 + "/" }.joined()
    }

    /// What macOS and Windows leave in archives.
    static func isLitter(_ name: String) -> Bool {
        if name.hasPrefix("__MACOSX/") { return true }
        let last = name.split(separator: "/").last ?? ""
        return last == ".DS_Store" || last == "Thumbs.db" || last == "desktop.ini" || last.hasPrefix("._")
    }

    /// A name as Windows and the tools that respect it can hold it.
    static func onDisk(_ name: String) -> String {
        var name = String(
            name.map { "<>:\"/\\|?*".contains($0) || ($0.asciiValue.map { $0 < 32 } ?? false) ? "_" : $0 })
        while let last = name.last, last == "." || last == " " { name.removeLast() }
        return name
    }

    /// Whether a name is `2024-01-31.json`.
    static func isDay(_ name: Substring) -> Bool {
        guard name.utf8.count == 15, name.hasSuffix(".json") else { return false }
        return name.utf8.prefix(10).enumerated().allSatisfy { index, byte in
            index == 4 || index == 7 ? byte == UInt8(ascii: "-") : (48...57).contains(byte)
        }
    }

    /// The channel in `C0123456789.json` or, for one thread of it, `C0123456789-1735689600.000100.json`.
    static func dumpedChannel(_ name: Substring) -> String? {
        guard name.hasSuffix(".json") else { return nil }
        let parts = name.dropLast(5).split(separator: "-", omittingEmptySubsequences: false)
        guard let id = parts.first, isId(id, "CDG"), id.utf8.count >= 9 else { return nil }
        guard parts.count == 1 || (parts.count == 2 && SlackTime(String(parts[1])) != nil) else { return nil }
        return String(id)
    }

    /// The file's id in `F0123456789-name.png`.
    static func fileId(_ name: Substring) -> String? {
        guard let hyphen = name.firstIndex(of: "-"), isId(name[..<hyphen], "F") else { return nil }
        return String(name[..<hyphen])
    }

    /// Whether a name is an id of one of the kinds.
    static func isId(_ name: Substring, _ kinds: String) -> Bool {
        guard let first = name.utf8.first, kinds.utf8.contains(first), name.utf8.count > 1 else {
            return false
        }
        return name.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) }
    }
}
