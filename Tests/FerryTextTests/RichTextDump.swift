// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// Rich text as one readable line, for expectations.
enum RichTextDump {
    static func dump(_ text: RichText) -> String { dump(text.blocks) }

    static func dump(_ blocks: [RichText.Block]) -> String { blocks.map(dump).joined(separator: " | ") }

    static func dump(_ block: RichText.Block) -> String {
        switch block {
        case .paragraph(let inlines): dump(inlines)
        case .heading(let level, let inlines): "h\(level) " + dump(inlines)
        case .quote(let blocks): ">(" + dump(blocks) + ")"
        case .folded(let title, let blocks): "fold[" + title + "](" + dump(blocks) + ")"
        case .list(let ordered, let start, let points):
            (ordered ? "ol\(start)" : "ul") + "[" + points.map { dump($0) }.joined(separator: "; ") + "]"
        case .code(let text, let language): "code\(language.map { ":" + $0 } ?? ""){" + text + "}"
        case .table(let header, let rows):
            (header ? "table" : "grid")
                + "[" + rows.map { $0.map { dump($0) }.joined(separator: ", ") }.joined(separator: "; ") + "]"
        case .rule: "---"
        }
    }

    static func dump(_ inlines: [RichText.Inline]) -> String { inlines.map(dump).joined() }

    static func dump(_ inline: RichText.Inline) -> String {
        switch inline {
        case .text(let text): text
        case .lineBreak: "⏎"
        case .strong(let inner): "<b>" + dump(inner) + "</b>"
        case .emphasis(let inner): "<i>" + dump(inner) + "</i>"
        case .underline(let inner): "<u>" + dump(inner) + "</u>"
        case .strike(let inner): "<s>" + dump(inner) + "</s>"
        case .code(let text): "`" + text + "`"
        case .link(let url, let inner): "[" + dump(inner) + "](" + url + ")"
        case .colour(let value, let inner): "{" + value + "|" + dump(inner) + "}"
        case .mention(let key, let label): "@{" + key.key.id + "|" + label + "}"
        case .broadcast(let word): "@!" + word
        case .channelLink(let key, let label): "#{" + key.key.id + "|" + label + "}"
        case .messageLink(let key, let label): "^{" + key.key.id + "|" + label + "}"
        case .emoji(let emoji):
            "(" + emoji.name + "=" + (emoji.characters ?? emoji.image?.key.id ?? "?") + ")"
        case .image(let key, let alt): "image{" + key.key.id + "|" + alt + "}"
        }
    }
}
