// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// What elements mean in the HTML that mail programs and newsletters write.
struct MailDialect: HTMLDialect {
    private let images: (String) -> AttachmentKey?
    private(set) var placed: Set<String> = []
    /// Whether a picture is written into the HTML itself; those that only count readers are tiny.
    private(set) var holdsPictures = false
    private static let tiny = 400

    init(images: @escaping (String) -> AttachmentKey?) { self.images = images }

    mutating func meaning(of element: HTMLElement) -> HTMLMeaning? {
        if isHidden(element) { return .nothing }
        switch element.name {
        case MailQuotes.quoted: return folded("Quoted mail", element)
        case MailQuotes.signature: return folded("Signature", element)
        case "img": return image(element)
        case "table": return isData(element) ? nil : .content
        case "input", "button", "select", "textarea", "video", "audio", "iframe", "embed", "object":
            return .content
        default: return nil
        }
    }

    /// What stands for a part that nobody needs to see at once.
    private mutating func folded(_ title: String, _ element: HTMLElement) -> HTMLMeaning {
        var reader = HTMLReader(self)
        let blocks = reader.blocks(element.children)
        self = reader.dialect
        return blocks.isEmpty ? .nothing : .blocks([.folded(title: title, blocks)])
    }

    private mutating func image(_ element: HTMLElement) -> HTMLMeaning {
        let source = element.attributes["src"]?.trimmingBlanks ?? ""
        let alt = (element.attributes["alt"] ?? "").split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
        let isInside = source.lowercased().hasPrefix("cid:")
        let name = isInside ? PercentText.decoded(source.dropFirst(4)) : source
        if let key = images(name) {
            placed.insert(name)
            return .inlines([.image(key, alt: alt.isEmpty ? "image" : alt)])
        }
        if source.utf8.count > Self.tiny, source.lowercased().hasPrefix("data:image/") {
            holdsPictures = true
        }
        // Pictures of the web are not fetched, and most without a word for them only count readers.
        guard !alt.isEmpty else { return .nothing }
        return .inlines(source.hasPrefix("http") ? [.link(url: source, [.text(alt)])] : [.text(alt)])
    }

    // What newsletters hide is a teaser for lists of mails.
    private func isHidden(_ element: HTMLElement) -> Bool {
        guard let style = element.attributes["style"] else { return false }
        let display = HTMLColour.property("display", in: style)?.lowercased()
        return display?.hasPrefix("none") == true
            || HTMLColour.property("mso-hide", in: style)?.lowercased().hasPrefix("all") == true
    }

    /// Whether a table holds a table, rather than the layout of a page.
    private func isData(_ table: HTMLElement) -> Bool {
        if table.attributes["role"]?.lowercased() == "presentation" { return false }
        let hasBorder =
            (table.attributes["border"].flatMap { Int($0) } ?? 0) > 0
            || table.words("class").contains("MsoTableGrid")
        let rows = HTMLTable.rows(table)
        var widest = 0
        var hasHead = false
        for case .element(let row) in rows where row.name == "tr" {
            let cells = HTMLTable.cells(row)
            widest = max(widest, cells.count)
            hasHead = hasHead || cells.contains { $0.name == "th" }
            if cells.contains(where: { Self.holdsTable($0.children, depth: 0) }) { return false }
        }
        return widest > 1 && (hasBorder || hasHead)
    }

    private static func holdsTable(_ nodes: [HTMLNode], depth: Int) -> Bool {
        nodes.contains { node in
            guard case .element(let element) = node else { return false }
            return element.name == "table" || depth < 8 && holdsTable(element.children, depth: depth + 1)
        }
    }
}
