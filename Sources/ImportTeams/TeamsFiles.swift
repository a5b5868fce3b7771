// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryArchive
internal import FerryModel
internal import FerryText

/// The files in an archive that belong to messages, and which file belongs to which.
///
/// Found by, in this order: a line of `files.csv`; for pictures the name `hosted_content_<message>_<content>`
/// as teams-chats-export writes it; the attachment's id as a folder or at the start of the file's name; the path
/// on SharePoint, of which at least the file and its folder must agree.
final class TeamsFiles {
    private var mapped: [String: ArchiveEntry] = [:]
    private var byName: [String: [ArchiveEntry]] = [:]
    private var byId: [String: ArchiveEntry] = [:]
    private(set) var claimed: Set<String> = []
    private let all: [ArchiveEntry]
    private let head: (ArchiveEntry) -> [UInt8]

    /// Whether the archive holds any.
    var isEmpty: Bool { all.isEmpty }

    /// Looks at the names of the files and at the lines of a mapping; `head` gives the first bytes of a file.
    init(
        _ entries: [ArchiveEntry], mapping: [TeamsFileMapping.Line],
        head: @escaping (ArchiveEntry) -> [UInt8] = { _ in [] }
    ) {
        all = entries
        self.head = head
        var exact: [String: ArchiveEntry] = [:]
        for entry in entries {
            let parts = entry.name.split(separator: "/").map(String.init)
            guard let name = parts.last else { continue }
            exact[entry.name] = entry
            byName[name.lowercased(), default: []].append(entry)
            for id in Self.ids(parts) { byId[id] = byId[id] ?? entry }
        }
        for line in mapping {
            guard let entry = exact[line.file] else { continue }
            mapped[line.message + " " + line.attachment] = entry
        }
    }

    /// The file of an attachment, which from then on is not a stranger any more.
    func entry(channel: String, message: String, attachment: String, url: String?, isHosted: Bool)
        -> ArchiveEntry?
    {
        guard !all.isEmpty else { return nil }
        let found =
            fromMapping(channel, message, attachment, url)
            ?? (isHosted ? byName[Self.hosted(message, attachment).lowercased()]?.first : nil)
            ?? byId[attachment.lowercased()] ?? (isHosted ? nil : url.flatMap(fromPath))
        if let found { claimed.insert(found.name) }
        return found
    }

    /// The type of a picture by its bytes, and the ending its name should have.
    func picture(_ entry: ArchiveEntry) -> (type: String, ending: String)? {
        MediaType.ofContent(head(entry)).flatMap { $0.type.hasPrefix("image/") ? $0 : nil }
    }

    /// The files that no message refers to.
    var strangers: [ArchiveEntry] { all.filter { !claimed.contains($0.name) } }

    private func fromMapping(_ channel: String, _ message: String, _ attachment: String, _ url: String?)
        -> ArchiveEntry?
    {
        guard !mapped.isEmpty else { return nil }
        let names = [attachment] + (url.map { [$0] } ?? [])
        for place in [channel + "/" + message, message, ""] {
            for name in names { if let entry = mapped[place + " " + name] { return entry } }
        }
        return nil
    }

    private static func hosted(_ message: String, _ content: String) -> String {
        "hosted_content_" + message + "_" + content
    }

    /// The ids that a file may be found by: GUIDs among its folders or at the start of its name.
    private static func ids(_ parts: [String]) -> [String] {
        var ids = parts.dropLast().filter { TeamsIdentity.isDirectoryId($0) }.map { $0.lowercased() }
        if let name = parts.last {
            let start = String(name.prefix(36)).lowercased()
            let next = name.dropFirst(36).first
            if TeamsIdentity.isDirectoryId(start), next.map({ "_-. ".contains($0) }) ?? true {
                ids.append(start)
            }
        }
        return ids
    }

    private func fromPath(_ url: String) -> ArchiveEntry? {
        let path = url.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").map { PercentText.decoded($0) }
        guard let name = path.last, let candidates = byName[name.lowercased()] else { return nil }
        var best: [ArchiveEntry] = []
        var longest = 2
        for entry in candidates {
            let parts = entry.name.split(separator: "/").map(String.init)
            let length = zip(parts.reversed(), path.reversed()).prefix { $0.lowercased() == $1.lowercased() }
                .count
            guard length >= longest else { continue }
            best = length == longest ? best + [entry] : [entry]
            longest = length
        }
        // Two that fit equally well are no answer.
        return best.count == 1 ? best[0] : nil
    }
}
