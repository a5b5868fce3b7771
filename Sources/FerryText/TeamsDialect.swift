// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// The elements that Teams adds to HTML.
struct TeamsDialect: HTMLDialect {
    private let references: TeamsReferences
    private(set) var quoted: String?
    private(set) var placed: Set<String> = []
    private(set) var images: [TeamsImage] = []
    private(set) var isSystemEvent = false

    init(_ references: TeamsReferences) {
        self.references = references
    }

    /// Whether reading these nodes may ask what something refers to; `false` is certain.
    static func mayRefer(_ nodes: [HTMLNode]) -> Bool {
        nodes.contains { node in
            guard case .element(let element) = node else { return false }
            switch element.name {
            case "at", "attachment", "customemoji", "img": return true
            case "span" where element.attributes["itemtype"] != nil: return true
            default: return mayRefer(element.children)
            }
        }
    }

    mutating func meaning(of element: HTMLElement) -> HTMLMeaning? {
        // Only where an element has attributes: most have none.
        let type =
            element.attributes.isEmpty ? "" : element.attributes["itemtype"]?.split(separator: "/").last ?? ""
        switch element.name {
        case "at": return mention(element.attributes["id"], element)
        case "span" where type == "Mention": return mention(element.attributes["itemid"], element)
        case "attachment": return attachment(element)
        case "emoji": return emoji(element, id: element.attributes["id"])
        case "customemoji": return customEmoji(element)
        case "systemeventmessage":
            isSystemEvent = true
            return .nothing
        case "img": return type == "Emoji" ? emoji(element, id: element.attributes["itemid"]) : image(element)
        case "video", "audio", "iframe", "embed", "source": return media(element)
        case "p" where type == "CodeBlockEditor": return element.text.trimmingBlanks.isEmpty ? .nothing : nil
        case "blockquote" where type == "Reply": return quote(element)
        default: return nil
        }
    }

    /// One person is named by one element for each word of the name.
    func joined(_ inlines: [RichText.Inline]) -> [RichText.Inline] {
        var joined: [RichText.Inline] = []
        for inline in inlines {
            guard case .mention(let person, let label) = inline else {
                joined.append(inline)
                continue
            }
            if let (first, count) = Self.mention(before: joined.endIndex, in: joined, of: person),
                first != label
            {
                joined.removeLast(count)
                joined.append(.mention(person, label: first + " " + label))
            } else {
                joined.append(inline)
            }
        }
        return joined
    }

    // The mention of the person that ends a line, and of how many parts it is, a blank behind it included.
    private static func mention(
        before end: Int, in inlines: [RichText.Inline], of person: PersonKey
    ) -> (label: String, count: Int)? {
        var index = end - 1
        if index >= 0, case .text(let text) = inlines[index], text.allSatisfy({ $0 == " " }) { index -= 1 }
        guard index >= 0, case .mention(person, let label) = inlines[index] else { return nil }
        return (label, end - index)
    }

    private func mention(_ id: String?, _ element: HTMLElement) -> HTMLMeaning {
        let label = element.text.trimmingBlanks
        guard let inline = id.flatMap({ references.mention($0, label) }) else { return .content }
        return .inlines([inline])
    }

    private mutating func attachment(_ element: HTMLElement) -> HTMLMeaning {
        guard let id = element.attributes["id"], let blocks = references.attachment(id) else {
            return .content
        }
        // Older parsers of Teams leave what follows inside the placeholder.
        guard placed.insert(id).inserted else { return .content }
        return blocks.isEmpty ? .content : .blocks(blocks)
    }

    private func emoji(_ element: HTMLElement, id: String?) -> HTMLMeaning? {
        let alt = element.attributes["alt"] ?? ""
        let name = id ?? element.attributes["title"] ?? alt
        guard !name.isEmpty || !alt.isEmpty else { return .content }
        // An alternative text of letters is a name, not the emoji itself.
        let isName = alt.unicodeScalars.allSatisfy(\.isASCII)
        let characters = isName ? EmojiNames.characters(named: name) : alt
        return .inlines([.emoji(Emoji(name: name, characters: characters))])
    }

    private func customEmoji(_ element: HTMLElement) -> HTMLMeaning {
        let name = element.attributes["alt"] ?? element.attributes["title"] ?? element.attributes["id"] ?? ""
        let url = element.attributes["source"] ?? element.attributes["src"]
        guard !name.isEmpty else { return .content }
        let emoji = Emoji(
            name: name.filter { $0 != ":" }, characters: nil, image: url.flatMap { references.emojiImage($0) }
        )
        return .inlines([.emoji(emoji)])
    }

    private mutating func image(_ element: HTMLElement) -> HTMLMeaning? {
        if let image = TeamsImage(element) {
            if let key = references.image(image) {
                return .inlines([.image(key, alt: image.alt.isEmpty ? "image" : image.alt)])
            }
            images.append(image)
            return .nothing
        }
        return media(element)
    }

    private func media(_ element: HTMLElement) -> HTMLMeaning? {
        guard let url = element.attributes["src"], url.hasPrefix("http") else { return nil }
        let alt = element.attributes["alt"] ?? element.attributes["title"] ?? ""
        let words = alt.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return .inlines([.link(url: url, [.text(words.isEmpty ? url : words)])])
    }

    private mutating func quote(_ element: HTMLElement) -> HTMLMeaning? {
        guard quoted == nil, let id = element.attributes["itemid"], !id.isEmpty,
            id.utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        quoted = id
        return .nothing
    }
}
