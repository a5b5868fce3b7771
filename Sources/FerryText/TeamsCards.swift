// SPDX-License-Identifier: Apache-2.0
public import FerryJSON
public import FerryModel

/// Reads the cards that apps post into Teams as text that can be read without the app.
/// Source: https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
public struct TeamsCards {
    /// The kinds of parts that are missing from the texts read so far.
    public private(set) var unsupported: [String] = []

    /// Makes a reader.
    public init() {}

    /// The text of a card.
    ///
    /// - Parameter contentType: the type of the attachment, which names the kind of card.
    public mutating func read(_ card: JSONElement, contentType: String) -> RichText {
        switch contentType.split(separator: ".").last.map({ $0.lowercased() }) {
        case "adaptive":
            var adaptive = AdaptiveCard()
            let blocks = adaptive.blocks(card)
            unsupported += adaptive.unsupported
            return RichText(blocks)
        case "o365connector": return RichText(ConnectorCard.blocks(card))
        case "list": return RichText(Self.list(card))
        default: return RichText(Self.simple(card))
        }
    }

    /// Hero, thumbnail, receipt, sign-in and the other cards of the Bot Framework.
    private static func simple(_ card: JSONElement) -> [RichText.Block] {
        var blocks =
            CardText.title(card["title"]) + CardText.html(card["subtitle"]) + CardText.html(card["text"])
        let facts = (card["facts"]?.elements.map { $0 } ?? []) + (card["items"]?.elements.map { $0 } ?? [])
        blocks += CardText.facts(
            facts.map { ($0["key"] ?? $0["title"], $0["value"] ?? $0["price"] ?? $0["subtitle"]) })
        if let total = card["total"]?.string { blocks += CardText.facts([(nil, total)]) }
        for image in card["images"]?.elements.map({ $0 }) ?? [] { blocks += CardText.image(image) }
        if let image = card["image"] { blocks += CardText.image(image) }
        if let media = card["media"] {
            for file in media.elements { blocks += CardText.link(file["url"]?.string, label: nil) }
        }
        return blocks + CardText.buttons(card["buttons"])
    }

    private static func list(_ card: JSONElement) -> [RichText.Block] {
        let points = card["items"]?.elements.compactMap { point -> [RichText.Block]? in
            let blocks =
                CardText.title(point["title"]) + CardText.html(point["subtitle"])
                + CardText.link(point["id"]?.string.flatMap { $0.hasPrefix("http") ? $0 : nil }, label: nil)
            return blocks.isEmpty ? nil : blocks
        }
        let title = CardText.title(card["title"])
        guard let points, !points.isEmpty else { return title + CardText.buttons(card["buttons"]) }
        return title + [.list(ordered: false, start: 1, points)] + CardText.buttons(card["buttons"])
    }
}
