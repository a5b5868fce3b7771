// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryModel

/// The rooms that mails went to, as channels and their workspaces.
struct MailRooms {
    private let index: MailIndex
    private let findings: MailFindings
    private let options: MailOptions

    /// Takes what the passes found.
    init(_ index: MailIndex, _ findings: MailFindings, _ options: MailOptions) {
        self.index = index
        self.findings = findings
        self.options = options
    }

    /// Yields all of them.
    func yield(into sink: any RecordSink) throws {
        let starts = try index.database.statement(
            "SELECT room, min(date) FROM mail WHERE twin IS NULL GROUP BY room ORDER BY room")
        var named: Set<String> = []
        while try starts.step() {
            let room = index.rooms[Int(starts.number(0))]
            let domain = domain(of: room)
            let workspace = MailKeys.workspace(domain.isEmpty ? "mail" : domain)
            if named.insert(domain).inserted {
                try sink.take(.workspace(Workspace(key: workspace, name: domain.isEmpty ? "Mail" : domain)))
            }
            try sink.take(
                .channel(
                    Channel(
                        key: room.key, workspace: workspace, kind: room.isList ? .list : .mailbox,
                        name: name(of: room),
                        purpose: purpose(of: room), createdAt: Timestamp(milliseconds: starts.number(1)))))
        }
    }

    private func name(of room: MailRoom) -> String {
        switch room.origin {
        case .mailbox(let name): return name
        case .list(let id):
            if let name = findings.listNames[id], !name.isEmpty { return name }
            return String(id.prefix { $0 != "." })
        }
    }

    private func purpose(of room: MailRoom) -> String {
        if case .list(let id) = room.origin { "Mailing list \(id)" } else { "" }
    }

    // A List-Id is the name of the list, then the host of the lists (RFC 2919 section 3).
    private func domain(of room: MailRoom) -> String {
        switch room.origin {
        case .mailbox: return options.domains.first ?? ""
        case .list(let id):
            guard let dot = id.firstIndex(of: ".") else { return id }
            return String(id[id.index(after: dot)...])
        }
    }
}
