// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive

/// What the first elements of a file say about it.
final class ComplianceHead {
    private(set) var dialect: ComplianceDialect?
    private var path: [String] = []
    private var seen = 0

    /// Takes an event; answers whether enough is known.
    func take(_ event: XMLEvent) -> Bool {
        seen += 1
        switch event {
        case .start(let name, let attributes, _):
            path.append(name)
            if path.count == 1 { return takeRoot(name) }
            if path == ["Conversations", "Conversation", "Channel"] {
                dialect = .persistentChat(domain: PersistentChatRoom.domain(attributes["uri"] ?? ""))
                return true
            }
        case .text(let text, _):
            if path == ["FileDump", "Conversation", "RoomID"] {
                dialect = FileDumpRoom(text).isOfMattermost ? .mattermost : .fileDump
                return true
            }
        case .end: path.removeLast()
        }
        return seen > 1000
    }

    private func takeRoot(_ name: String) -> Bool {
        if name == "FileDump" { dialect = .fileDump }
        if name == "Conversations" { dialect = .persistentChat(domain: "") }
        return dialect == nil
    }

    /// The words that begin a tag or a DOCTYPE in the first bytes of a file.
    static func roots(of entry: ArchiveEntry, in archive: Archive) throws -> Set<String> {
        struct Enough: Error {}
        var head: [UInt8] = []
        do {
            try archive.read(entry) { bytes in
                head.append(contentsOf: bytes.prefix(65_536 - head.count))
                if head.count >= 65_536 { throw Enough() }
            }
        } catch is Enough {}
        let text = String(decoding: head, as: UTF8.self)
        return Set(
            ["FileDump", "Conversations"].filter { text.contains("<" + $0) || text.contains("DOCTYPE " + $0) }
        )
    }
}
