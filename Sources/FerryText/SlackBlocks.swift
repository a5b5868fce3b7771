// SPDX-License-Identifier: Apache-2.0
public import FerryJSON
public import FerryModel

/// Reads the blocks of a message: rich text, and the building blocks of apps as readable text.
/// Source: https://docs.slack.dev/reference/block-kit/blocks
public struct SlackBlocks {
    let references: SlackReferences
    /// The types of blocks and elements that nobody knows and that are missing from the text.
    public private(set) var unsupported: [String] = []

    /// Makes a reader.
    public init(_ references: SlackReferences) {
        self.references = references
    }

    /// The text of an array of blocks; nothing for anything that is not one.
    public mutating func read(_ blocks: JSONElement) -> RichText {
        RichText(blocks.elements.flatMap { read(block: $0) })
    }

    mutating func read(block: JSONElement) -> [RichText.Block] {
        switch block["type"]?.string {
        case "rich_text": return richText(block)
        case "section": return section(block)
        case "header": return header(block)
        case "context": return context(block)
        case "context_actions": return []
        case "actions": return actions(block)
        case "divider": return [.rule]
        case "image": return image(block)
        case "input": return input(block)
        case "video": return video(block)
        case "call": return call(block)
        case "table": return table(block)
        case "markdown": return SlackMarkdown(references).blocks(in: block["text"]?.string ?? "")
        // The file itself is among the message's files.
        case "file", "share_shortcut", "condition": return []
        case let type:
            unsupported.append(type ?? "untyped")
            return []
        }
    }

    mutating func note(unsupported type: String) {
        unsupported.append(type)
    }

    private func section(_ block: JSONElement) -> [RichText.Block] {
        var blocks = block["text"].map(textBlocks) ?? []
        for field in block.parts("fields") {
            blocks += textBlocks(field)
        }
        if let accessory = block["accessory"] {
            blocks += InlineText.paragraph(element(accessory))
        }
        return blocks
    }

    private func header(_ block: JSONElement) -> [RichText.Block] {
        let inlines = block["text"].map(textInlines) ?? []
        return inlines.isEmpty ? [] : [.heading(level: 3, inlines)]
    }

    private func context(_ block: JSONElement) -> [RichText.Block] {
        var run = InlineRun()
        for part in block.parts("elements") {
            let inlines = part["type"]?.string == "image" ? imageLink(part) : textInlines(part)
            if !run.inlines.isEmpty, !inlines.isEmpty { run.append(text: " ") }
            run.append(inlines)
        }
        return InlineText.paragraph(run.inlines)
    }

    private func actions(_ block: JSONElement) -> [RichText.Block] {
        var run = InlineRun()
        for part in block.parts("elements") {
            let inlines = element(part)
            if !run.inlines.isEmpty, !inlines.isEmpty { run.append(text: " ") }
            run.append(inlines)
        }
        return InlineText.paragraph(run.inlines)
    }

    private func image(_ block: JSONElement) -> [RichText.Block] {
        InlineText.paragraph(imageLink(block))
    }

    private func input(_ block: JSONElement) -> [RichText.Block] {
        InlineText.paragraph(block["label"].map(textInlines) ?? [])
    }

    private func video(_ block: JSONElement) -> [RichText.Block] {
        let title = block["title"].map(textInlines) ?? []
        let url = block["title_url"]?.string ?? block["video_url"]?.string
        let heading = url.map { [references.link($0, title)] } ?? title
        return InlineText.paragraph(heading) + (block["description"].map(textBlocks) ?? [])
    }

    private func call(_ block: JSONElement) -> [RichText.Block] {
        let call = block["call"]?["v1"]
        let name = call?["name"]?.string ?? ""
        guard let url = call?["join_url"]?.string else {
            return InlineText.paragraph(InlineText.inlines(name))
        }
        return [.paragraph([references.link(url, InlineText.inlines(name))])]
    }

    private mutating func table(_ block: JSONElement) -> [RichText.Block] {
        var rows: [[[RichText.Inline]]] = []
        for row in block.parts("rows") {
            rows.append(row.elements.map { cell($0) })
        }
        return rows.isEmpty ? [] : [.table(header: true, rows: rows)]
    }

    private mutating func cell(_ cell: JSONElement) -> [RichText.Inline] {
        guard cell["type"]?.string == "rich_text" else { return InlineText.inlines(secretless(cell["text"])) }
        var inlines: [RichText.Inline] = []
        for block in richText(cell) {
            if !inlines.isEmpty { inlines.append(.lineBreak) }
            if case .paragraph(let part) = block { inlines += part }
        }
        return inlines
    }
}
