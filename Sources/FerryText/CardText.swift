// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// The parts that all kinds of cards share.
enum CardText {
    /// A line in strong letters.
    static func title(_ text: JSONElement?) -> [RichText.Block] {
        guard let text = text?.string else { return [] }
        return HTMLText.blocks(text).map { InlineStyle.strong.applied(to: $0) }
    }

    /// Text that may hold simple HTML.
    static func html(_ text: JSONElement?) -> [RichText.Block] {
        guard let text = text?.string else { return [] }
        return HTMLText.blocks(text)
    }

    /// Pairs of a name and a value, one in a line.
    static func facts(_ facts: [(JSONElement?, JSONElement?)]) -> [RichText.Block] {
        Self.facts(facts.map { ($0.0?.string, scalar($0.1) ?? "") })
    }

    /// Pairs of a name and a value, one in a line.
    static func facts(_ facts: [(String?, String)]) -> [RichText.Block] {
        let points = facts.compactMap { name, value -> [RichText.Block]? in
            let name = name?.trimmingBlanks ?? ""
            guard !name.isEmpty || !value.isEmpty else { return nil }
            let label = name.isEmpty ? [] : [RichText.Inline.strong([.text(name)])]
            let colon = name.isEmpty || name.hasSuffix(":") ? " " : ": "
            return [
                .paragraph(
                    label
                        + (value.isEmpty
                        ? [] : [.text(label.isEmpty ? "" : colon)] + CardMarkdown.inlines(value[...])).filter
                    { $0 != .text("") })
            ]
        }
        return points.isEmpty ? [] : [.list(ordered: false, start: 1, points)]
    }

    /// A picture, by its alternative text; Graph hosts the pictures of cards itself, so a link would be dead.
    static func image(_ image: JSONElement) -> [RichText.Block] {
        let alt = image["altText"]?.string ?? image["alt"]?.string ?? ""
        return alt.trimmingBlanks.isEmpty ? [] : [.paragraph([.emphasis([.text(alt.trimmingBlanks)])])]
    }

    /// A link in a line of its own.
    static func link(_ url: String?, label: String?) -> [RichText.Block] {
        guard let url, url.hasPrefix("http") || url.hasPrefix("mailto:") else { return [] }
        let label = label?.trimmingBlanks ?? ""
        return [.paragraph([.link(url: url, [.text(label.isEmpty ? url : label)])])]
    }

    /// Buttons: those that open something are links, of the others only the words stay.
    static func buttons(_ buttons: JSONElement?) -> [RichText.Block] {
        let inlines = buttons?.elements.compactMap { button -> [RichText.Inline]? in
            guard let title = (button["title"] ?? button["name"])?.string, !title.isEmpty else { return nil }
            let target = button["url"] ?? button["value"] ?? button["targets"]?.elements.first?["uri"]
            if let url = target?.string, url.hasPrefix("http") { return [.link(url: url, [.text(title)])] }
            return [.text("[" + title + "]")]
        }
        guard let inlines, !inlines.isEmpty else { return [] }
        return [.paragraph(Array(inlines.joined(separator: [.text(" · ")])))]
    }

    /// A text, number or truth value as text.
    static func scalar(_ element: JSONElement?) -> String? {
        guard let element else { return nil }
        switch element.kind {
        case .string: return element.string
        case .number, .bool: return String(decoding: element.rawBytes, as: UTF8.self)
        default: return nil
        }
    }
}
