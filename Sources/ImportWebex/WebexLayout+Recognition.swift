// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON

extension WebexLayout {
    /// Whether some of the files that would tell hold objects of Webex, without a look at all of them.
    static func isWebex(_ archive: Archive) throws -> Bool {
        let documents = archive.entries.filter { isDocument($0, in: archive) }
        func rank(_ entry: ArchiveEntry) -> Int {
            let name = entry.name.split(separator: "/").last?.lowercased() ?? ""
            return ["data.js", "space_details", "rooms", "messages", "page", "events"].contains {
                name.hasPrefix($0)
            }
                ? 0 : 1
        }
        // Large files first: pages of silent spaces are empty.
        let telling = documents.map { (rank: rank($0), entry: $0) }.sorted {
            ($0.rank, -($0.entry.size ?? 0), $0.entry.name) < ($1.rank, -($1.entry.size ?? 0), $1.entry.name)
        }
        for (_, entry) in telling.prefix(40) {
            let sample = try archive.head(of: entry, count: WebexForm.sampleSize)
            switch WebexForm(sample)?.first {
            case .message, .room, .membership, .person, .team, .organisation, .event, .details, .conversation:
                if WebexForm(sample)?.isOfWebex == true { return true }
            case .contents, .failure, .unknown, nil: continue
            }
        }
        return false
    }

    /// What the archive can never give.
    var lacks: [Capability] {
        var lacks = WebexFrontEnd.neverHeld
        let events = documents.contains { $0.phase == .events }
        let hasMembers = documents.contains {
            if case .membership = $0.form.first { true } else { false }
        }
        let isOnlyTools = frontEnds.allSatisfy { $0 != .rest }
        if isOnlyTools || !events { lacks += [.deletions, .memberships] }
        if isOnlyTools || !(events || hasMembers) { lacks.append(.roster) }
        if isOnlyTools || !events { lacks.append(.othersConversations) }
        if !hasFiles { lacks.append(.files) }
        return lacks
    }

    private var hasFiles: Bool {
        files.contains { file in
            let folders = file.name.split(separator: "/").dropLast().suffix(2)
            return folders.contains {
                ["attachments", "content", "contents", "files", "images"].contains($0)
            }
        }
    }
}

extension WebexForm {
    /// Whether the first element has an id of Webex's own form, which no other system's objects have.
    var isOfWebex: Bool {
        guard let element = firstElement else { return false }
        let candidates = element.kind == .array ? element.elements.first.map { [$0] } ?? [] : [element]
        return candidates.contains { candidate in
            let inner = candidate.object("data") ?? candidate.object("space") ?? candidate
            return ["id", "roomId", "personId"].contains { inner.id($0)?.kind.isEmpty == false }
        }
    }
}
