// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryModel

/// One XML file while it is read: its first elements say which reader it is for.
final class ComplianceFile {
    private let entry: ArchiveEntry
    private let context: ComplianceContext
    private let options: ComplianceOptions
    private let head = ComplianceHead()
    /// What came before the file was known.
    private var early: [XMLEvent] = []
    private var isKnown = false
    private var collector: ComplianceCollector?
    private var tally: () -> ComplianceTally = { ComplianceTally() }

    init(_ entry: ArchiveEntry, _ context: ComplianceContext, _ options: ComplianceOptions) {
        self.entry = entry
        self.context = context
        self.options = options
    }

    /// Takes the next event.
    func take(_ event: XMLEvent) throws {
        guard !isKnown else { return try collector?.take(event) ?? () }
        early.append(event)
        if head.take(event) { try decide() }
    }

    /// Ends the file, whole or not.
    func finish(_ problem: XMLError?) throws {
        if !isKnown { try decide() }
        try collector?.finish()
        guard let collector else { return context.unread.append((entry.name, problem)) }
        if let problem {
            try context.lose(
                "xml.broken", .notInSource, .message, in: entry.name, line: problem.line,
                because: "\(problem.reason); what stands before is carried")
        }
        var left = tally()
        left.count(.unknown, collector.strays)
        try left.state(in: context, entry: entry.name)
    }

    private func decide() throws {
        isKnown = true
        if let dialect = head.dialect { collector = ComplianceCollector(reader(dialect)) }
        for event in early { try collector?.take(event) }
        early = []
    }

    private func reader(_ dialect: ComplianceDialect) -> any ComplianceReader {
        let workspace = options.workspace ?? dialect.workspace
        context.workspaces[workspace] = options.workspace ?? dialect.name
        let keys = ComplianceKeys(workspace: workspace)
        switch dialect {
        case .persistentChat:
            let reader = PersistentChatReader(context, keys, entry: entry.name)
            tally = { reader.tally }
            return reader
        case .fileDump, .mattermost:
            let reader = FileDumpReader(
                context, keys, entry: entry.name, isMattermost: dialect == .mattermost)
            tally = { reader.tally }
            return reader
        }
    }
}
