// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// Reads the HTML that Slack gives for a canvas, to be shown beside the file itself.
///
/// Source: the pages that Slack's `url_private_download` of a canvas answers; there is no description of them.
public enum SlackCanvasText {
    /// How much of a canvas is shown; the file holds all of it.
    public static let limit = 64 << 10

    /// The text of a canvas, cut at `limit` bytes with a sign that it goes on; nothing for HTML that is no canvas, such
    /// as the page for logging in that a tool kept in its place.
    public static func read(_ html: String, _ references: SlackReferences) -> RichText {
        let fragment = HTMLFragment(html, limits: HTMLLimits(bytes: limit))
        guard fragment.nodes.contains(where: isCanvas) else { return RichText([]) }
        var reader = HTMLReader(SlackCanvasDialect(references))
        var text = reader.read(fragment.nodes.map(ticked))
        if fragment.isCut { text.blocks.append(.paragraph([.text("…")])) }
        return text
    }

    // Points of a list that are done say so in a class only.
    private static func ticked(_ node: HTMLNode) -> HTMLNode {
        guard case .element(var element) = node else { return node }
        element.children = element.children.map(ticked)
        if element.name == "li", element.words("class").contains("checked") {
            element.children.insert(.text("☑ "), at: 0)
        }
        return .element(element)
    }

    private static func isCanvas(_ node: HTMLNode) -> Bool {
        guard case .element(let element) = node else { return false }
        return element.words("class").contains("quip-canvas-content")
    }
}

/// What Slack's canvases add to HTML.
private struct SlackCanvasDialect: HTMLDialect {
    private let references: SlackReferences

    init(_ references: SlackReferences) {
        self.references = references
    }

    mutating func meaning(of element: HTMLElement) -> HTMLMeaning? {
        switch element.name {
        case "p" where element.words("class").contains("embedded-link"):
            guard let url = after("Link URL:", in: element) else { return nil }
            return .blocks([.paragraph([references.link(url, [])])])
        case "p" where element.words("class").contains("embedded-file"): return .nothing
        case "a" where element.attributes["href"] == nil: return mention(trimmed(element.text))
        case "a": return link(element)
        // Keeps what stands for a date, a person or a channel in one.
        case "control": return .content
        case "img": return element.attributes["alt"] == nil ? .nothing : nil
        default: return nil
        }
    }

    /// People and channels are names for themselves, `@U0ADA00001` and `#C0GENERAL1`.
    private func mention(_ text: String) -> HTMLMeaning? {
        let id = String(text.dropFirst())
        let isId =
            id.utf8.count > 1 && id.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) }
        guard isId else { return nil }
        switch text.first {
        case "@": return .inlines([references.mention(id, label: nil)])
        case "#": return .inlines([references.channelLink(id, label: nil)])
        default: return nil
        }
    }

    private func link(_ element: HTMLElement) -> HTMLMeaning? {
        guard let url = element.attributes["href"], url.hasPrefix("http") else { return nil }
        let text = trimmed(element.text)
        return .inlines([references.link(url, InlineText.inlines(SlackSecrets.stripped(text)))])
    }

    private func after(_ label: String, in element: HTMLElement) -> String? {
        let text = trimmed(element.text)
        guard text.hasPrefix(label) else { return nil }
        let url = trimmed(String(text.dropFirst(label.count)))
        return url.isEmpty ? nil : url
    }

    private func trimmed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
