// SPDX-License-Identifier: Apache-2.0

/// Finds the quoted mails and the signatures in the HTML of mail programs and puts an element of our own around each.
///
/// Quotes between which somebody writes stay as they are; only a tail that is all quote is one to fold.
enum MailQuotes {
    /// The name of the element around a quoted mail.
    static let quoted = "ferry-quoted"
    /// The name of the element around a signature.
    static let signature = "ferry-signature"

    private static let depthLimit = 12

    /// The nodes with these elements in them.
    static func marked(_ nodes: [HTMLNode]) -> [HTMLNode] { marked(nodes, depth: 0) }

    private static func marked(_ nodes: [HTMLNode], depth: Int) -> [HTMLNode] {
        guard depth < depthLimit else { return nodes }
        // Outlook marks where the mail it answers begins; all that follows is that mail.
        if let start = nodes.firstIndex(where: { beginsQuote($0, depth: 0) }) {
            let tail = HTMLElement(name: quoted, children: Array(nodes[start...]))
            return marked(Array(nodes[..<start]), depth: depth) + [.element(tail)]
        }
        var result = nodes.map { marked($0, depth: depth) }
        foldTail(&result)
        return result
    }

    private static func marked(_ node: HTMLNode, depth: Int) -> HTMLNode {
        guard case .element(var element) = node else { return node }
        if isWholeQuote(element) { return .element(HTMLElement(name: quoted, children: [node])) }
        if isSignature(element) { return .element(HTMLElement(name: signature, children: [node])) }
        guard HTMLTag.blocks.contains(element.name), element.name != "blockquote", element.name != "table"
        else { return node }
        element.children = marked(element.children, depth: depth + 1)
        return .element(element)
    }

    /// Folds a citation that nothing but blanks, a signature or a quote follows, with the line that announces it.
    private static func foldTail(_ nodes: inout [HTMLNode]) {
        var end = nodes.endIndex
        while end > nodes.startIndex, isBlank(nodes[end - 1]) || isNamed(nodes[end - 1], signature) {
            end -= 1
        }
        guard end > nodes.startIndex, case .element(let last) = nodes[end - 1], isCitation(last) else {
            return
        }
        var start = end - 1
        var index = start
        while index > nodes.startIndex, isBlank(nodes[index - 1]) { index -= 1 }
        if index > nodes.startIndex, case .element(let prefix) = nodes[index - 1],
            prefix.words("class").contains(where: { $0.hasPrefix("moz-cite-prefix") })
        {
            start = index - 1
        }
        let tail = HTMLElement(name: quoted, children: Array(nodes[start..<end]))
        nodes.replaceSubrange(start..<end, with: [.element(tail)])
    }

    private static func isCitation(_ element: HTMLElement) -> Bool {
        element.name == "blockquote"
            && (element.attributes["type"]?.lowercased() == "cite"
                || element.words("class").contains { $0.hasPrefix("gmail_quote") })
    }

    private static func isWholeQuote(_ element: HTMLElement) -> Bool {
        element.name == "div"
            && element.words("class").contains { word in
                word == "gmail_quote" || word == "gmail_quote_container" || word == "yahoo_quoted"
                    || word == "protonmail_quote"
                    || word == "gmail_extra"
            } && holdsQuote(element)
    }

    private static func holdsQuote(_ element: HTMLElement) -> Bool {
        element.children.contains { node in
            guard case .element(let child) = node else { return false }
            return child.name == "blockquote" || holdsQuote(child)
        }
    }

    private static func isSignature(_ element: HTMLElement) -> Bool {
        let id = element.attributes["id"]?.lowercased() ?? ""
        return element.words("class").contains {
            $0 == "gmail_signature" || $0 == "moz-signature" || $0 == "protonmail_signature_block"
        }
            || id == "signature" || id == "ms-outlook-mobile-signature"
    }

    private static func beginsQuote(_ node: HTMLNode, depth: Int) -> Bool {
        guard case .element(let element) = node else { return false }
        let id = element.attributes["id"]?.lowercased() ?? ""
        if ["divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container", "stopspelling"]
            .contains(id)
        {
            return true
        }
        if element.words("class").contains("ms-outlook-mobile-reference-message") { return true }
        guard element.name == "div" else { return false }
        // Outlook for Windows draws a line above `From:`.
        let style = (element.attributes["style"] ?? "").lowercased().filter { !$0.isWhitespace }
        if style.contains("border-top:solid#e1e1e1") || style.contains("border-top:solid#b5c4df") {
            return true
        }
        guard depth < 3, let first = element.children.first(where: { !isBlank($0) }) else { return false }
        return beginsQuote(first, depth: depth + 1)
    }

    private static func isNamed(_ node: HTMLNode, _ name: String) -> Bool {
        if case .element(let element) = node { element.name == name } else { false }
    }

    private static func isBlank(_ node: HTMLNode) -> Bool {
        switch node {
        case .text(let text): text.allSatisfy { $0.isWhitespace || $0 == "\u{A0}" }
        case .element(let element):
            element.name == "br"
                || element.name != "img" && element.name != "hr"
                    && element.children.allSatisfy { isBlank($0) }
        }
    }
}
