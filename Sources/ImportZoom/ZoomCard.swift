// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// What a bot's message or an interactive card says, as readable text.
/// Source: https://developers.zoom.us/docs/team-chat/customizing-messages/
enum ZoomCard {
    /// The blocks of a card; none when it says nothing.
    static func blocks(_ content: JSONElement) -> [RichText.Block] {
        var blocks: [RichText.Block] = []
        let head = content.object("head")
        if let text = head?.text("text") { blocks.append(.heading(level: 4, inlines(text))) }
        if let text = head?.object("sub_head")?.text("text") ?? head?.text("sub_head") {
            blocks.append(.paragraph([.emphasis(inlines(text))]))
        }
        for part in content.objects("body") { blocks += self.part(part) }
        if blocks.isEmpty, let text = content.text("text") ?? content.string {
            blocks = RichText(plain: text).blocks
        }
        return blocks
    }

    private static func part(_ part: JSONElement, depth: Int = 0) -> [RichText.Block] {
        guard depth < 4 else { return [] }
        switch part.text("type") {
        case "fields":
            let points = part.objects("items").map { field in
                [
                    RichText.Block.paragraph(
                        [.strong([.text((field.text("key") ?? "") + ":")]), .text(" ")]
                            + inlines(field.text("value") ?? ""))
                ]
            }
            return points.isEmpty ? [] : [.list(ordered: false, start: 1, points)]
        case "section":
            return part.objects("sections").flatMap { self.part($0, depth: depth + 1) }
                + (part.text("footer").map { [.paragraph([.emphasis(inlines($0))])] } ?? [])
        case "attachments":
            let title =
                part.object("information")?.object("title")?.text("text") ?? part.text("resource_url") ?? ""
            let link = part.text("resource_url")
            let shown: [RichText.Inline] = link.map { [.link(url: $0, inlines(title))] } ?? inlines(title)
            let about = part.object("information")?.object("description")?.text("text")
            return (title.isEmpty ? [] : [.paragraph(shown)])
                + (about.map { RichText(plain: $0).blocks } ?? [])
        case "actions", "dropdown", "select", "form_field":
            let labels = part.objects("items").compactMap { $0.text("text") }
            return labels.isEmpty ? [] : [.paragraph([.text("[" + labels.joined(separator: "] [") + "]")])]
        case "divider": return [.rule]
        default:
            guard let text = part.text("text") else { return [] }
            guard let link = part.text("link") else { return RichText(plain: text).blocks }
            return [.paragraph([.link(url: link, inlines(text))])]
        }
    }

    private static func inlines(_ text: String) -> [RichText.Inline] {
        guard case .paragraph(let inlines)? = RichText(plain: text).blocks.first else { return [] }
        return inlines
    }
}
