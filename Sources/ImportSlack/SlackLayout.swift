// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive

/// Which entry of an archive is what, by the places of a workspace export.
struct SlackLayout {
    /// The folders, with a closing slash, under which everything lies; empty for the archive's top.
    let root: String
    /// Index files at the top by their names, `channels.json`.
    private(set) var indexes: [String: ArchiveEntry] = [:]
    /// The day files of each channel's folder, in the order of their names.
    private(set) var days: [String: [ArchiveEntry]] = [:]
    /// Files that belong to messages, by the file's id.
    private(set) var files: [String: ArchiveEntry] = [:]
    /// Pictures of people, by the person's id.
    private(set) var avatars: [String: ArchiveEntry] = [:]
    /// Entries that mean nothing to this layout.
    private(set) var strangers: [ArchiveEntry] = []

    /// Sorts the entries of an archive; `nil` when nothing in it has the place of a workspace export's part.
    init?(_ archive: Archive) {
        guard let root = Self.root(of: archive) else { return nil }
        self.root = root
        for entry in archive.entries where !Self.isLitter(entry.name) {
            guard entry.name.utf8.starts(with: root.utf8) else {
                strangers.append(entry)
                continue
            }
            let parts = entry.name.dropFirst(root.count).split(separator: "/")
            if !place(entry, parts) { strangers.append(entry) }
        }
        for folder in days.keys {
            days[folder]?.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        }
    }

    private mutating func place(_ entry: ArchiveEntry, _ parts: [Substring]) -> Bool {
        guard let name = parts.last else { return false }
        switch parts.count {
        case 1 where name.hasSuffix(".json"):
            indexes[String(name)] = entry
        case 2 where Self.isDay(name):
            days[String(parts[0]), default: []].append(entry)
        case 3 where parts[0] == "__uploads":
            files[String(parts[1])] = entry
        case 3 where parts[0] == "__avatars":
            avatars[String(parts[1])] = entry
        case 3 where parts[1] == "attachments":
            guard let hyphen = name.firstIndex(of: "-"), hyphen > name.startIndex else { return false }
            files[String(name[..<hyphen])] = entry
        default:
            return false
        }
        return true
    }

    /// The names of index files that only Slack writes, or all writers of its layout do.
    static let indexNames: Set<String> = [
        "channels.json", "groups.json", "dms.json", "mpims.json", "users.json", "org_users.json",
    ]

    /// The top, or the one folder that archives packed again by hand have around everything.
    private static func root(of archive: Archive) -> String? {
        var candidates: [String: Int] = [:]
        for entry in archive.entries where !isLitter(entry.name) {
            let parts = entry.name.split(separator: "/")
            guard let name = parts.last, parts.count <= 3 else { continue }
            let folder = parts.dropLast()
            if indexNames.contains(String(name)) {
                candidates[folder.map { $0 + "/" }.joined(), default: 0] += 1000
            } else if isDay(name), !folder.isEmpty {
                candidates[folder.dropLast().map { $0 + "/" }.joined(), default: 0] += 1
            }
        }
        // The top wins, then what lies nearest to it: nested exports are part of an organisation's.
        return candidates.keys.min { left, right in
            let depths = (left.split(separator: "/").count, right.split(separator: "/").count)
            return depths.0 == depths.1
                ? (candidates[right] ?? 0, left) < (candidates[left] ?? 0, right) : depths.0 < depths.1
        }
    }

    /// What macOS and Windows leave in archives.
    static func isLitter(_ name: String) -> Bool {
        if name.hasPrefix("__MACOSX/") { return true }
        let last = name.split(separator: "/").last ?? ""
        return last == ".DS_Store" || last == "Thumbs.db" || last == "desktop.ini" || last.hasPrefix("._")
    }

    /// Whether a name is `2024-01-31.json`.
    private static func isDay(_ name: Substring) -> Bool {
        let bytes = Array(name.utf8)
        guard bytes.count == 15, name.hasSuffix(".json") else { return false }
        return bytes.prefix(10).enumerated().allSatisfy { index, byte in
            index == 4 || index == 7 ? byte == UInt8(ascii: "-") : (48...57).contains(byte)
        }
    }
}
