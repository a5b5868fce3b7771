// SPDX-License-Identifier: Apache-2.0
public import FerryModel

extension RichText {
    /// What the text says, without its form, for expectations.
    public var plain: String { blocks.map(Self.plain).joined(separator: "\n") }

    private static func plain(_ block: Block) -> String {
        switch block {
        case .paragraph(let inlines), .heading(_, let inlines): plain(inlines)
        case .quote(let blocks): "> " + RichText(blocks).plain
        case .folded(let title, let blocks): "[" + title + "] " + RichText(blocks).plain
        case .list(_, _, let points): points.map { "- " + RichText($0).plain }.joined(separator: "\n")
        case .code(let text, _): text
        case .table(_, let rows): rows.map { $0.map(plain).joined(separator: ", ") }.joined(separator: "\n")
        case .rule: "---"
        }
    }

    private static func plain(_ inlines: [Inline]) -> String { inlines.map(plain).joined() }

    private static func plain(_ inline: Inline) -> String {
        switch inline {
        case .text(let text), .code(let text): text
        case .lineBreak: "\n"
        case .strong(let inner), .emphasis(let inner), .underline(let inner), .strike(let inner),
            .colour(_, let inner):
            plain(inner)
        case .link(let url, let inner): plain(inner) + "<" + url + ">"
        case .mention(_, let label): "@" + label
        case .broadcast(let word): "@" + word
        case .channelLink(_, let label): "#" + label
        case .messageLink(_, let label): "^" + label
        case .emoji(let emoji): emoji.text
        case .image(_, let alt): alt
        }
    }
}

extension Message {
    /// What kind of message it is as a word, and of what happened the event's name: a `named` one has its own.
    public func kindWord(named: Bool = true) -> String {
        guard case .system(let event) = kind else { return Self.word(kind) }
        if named, case .other(let name) = event { return name }
        return Self.word(event)
    }

    private static func word(_ value: Any) -> String {
        "\(value)".split(separator: "(").first.map(String.init) ?? ""
    }
}
