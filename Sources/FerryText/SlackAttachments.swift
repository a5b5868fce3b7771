// SPDX-License-Identifier: Apache-2.0
public import FerryJSON
public import FerryModel

/// Reads the attachments of a message (link previews, shared messages, the cards of bots) as quoted text with
/// titles, fields and footers.
/// Source: https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments
public struct SlackAttachments {
    private let references: SlackReferences
    /// The types of blocks that nobody knows and that are missing from the text.
    public private(set) var unsupported: [String] = []

    /// Makes a reader.
    public init(_ references: SlackReferences) {
        self.references = references
    }

    /// The text of an array of attachments; nothing for anything that is not one.
    public mutating func read(_ attachments: JSONElement) -> RichText {
        var blocks: [RichText.Block] = []
        for attachment in attachments.elements where attachment.kind == .object {
            blocks += read(attachment: attachment)
        }
        return RichText(blocks)
    }

    private mutating func read(attachment: JSONElement) -> [RichText.Block] {
        let before =
            markup("pretext", of: attachment).map { $0.blocks(in: text(attachment["pretext"])) } ?? []
        var inner = heading(attachment) + content(attachment) + footer(attachment)
        if inner.isEmpty, before.isEmpty {
            let fallback = text(attachment["fallback"])
            let link = text(attachment["from_url"] ?? attachment["original_url"])
            inner = SlackMarkup(references, emphasis: false).blocks(in: fallback)
            if inner.isEmpty, !link.isEmpty { inner = [.paragraph([references.link(link, [])])] }
        }
        return before + (inner.isEmpty ? [] : [.quote(inner)])
    }

    /// Author and title, or who said a shared message and where.
    private func heading(_ attachment: JSONElement) -> [RichText.Block] {
        var lines: [[RichText.Inline]] = []
        if let message = sharedMessage(attachment) {
            lines.append(message)
        } else {
            let author = linked(attachment["author_name"], attachment["author_link"])
            let service = linked(attachment["service_name"], attachment["service_url"])
            lines.append(author.isEmpty ? service : author)
        }
        let title = linked(attachment["title"], attachment["title_link"])
        lines.append(title.isEmpty ? [] : [.strong(title)])
        return lines.flatMap(InlineText.paragraph)
    }

    private func sharedMessage(_ attachment: JSONElement) -> [RichText.Inline]? {
        let isShared = attachment["is_msg_unfurl"]?.bool == true || attachment["is_share"]?.bool == true
        guard isShared, let author = attachment["author_id"]?.string else { return nil }
        let name = text(attachment["author_name"] ?? attachment["author_subname"])
        var run = InlineRun()
        run.append([references.mention(author, label: name.isEmpty ? nil : name)])
        let channel = attachment["channel_id"]?.string ?? ""
        let ts = attachment["ts"].flatMap { $0.string ?? String(decoding: $0.rawBytes, as: UTF8.self) } ?? ""
        let place = references.channelName(channel).map { "#" + $0 } ?? text(attachment["from_url"])
        if let key = references.message(channel, ts) {
            run.append(text: " ")
            run.append([.messageLink(key, label: place.isEmpty ? channel : place)])
        } else if let url = attachment["from_url"]?.string, !url.isEmpty {
            run.append(text: " ")
            run.append([references.link(url, [])])
        }
        return run.inlines
    }

    private mutating func content(_ attachment: JSONElement) -> [RichText.Block] {
        var blocks = blockContent(attachment)
        if blocks.isEmpty {
            blocks = markup("text", of: attachment)?.blocks(in: text(attachment["text"])) ?? []
        }
        for field in attachment.parts("fields") {
            blocks += read(field: field, of: attachment)
        }
        if let url = attachment["image_url"]?.string, !url.isEmpty {
            blocks.append(.paragraph([references.link(url, [])]))
        }
        for file in attachment.parts("files") {
            let name = text(file["title"] ?? file["name"])
            let link = text(file["permalink"])
            let label = InlineText.inlines(name.isEmpty ? link : name)
            blocks += InlineText.paragraph(link.isEmpty ? label : [references.link(link, label)])
        }
        let reader = SlackBlocks(references)
        let buttons = (attachment["actions"]?.elements.map { $0 } ?? []).map(reader.element)
        return blocks + InlineText.paragraph(Array(buttons.joined(separator: [.text(" ")])))
    }

    /// What the attachment says in blocks, its own or those of the message it shares.
    private mutating func blockContent(_ attachment: JSONElement) -> [RichText.Block] {
        var reader = SlackBlocks(references)
        var blocks: [RichText.Block] = []
        if let own = attachment["blocks"] { blocks += reader.read(own).blocks }
        for message in attachment.parts("message_blocks") where blocks.isEmpty {
            if let inner = message["message"]?["blocks"] { blocks += reader.read(inner).blocks }
        }
        if !blocks.isEmpty { unsupported += reader.unsupported }
        return blocks
    }

    private func read(field: JSONElement, of attachment: JSONElement) -> [RichText.Block] {
        let title = SlackMarkup(references, emphasis: false).inlines(in: text(field["title"]))
        let value = markup("fields", of: attachment)?.inlines(in: text(field["value"])) ?? []
        let name: [RichText.Inline] = title.isEmpty ? [] : [.strong(title)]
        return InlineText.paragraph(
            name.isEmpty || value.isEmpty ? name + value : name + [.lineBreak] + value)
    }

    private func footer(_ attachment: JSONElement) -> [RichText.Block] {
        let inlines = SlackMarkup(references, emphasis: false).inlines(in: text(attachment["footer"]))
        return inlines.isEmpty ? [] : [.paragraph([.emphasis(inlines)])]
    }

    private func linked(_ name: JSONElement?, _ link: JSONElement?) -> [RichText.Inline] {
        let label = SlackMarkup(references, emphasis: false).inlines(in: text(name))
        guard let url = link?.string, !url.isEmpty, !label.isEmpty else { return label }
        return [references.link(url, [.text(InlineText.plain(label))])]
    }

    /// How a field of the attachment is to be read; previews of web pages are not markup unless they say so.
    private func markup(_ field: String, of attachment: JSONElement) -> SlackMarkup? {
        guard attachment[field] != nil else { return nil }
        let stated = attachment["mrkdwn_in"]?.elements.contains { $0.string == field } ?? false
        let isShared = attachment["is_msg_unfurl"]?.bool == true || attachment["is_share"]?.bool == true
        let isPreview = attachment["from_url"] != nil || attachment["service_name"] != nil
        return SlackMarkup(references, emphasis: stated || isShared || !isPreview)
    }

    private func text(_ element: JSONElement?) -> String {
        guard let element else { return "" }
        if element.kind == .number { return String(decoding: element.rawBytes, as: UTF8.self) }
        return element.string ?? ""
    }
}
