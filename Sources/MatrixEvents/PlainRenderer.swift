// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// Writes rich text as plain text, in the light marks that people type anyway.
struct PlainRenderer {
    let context: RenderContext
    private(set) var text = ""
    private(set) var mentions: [UserID] = []
    private(set) var hasUnknownMentions = false

    init(context: RenderContext) { self.context = context }

    mutating func write(_ blocks: [RichText.Block]) {
        text += rendered(blocks, depth: 0)
    }

    private mutating func rendered(_ blocks: [RichText.Block], depth: Int) -> String {
        var parts: [String] = []
        for block in blocks { parts.append(rendered(block, depth: depth)) }
        return parts.joined(separator: "\n")
    }

    private mutating func rendered(_ block: RichText.Block, depth: Int) -> String {
        guard depth < HTMLRenderer.depthLimit else { return "" }
        switch block {
        case .paragraph(let inlines): return rendered(inlines, depth: depth + 1)
        case .heading(let level, let inlines):
            return String(repeating: "#", count: min(max(level, 1), 6)) + " "
                + rendered(inlines, depth: depth + 1)
        case .quote(let blocks):
            return Self.prefixed(rendered(blocks, depth: depth + 1), first: "> ", rest: "> ")
        case .folded(let title, let blocks):
            return "[" + title + "]\n" + rendered(blocks, depth: depth + 1)
        case .list(let ordered, let start, let entries):
            var lines: [String] = []
            for (index, entry) in entries.enumerated() {
                let mark =
                    ordered
                    ? "\(start.addingReportingOverflow(index).overflow ? start : start + index). " : "- "
                let indent = String(repeating: " ", count: mark.count)
                lines.append(Self.prefixed(rendered(entry, depth: depth + 1), first: mark, rest: indent))
            }
            return lines.joined(separator: "\n")
        case .code(let code, let language): return "```\(language ?? "")\n\(code)\n```"
        case .table(_, let rows):
            var lines: [String] = []
            for row in rows {
                var cells: [String] = []
                for cell in row { cells.append(rendered(cell, depth: depth + 2)) }
                lines.append(cells.joined(separator: " | "))
            }
            return lines.joined(separator: "\n")
        case .rule: return "---"
        }
    }

    private mutating func rendered(_ inlines: [RichText.Inline], depth: Int) -> String {
        guard depth < HTMLRenderer.depthLimit else { return "" }
        var result = ""
        for inline in inlines { result += rendered(inline, depth: depth + 1) }
        return result
    }

    private mutating func rendered(_ inline: RichText.Inline, depth: Int) -> String {
        switch inline {
        case .text(let text): return text
        case .lineBreak: return "\n"
        case .strong(let inner): return "**" + rendered(inner, depth: depth) + "**"
        case .emphasis(let inner): return "*" + rendered(inner, depth: depth) + "*"
        case .underline(let inner), .colour(_, let inner): return rendered(inner, depth: depth)
        case .strike(let inner): return "~~" + rendered(inner, depth: depth) + "~~"
        case .code(let code): return "`" + code + "`"
        case .link(let url, let inner):
            let label = rendered(inner, depth: depth)
            return label.isEmpty || label == url || "mailto:" + label == url
                ? (label.isEmpty ? url : label) : "\(label) (\(url))"
        case .mention(let person, let label): return mentioned(person, label: label)
        case .broadcast(let word): return "@" + word
        case .channelLink(_, let label), .messageLink(_, let label): return label
        case .emoji(let emoji): return emoji.text
        case .image(_, let alt): return alt
        }
    }

    private mutating func mentioned(_ person: PersonKey, label: String) -> String {
        guard let addressee = context.person(person) else {
            hasUnknownMentions = true
            return label
        }
        if !mentions.contains(addressee.user) { mentions.append(addressee.user) }
        return addressee.name
    }

    private static func prefixed(_ text: String, first: String, rest: String) -> String {
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            lines.append((lines.isEmpty ? first : rest) + line)
        }
        return lines.joined(separator: "\n")
    }
}
