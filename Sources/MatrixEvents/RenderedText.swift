// SPDX-License-Identifier: Apache-2.0
public import FerryJSON
public import FerryModel

/// A text as an event carries it: `body`, `formatted_body` and the users it mentions.
public struct RenderedText: Sendable {
    /// The text for clients without formatting.
    public let body: String
    /// The HTML, a JSON string or a template; `nil` when the text has no formatting.
    public let formattedBody: JSONValue?
    /// The users mentioned, each once, in the order of the text.
    public let mentions: [UserID]
    /// Whether the text named people or channels that are not known, so that labels stand in their place.
    public let hasUnknownMentions: Bool

    /// Renders a text; deterministic, and depending on nothing but its arguments.
    public init(_ text: RichText, in context: RenderContext) {
        var plain = PlainRenderer(context: context)
        plain.write(text.blocks)
        body = CleanText.body(plain.text)
        mentions = plain.mentions
        hasUnknownMentions = plain.hasUnknownMentions
        guard Self.isFormatted(text, in: context) else {
            formattedBody = nil
            return
        }
        var html = HTMLRenderer(context: context)
        html.write(text.blocks)
        formattedBody = html.json
    }

    // Plain paragraphs need no HTML: clients show the body as it is.
    private static func isFormatted(_ text: RichText, in context: RenderContext) -> Bool {
        text.blocks.contains { block in
            guard case .paragraph(let inlines) = block else { return true }
            return inlines.contains { inline in
                switch inline {
                case .text, .lineBreak, .broadcast: false
                case .image(let attachment, _): context.media(attachment) != nil
                case .emoji(let emoji):
                    emoji.characters == nil && emoji.image.flatMap { context.media($0) } != nil
                default: true
                }
            }
        }
    }
}
