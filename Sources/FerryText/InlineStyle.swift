// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// What an element says about the form of the text inside it.
enum InlineStyle {
    case strong
    case emphasis
    case underline
    case strike
    case colour(String)
    case link(String)

    /// The form an element gives; `nil` when it gives none.
    init?(_ element: HTMLElement) {
        switch element.name {
        case "b", "strong": self = .strong
        case "i", "em", "cite", "dfn", "var": self = .emphasis
        case "u", "ins": self = .underline
        case "s", "strike", "del": self = .strike
        case "span", "font":
            let stated =
                element.attributes["color"] ?? HTMLColour.property("color", in: element.attributes["style"])
            guard let colour = stated.flatMap({ HTMLColour.hex($0) }) else { return nil }
            self = .colour(colour)
        default: return nil
        }
    }

    /// The parts in that form.
    func applied(to inlines: [RichText.Inline]) -> [RichText.Inline] {
        guard !inlines.isEmpty else { return [] }
        switch self {
        case .strong: return [.strong(inlines)]
        case .emphasis: return [.emphasis(inlines)]
        case .underline: return [.underline(inlines)]
        case .strike: return [.strike(inlines)]
        case .colour(let colour): return [.colour(colour, inlines)]
        case .link(let url): return [.link(url: url, inlines)]
        }
    }

    /// The lines of a block in that form; code and rules have none.
    func applied(to block: RichText.Block) -> RichText.Block {
        switch block {
        case .paragraph(let inlines): .paragraph(applied(to: inlines))
        case .heading(let level, let inlines): .heading(level: level, applied(to: inlines))
        case .quote(let blocks): .quote(blocks.map { applied(to: $0) })
        case .folded(let title, let blocks): .folded(title: title, blocks.map { applied(to: $0) })
        case .list(let ordered, let start, let points):
            .list(ordered: ordered, start: start, points.map { $0.map { applied(to: $0) } })
        case .table(let header, let rows):
            .table(header: header, rows: rows.map { $0.map { applied(to: $0) } })
        case .code, .rule: block
        }
    }
}
