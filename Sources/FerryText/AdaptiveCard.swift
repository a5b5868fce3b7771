// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// Adaptive Cards, from top to bottom, column after column.
/// Source: https://adaptivecards.io/explorer/
struct AdaptiveCard {
    /// The kinds of parts nobody here knows.
    private(set) var unsupported: [String] = []
    private static let depth = 32

    /// The text of a card; its stated fallback where nothing else says anything.
    mutating func blocks(_ card: JSONElement) -> [RichText.Block] {
        let blocks = parts(card["body"], 0) + actions(card["actions"], 0)
        guard blocks.isEmpty else { return blocks }
        return CardMarkdown.blocks(card["fallbackText"]?.string ?? card["speak"]?.string ?? "")
    }

    private mutating func parts(_ list: JSONElement?, _ depth: Int) -> [RichText.Block] {
        guard let list, depth < Self.depth else { return [] }
        return list.elements.flatMap { part($0, depth + 1) }
    }

    private mutating func part(_ part: JSONElement, _ depth: Int) -> [RichText.Block] {
        guard part.kind == .object, part["isVisible"]?.bool != false else { return [] }
        let type = part["type"]?.string ?? ""
        switch type {
        case "TextBlock": return Self.text(part)
        case "RichTextBlock":
            return InlineText.paragraph(part["inlines"]?.elements.flatMap { Self.run($0) } ?? [])
        case "FactSet":
            return CardText.facts(part["facts"]?.elements.map { ($0["title"], $0["value"]) } ?? [])
        case "Image": return CardText.image(part)
        case "ImageSet": return parts(part["images"], depth)
        case "Media":
            let urls = part["sources"]?.elements.compactMap { $0["url"]?.string } ?? []
            return urls.flatMap { CardText.link($0, label: part["altText"]?.string) }
        case "Container", "Column", "TableCell", "CarouselPage":
            return parts(part["items"], depth)
        case "ColumnSet": return parts(part["columns"], depth)
        case "Carousel": return parts(part["pages"], depth)
        case "Table": return table(part, depth)
        case "ActionSet": return actions(part["actions"], depth)
        case let type where type.hasPrefix("Input."): return Self.input(part)
        case "" where part["items"] != nil: return parts(part["items"], depth)
        default:
            unsupported.append(type.isEmpty ? "part without a type" : String(type.prefix(60)))
            return []
        }
    }

    private static func text(_ part: JSONElement) -> [RichText.Block] {
        let blocks = CardMarkdown.blocks(part["text"]?.string ?? "")
        let size = part["size"]?.string?.lowercased() ?? ""
        let isHeading =
            part["style"]?.string?.lowercased() == "heading" || size == "large" || size == "extralarge"
        if isHeading, blocks.count == 1, case .paragraph(let inlines) = blocks[0] {
            return [.heading(level: size == "extralarge" ? 3 : 4, inlines)]
        }
        guard part["weight"]?.string?.lowercased() == "bolder" else { return blocks }
        return blocks.map { InlineStyle.strong.applied(to: $0) }
    }

    private static func run(_ run: JSONElement) -> [RichText.Inline] {
        if let text = run.string { return InlineText.inlines(text) }
        var inlines = InlineText.inlines(run["text"]?.string ?? "")
        guard !inlines.isEmpty else { return [] }
        if run["weight"]?.string?.lowercased() == "bolder" { inlines = [.strong(inlines)] }
        if run["italic"]?.bool == true { inlines = [.emphasis(inlines)] }
        if run["strikethrough"]?.bool == true { inlines = [.strike(inlines)] }
        if let url = run["selectAction"]?["url"]?.string { inlines = [.link(url: url, inlines)] }
        return inlines
    }

    private mutating func table(_ part: JSONElement, _ depth: Int) -> [RichText.Block] {
        guard depth < Self.depth else { return [] }
        var rows: [[[RichText.Inline]]] = []
        for row in part["rows"]?.elements.map({ $0 }) ?? [] {
            var cells: [[RichText.Inline]] = []
            for cell in row["cells"]?.elements.map({ $0 }) ?? [] {
                cells.append(BlockLines.inlines(parts(cell["items"], depth + 1)))
            }
            if !cells.isEmpty { rows.append(cells) }
        }
        return rows.isEmpty ? [] : [.table(header: part["firstRowAsHeader"]?.bool != false, rows: rows)]
    }

    /// What a form asked for; the answers went to the app and are not in the message.
    private static func input(_ part: JSONElement) -> [RichText.Block] {
        let label = part["label"] ?? part["title"] ?? part["placeholder"]
        let choices =
            part["choices"]?.elements.compactMap { $0["title"]?.string }.joined(separator: ", ") ?? ""
        let value = CardText.scalar(part["value"]) ?? ""
        return CardText.facts([(label?.string, value.isEmpty ? choices : value)])
    }

    private mutating func actions(_ list: JSONElement?, _ depth: Int) -> [RichText.Block] {
        guard let list, depth < Self.depth else { return [] }
        var blocks = CardText.buttons(list)
        for action in list.elements where action["type"]?.string == "Action.ShowCard" {
            if let card = action["card"] {
                blocks += parts(card["body"], depth + 1) + actions(card["actions"], depth + 1)
            }
        }
        return blocks
    }
}
