// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive

/// Which entries of an archive hold JSON, and which the files of messages.
struct TeamsLayout {
    /// JSON files, by what their names promise.
    private(set) var documents: [ArchiveEntry] = []
    /// Everything else.
    private(set) var files: [ArchiveEntry] = []
    /// `files.csv`.
    private(set) var mappings: [ArchiveEntry] = []

    init(_ archive: Archive) {
        for entry in archive.entries where !Self.isLitter(entry.name) {
            let parts = entry.name.split(separator: "/").map { $0.lowercased() }
            guard let name = parts.last else { continue }
            let isFile =
                name.hasPrefix("hosted_content_") || parts.dropLast().contains { Self.folders.contains($0) }
            if name == "files.csv" {
                mappings.append(entry)
            } else if !isFile, archive.kind == .file || Self.endings.contains(where: { name.hasSuffix($0) }) {
                documents.append(entry)
            } else {
                files.append(entry)
            }
        }
    }

    /// The documents that show soonest what the archive is: lists before pages of messages.
    var telling: [ArchiveEntry] {
        func rank(_ entry: ArchiveEntry) -> Int {
            let name = entry.name.split(separator: "/").last?.lowercased() ?? ""
            return ["teamslist", "chats", "channels", "messages", "msg_"].contains { name.hasPrefix($0) }
                ? 0 : 1
        }
        return documents.sorted { (rank($0), $0.name) < (rank($1), $1.name) }
    }

    private static let endings = [".json", ".jsonl", ".ndjson"]
    private static let folders: Set<String> = ["files", "attachments", "hostedcontents", "hosted_contents"]

    /// What macOS and Windows leave in archives.
    private static func isLitter(_ name: String) -> Bool {
        if name.hasPrefix("__MACOSX/") { return true }
        let last = name.split(separator: "/").last ?? ""
        return last == ".DS_Store" || last == "Thumbs.db" || last == "desktop.ini" || last.hasPrefix("._")
    }
}
