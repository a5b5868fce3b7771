// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// The cards of Office 365 connectors, incoming webhooks among them.
/// Source: https://learn.microsoft.com/en-us/outlook/actionable-messages/message-card-reference
enum ConnectorCard {
    /// The text of a card.
    static func blocks(_ card: JSONElement) -> [RichText.Block] {
        let title = CardText.title(card["title"])
        var blocks = title + text(card["text"])
        for section in card["sections"]?.elements.map({ $0 }) ?? [] { blocks += Self.section(section) }
        if blocks.isEmpty { blocks = text(card["summary"]) }
        return blocks + CardText.buttons(card["potentialAction"])
    }

    private static func section(_ section: JSONElement) -> [RichText.Block] {
        var blocks: [RichText.Block] = section["startGroup"]?.bool == true ? [.rule] : []
        blocks += CardText.title(section["title"]) + CardText.title(section["activityTitle"])
        blocks += text(section["activitySubtitle"]) + text(section["activityText"]) + text(section["text"])
        blocks += CardText.facts(section["facts"]?.elements.map { ($0["name"], $0["value"]) } ?? [])
        for image in section["images"]?.elements.map({ $0 }) ?? [] {
            blocks += CardText.link(image["image"]?.string, label: image["title"]?.string)
        }
        return blocks + CardText.buttons(section["potentialAction"])
    }

    // Connectors write Markdown, and HTML where they like.
    private static func text(_ element: JSONElement?) -> [RichText.Block] {
        guard let text = element?.string else { return [] }
        return text.contains("<") && text.contains(">") ? HTMLText.blocks(text) : CardMarkdown.blocks(text)
    }
}
