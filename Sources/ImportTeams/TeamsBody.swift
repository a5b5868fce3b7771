// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// What a message says: importance, subject, text, and what came with it in its place.
struct TeamsBody {
    /// The text with its meaning.
    private(set) var text = RichText([])
    /// Whether the body only says that something happened.
    private(set) var isSystemEvent = false

    /// Reads a message; files and what it answers go to `parts`.
    init(_ message: JSONElement, _ stated: TeamsContent, _ parts: TeamsMessageParts) throws {
        let attachments = TeamsAttachments(message, parts)
        let mentions = TeamsMentions(message, parts.context, noting: &parts.mistyped)
        let content = stated.text
        if content.isEmpty, !message.isCutOff(.body) {
            parts.mistyped.expect(.object, "body", message[.body])
            parts.mistyped.expect(.string, "content", message.object(.body)?[.content])
        }
        var placed: Set<String> = []
        switch stated.markup {
        case nil: text = RichText(plain: content)
        case .body(let body): try take(body, &placed, attachments, parts)
        case .fragment(let fragment):
            // The converter asks for what cannot throw but for a failing disk, which is thrown on below.
            var failure: (any Error)?
            func kept<Value>(_ body: () throws -> Value?) -> Value? {
                do {
                    return try body()
                } catch {
                    failure = error
                    return nil
                }
            }
            let body = TeamsMarkup(
                TeamsReferences(
                    mention: { mentions.inline($0, label: $1) },
                    attachment: { id in kept { try attachments.blocks(id) } },
                    emojiImage: { url in kept { try parts.emojiImage(url) } },
                    image: { image in kept { try attachments.inline(image) } })
            ).read(.fragment(fragment))
            if let failure { throw failure }
            try take(body, &placed, attachments, parts)
        }
        let rest = try attachments.rest(except: placed)
        text.blocks = rest.before + Self.head(message) + text.blocks + rest.after
        if text.isEmpty, let summary = message.text(.summary) { text = RichText(plain: summary) }
    }

    private mutating func take(
        _ body: TeamsMarkup.Body, _ placed: inout Set<String>, _ attachments: TeamsAttachments,
        _ parts: TeamsMessageParts
    ) throws {
        text = body.text
        // A picture behind the text goes with the message: as an event of its own every client shows it.
        for picture in text.takeTrailingImages() { parts.show(picture) }
        placed = body.placed
        isSystemEvent = body.isSystemEvent
        if let quoted = body.quoted { _ = parts.answer(quoted, preview: nil) }
        for image in body.images { try attachments.yield(image) }
        guard body.isCut else { return }
        try parts.lose("teams.body.cut", because: "the text is larger or deeper than any that people write")
    }

    private static func head(_ message: JSONElement) -> [RichText.Block] {
        var blocks: [RichText.Block] = []
        switch message.text(.importance)?.lowercased() {
        case "high": blocks.append(.paragraph([.strong([.text("❗ Important")])]))
        case "urgent": blocks.append(.paragraph([.strong([.text("‼️ Urgent")])]))
        default: break
        }
        if let subject = message.text(.subject)?.trimmed {
            blocks.append(.heading(level: 3, [.text(subject)]))
        }
        return blocks
    }
}

extension String {
    /// The text without blanks at its ends; `nil` when nothing is left.
    fileprivate var trimmed: String? {
        let kept = drop(while: \.isWhitespace)
        guard let last = kept.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        return String(kept[...last])
    }
}
