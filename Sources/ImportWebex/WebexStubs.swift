// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// Puts a message in the place of each one that replies name and that the archive does not hold.
struct WebexStubs {
    private let context: WebexContext
    private let source: WebexSource
    private let layout: WebexLayout

    init(_ context: WebexContext, _ source: WebexSource, _ layout: WebexLayout) {
        self.context = context
        self.source = source
        self.layout = layout
    }

    /// Yields them, each with its loss.
    func yield() throws {
        if context.threads.isIncomplete, !context.threads.missing.isEmpty { try lookAgain() }
        for missing in context.threads.missing {
            let before = Timestamp(milliseconds: missing.firstReply.milliseconds - 1)
            // The id says when it was sent, unless it is none of Webex's.
            let time = WebexTime.ofId(missing.id).map { min($0, before) } ?? before
            let key = WebexKeys.message(missing.id)
            try context.sink.take(
                .message(
                    Message(
                        key: key, channel: WebexKeys.channel(missing.room),
                        author: WebexKeys.person(context.people.systemPerson()), sentAt: time,
                        order: time.milliseconds, kind: .system(.other("stub")),
                        body: RichText(plain: "This message is not in the archive."))))
            try context.losses.state(
                "webex.message.referred-to", .carriedWithLoss, .message, key: key.key,
                because: "other messages answer this one, but the archive does not hold it")
        }
    }

    // More messages than are remembered: the files are searched once more for those still open.
    private func lookAgain() throws {
        let names = Dictionary(
            layout.documents.filter { $0.phase != .lists }.map { ($0.entry.name, $0) },
            uniquingKeysWith: { first, _ in first })
        try source.archive.readAll(where: { names[$0.name] != nil }) { entry in
            guard let document = names[entry.name] else { return }
            try source.elements(of: document, isSilent: true) { element, _ in confirm(element) }
        }
    }

    private func confirm(_ element: JSONElement) {
        switch WebexElement(element) {
        case .message where !WebexInvented.isInvented(element):
            if let id = element.id("id")?.value { context.threads.note(id) }
        case .conversation: for message in element.elements { confirm(message) }
        case .event where element.text("resource") == "messages":
            if let id = element.object("data")?.id("id")?.value { context.threads.note(id) }
        default: break
        }
    }
}
