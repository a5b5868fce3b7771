// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive

/// The files in an archive that messages may refer to.
final class ComplianceFiles {
    private var exact: [String: ArchiveEntry] = [:]
    private var byName: [String: [ArchiveEntry]] = [:]
    private var claimed: Set<String> = []
    private let all: [ArchiveEntry]

    init(_ entries: [ArchiveEntry]) {
        all = entries
        for entry in entries {
            exact[entry.name] = entry
            byName[Self.lastPart(entry.name).lowercased(), default: []].append(entry)
        }
    }

    /// The file that a path means, seen from the folder of the XML, which from then on is not a stranger any more.
    /// Written paths may be those of the server, of Windows, or of the export.
    func entry(_ path: String, besides document: String) -> ArchiveEntry? {
        guard !all.isEmpty else { return nil }
        let parts = path.split { $0 == "/" || $0 == "\\" }.map(String.init)
        guard let name = parts.last else { return nil }
        let folder = document.split(separator: "/").dropLast().map { $0 + "/" }.joined()
        let inside = parts.joined(separator: "/")
        let found = exact[folder + inside] ?? exact[inside] ?? byParts(name, parts)
        if let found { claimed.insert(found.name) }
        return found
    }

    /// The files that no message refers to.
    var strangers: [ArchiveEntry] { all.filter { !claimed.contains($0.name) } }

    /// The last part of a path, of Windows or not.
    static func lastPart(_ path: String) -> String {
        path.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? path
    }

    /// The file whose path agrees with the one written over most of its parts, from the end.
    private func byParts(_ name: String, _ parts: [String]) -> ArchiveEntry? {
        guard let candidates = byName[name.lowercased()] else { return nil }
        var best: [ArchiveEntry] = []
        var longest = 1
        for entry in candidates {
            let own = entry.name.split(separator: "/").map(String.init)
            let length = zip(own.reversed(), parts.reversed()).prefix { $0.lowercased() == $1.lowercased() }
                .count
            guard length >= longest else { continue }
            best = length == longest ? best + [entry] : [entry]
            longest = length
        }
        // Two that fit equally well are no answer.
        return best.count == 1 ? best[0] : nil
    }
}
