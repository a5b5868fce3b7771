// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive

/// Which family of compliance XML a file belongs to, and the system it speaks of.
enum ComplianceDialect: Hashable {
    /// `FileDump` as Mattermost writes it.
    case mattermost
    /// `FileDump` of Actiance Vantage, Bloomberg Vault, Smarsh, and what is converted into it.
    case fileDump
    /// `Conversations` of Lync's and Skype for Business' Persistent Chat, with the domain of its rooms.
    case persistentChat(domain: String)

    /// The id of the workspace where the administrator names none.
    var workspace: String {
        switch self {
        case .mattermost: "mattermost"
        case .fileDump: "chat"
        case .persistentChat(let domain): domain.isEmpty ? "persistent-chat" : domain
        }
    }

    /// The name of the workspace where the administrator names none.
    var name: String {
        switch self {
        case .mattermost: "Mattermost"
        case .fileDump: "Chat"
        case .persistentChat(let domain): domain.isEmpty ? "Persistent Chat" : domain
        }
    }

    /// Looks at the first elements of a file; `nil` when it is none of these. A file that is refused for its DOCTYPE
    /// counts by the name that stands in it.
    static func of(_ entry: ArchiveEntry, in archive: Archive) throws -> ComplianceDialect? {
        struct Found: Error { let dialect: ComplianceDialect? }
        let head = ComplianceHead()
        do {
            try archive.events(of: entry) { event in
                if head.take(event) { throw Found(dialect: head.dialect) }
            }
        } catch let found as Found {
            return found.dialect
        } catch let error as XMLError {
            guard error.reason == .doctype else { return head.dialect }
            return try ComplianceHead.roots(of: entry, in: archive).contains("FileDump") ? .fileDump : nil
        }
        return head.dialect
    }
}
