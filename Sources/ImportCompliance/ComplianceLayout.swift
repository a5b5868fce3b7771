// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive

/// Which entries of an archive are XML, and which may be the files of messages.
struct ComplianceLayout {
    /// XML, by name.
    private(set) var documents: [ArchiveEntry] = []
    /// Everything that a message may refer to.
    private(set) var files: [ArchiveEntry] = []

    init(_ archive: Archive) {
        for entry in archive.entries where !Self.isNote(entry.name) {
            let name = entry.name.lowercased()
            let isDocument = archive.kind == .file || name.hasSuffix(".xml") || name.hasSuffix(".xml.gz")
            if isDocument { documents.append(entry) } else { files.append(entry) }
        }
    }

    /// Whether a file is what macOS and Windows leave in archives, or Mattermost's own list of missing files, each of
    /// which is stated where it is missed.
    private static func isNote(_ name: String) -> Bool {
        if name.hasPrefix("__MACOSX/") { return true }
        let last = name.split(separator: "/").last ?? ""
        return [".DS_Store", "Thumbs.db", "desktop.ini", "warning.txt", "metadata.json"].contains(last)
            || last.hasPrefix("._")
    }
}
