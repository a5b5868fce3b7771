// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// Puts a message in the place of each one that others refer to and that the archive does not hold.
struct TeamsStubs {
    private let context: TeamsContext
    private let source: TeamsSource

    init(_ context: TeamsContext, _ source: TeamsSource) {
        self.context = context
        self.source = source
    }

    /// Yields them, each with its loss.
    func yield(_ documents: Set<ArchiveEntry>) throws {
        if context.threads.isIncomplete, context.threads.hasMissing { try lookAgain(documents) }
        for (reference, preview) in context.threads.missing {
            // Only the id says when it was sent.
            guard let time = Int64(reference.message).flatMap({ TeamsTime(milliseconds: $0) }) else {
                continue
            }
            let key = TeamsKeys.message(reference.channel, reference.message)
            let text = preview?.text ?? ""
            try context.sink.take(
                .message(
                    Message(
                        key: key, channel: TeamsKeys.channel(reference.channel),
                        author: context.person(preview?.author ?? .system), sentAt: time.timestamp,
                        order: time.ticks,
                        kind: .system(.other("stub")),
                        body: RichText(plain: text.isEmpty ? "This message is not in the archive." : text))))
            try context.losses.state(
                "teams.message.referred-to", .carriedWithLoss, .message, key: key.key,
                because: "other messages answer this one, but the archive does not hold it")
        }
    }

    // More messages than are remembered: the files are searched once more for those still open.
    private func lookAgain(_ documents: Set<ArchiveEntry>) throws {
        try source.archive.readAll(where: { documents.contains($0) }) { entry in
            guard let form = try TeamsSource.form(of: entry, in: source.archive) else { return }
            let scope = TeamsScope(path: entry.name, form)
            // What is broken has been stated in the first reading.
            let silent = TeamsSource(archive: source.archive, sink: SilentSink())
            try silent.elements(of: entry, form) { element, _ in confirm(element, scope) }
        }
    }

    private func confirm(_ element: JSONElement, _ scope: TeamsScope) {
        if TeamsElement.isMessage(element) {
            for message in [element] + element.objects(.replies) {
                let author = TeamsAuthor(message, isEvent: false).identity.id
                guard let address = TeamsAddress(message, scope, author: author) else { continue }
                context.threads.note(address.room, address.id)
            }
        }
        for inner in element.objects(.messages) + element.objects(.value) { confirm(inner, scope) }
    }
}
