// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive

/// The files of the archive that messages may name, found by Zoom's id of the file or by the file's name.
final class ZoomFiles {
    private var byId: [String: ArchiveEntry] = [:]
    private var byName: [String: [ArchiveEntry]] = [:]
    /// The entries that a message or an emoji names.
    private(set) var used: Set<String> = []

    init(_ entries: [ArchiveEntry]) {
        for entry in entries {
            let parts = entry.name.split(separator: "/").map(String.init)
            guard let last = parts.last else { continue }
            byName[last, default: []].append(entry)
            // `<id>/name`, `<id>_name`, `<id>-name`, `<id>.ending`, `<id>`.
            var ids: [Substring] = [Substring(last)]
            for mark in ["_", ".", "-"] as [Character] {
                ids += last.indices.filter { last[$0] == mark }.prefix(8).map { last[..<$0] }
            }
            if parts.count > 1 { ids.append(Substring(parts[parts.count - 2])) }
            for id in ids where id.utf8.count >= 16 && byId[String(id)] == nil { byId[String(id)] = entry }
        }
    }

    /// The entry with the bytes of a file that Zoom gave an id.
    func entry(id: String) -> ArchiveEntry? {
        guard let entry = byId[id] else { return nil }
        used.insert(entry.name)
        return entry
    }

    /// The entries with exactly this file name.
    func entries(named name: String) -> [ArchiveEntry] {
        let entries = byName[name] ?? []
        for entry in entries { used.insert(entry.name) }
        return entries
    }
}
