// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

extension SlackBlocks {
    /// A `rich_text` block, what people type.
    mutating func richText(_ block: JSONElement) -> [RichText.Block] {
        var blocks: [RichText.Block] = []
        var list = SlackListBuilder()
        for part in block.parts("elements") {
            let type = part["type"]?.string
            if type == "rich_text_list" {
                add(part, to: &list)
                continue
            }
            blocks = Self.joined(blocks, list.finish())
            switch type {
            case "rich_text_section":
                blocks += InlineText.paragraph(leaves(part))
            case "rich_text_quote":
                let quoted = InlineText.paragraph(leaves(part))
                if !quoted.isEmpty { blocks.append(.quote(quoted)) }
            case "rich_text_preformatted":
                blocks = Self.joined(blocks, preformatted(part))
            case let type:
                note(unsupported: type ?? "untyped")
            }
        }
        return Self.joined(blocks, list.finish())
    }

    /// Adds blocks; a list or code inside a quote is a sibling of the quote's text and belongs to it.
    private static func joined(_ blocks: [RichText.Block], _ more: [RichText.Block]) -> [RichText.Block] {
        guard more.count == 1, case .quote(let added)? = more.first, case .quote(let before)? = blocks.last
        else { return blocks + more }
        return blocks.dropLast() + [.quote(before + added)]
    }

    private func preformatted(_ part: JSONElement) -> [RichText.Block] {
        var text = ""
        for leaf in part.parts("elements") {
            text += leaf["text"]?.string ?? leaf["url"]?.string ?? InlineText.plain(inlines(leaf) ?? [])
        }
        while text.utf8.last == 10 { text.removeLast() }
        let code = RichText.Block.code(SlackSecrets.stripped(text), language: part["language"]?.string)
        guard !text.isEmpty else { return [] }
        return (part["border"]?.int64 ?? 0) > 0 ? [.quote([code])] : [code]
    }

    private mutating func add(_ part: JSONElement, to list: inout SlackListBuilder) {
        list.begin(
            ordered: part["style"]?.string == "ordered", indent: part["indent"]?.int64 ?? 0,
            offset: part["offset"]?.int64 ?? 0, quoted: (part["border"]?.int64 ?? 0) > 0)
        for element in part.parts("elements") {
            if element["type"]?.string == "rich_text_section" {
                list.append(InlineText.paragraph(leaves(element)))
            } else if element["type"]?.string == "rich_text_list" {
                for inner in element.parts("elements") {
                    list.append(InlineText.paragraph(leaves(inner)))
                }
            } else {
                note(unsupported: element["type"]?.string ?? "untyped")
            }
        }
    }

    private mutating func leaves(_ part: JSONElement) -> [RichText.Inline] {
        var run = InlineRun()
        for leaf in part.parts("elements") {
            if let parts = inlines(leaf) {
                run.append(styled(parts, leaf["style"]))
            } else {
                note(unsupported: leaf["type"]?.string ?? "untyped")
                run.append(text: leaf["text"]?.string ?? leaf["fallback"]?.string ?? "")
            }
        }
        return run.inlines
    }

    /// A leaf without its style; `nil` for a type nobody knows.
    private func inlines(_ leaf: JSONElement) -> [RichText.Inline]? {
        switch leaf["type"]?.string {
        case "text": return InlineText.inlines(secretless(leaf["text"]))
        case "link":
            return [references.link(leaf["url"]?.string ?? "", InlineText.inlines(secretless(leaf["text"])))]
        case "user": return leaf["user_id"]?.string.map { [references.mention($0, label: nil)] } ?? []
        case "channel":
            return leaf["channel_id"]?.string.map { [references.channelLink($0, label: nil)] } ?? []
        case "usergroup":
            return [.text("@" + (leaf["name"]?.string ?? leaf["usergroup_id"]?.string ?? "group"))]
        case "team": return [.text("@" + (leaf["name"]?.string ?? leaf["team_id"]?.string ?? "team"))]
        case "broadcast": return [.broadcast(leaf["range"]?.string ?? "channel")]
        case "emoji": return emoji(leaf)
        case "color": return color(leaf)
        case "date": return date(leaf)
        case "message_mention", "message": return messageMention(leaf)
        case "canvas", "file": return leaf["file_id"]?.string.flatMap(references.fileTitle).map(named) ?? []
        default: return nil
        }
    }

    // The file itself goes with the message.
    private func named(_ title: String) -> [RichText.Inline] {
        [.emphasis(InlineText.inlines(SlackSecrets.stripped(title)))]
    }

    private func emoji(_ leaf: JSONElement) -> [RichText.Inline] {
        var name = leaf["name"]?.string ?? ""
        if let tone = leaf["skin_tone"]?.int64, (2...6).contains(tone), !name.utf8.contains(58) {
            name += "::skin-tone-\(tone)"
        }
        var emoji = references.emoji(named: name)
        if emoji.characters == nil, emoji.image == nil {
            emoji.characters = leaf["unicode"]?.string.flatMap(Self.characters)
        }
        return [.emoji(emoji)]
    }

    /// The characters of hexadecimal code points with hyphens, `1f44d-1f3fb`.
    private static func characters(_ unicode: String) -> String? {
        var result = String.UnicodeScalarView()
        for part in unicode.split(separator: "-") {
            guard let number = UInt32(part, radix: 16), let scalar = Unicode.Scalar(number), number > 32
            else {
                return nil
            }
            result.append(scalar)
        }
        return result.isEmpty ? nil : String(result)
    }

    private func color(_ leaf: JSONElement) -> [RichText.Inline] {
        let value = leaf["value"]?.string ?? ""
        let digits = value.utf8.dropFirst()
        let isHex = digits.allSatisfy {
            (48...57).contains($0) || (65...70).contains($0) || (97...102).contains($0)
        }
        guard value.utf8.first == 35, digits.count == 6, isHex else { return InlineText.inlines(value) }
        return [.colour(value, [.text(value)])]
    }

    private func date(_ leaf: JSONElement) -> [RichText.Inline] {
        let text = SlackDate.text(
            seconds: leaf["timestamp"]?.int64, format: leaf["format"]?.string ?? "{date_num} {time}",
            fallback: leaf["fallback"]?.string)
        guard let url = leaf["url"]?.string, !url.isEmpty else { return InlineText.inlines(text) }
        return [references.link(url, InlineText.inlines(text))]
    }

    private func messageMention(_ leaf: JSONElement) -> [RichText.Inline] {
        let channel = leaf["channel_id"]?.string ?? ""
        let ts = leaf["message_ts"]?.string ?? leaf["ts"]?.string ?? ""
        let label = references.channelName(channel).map { "#" + $0 } ?? channel
        guard let key = references.message(channel, ts) else { return InlineText.inlines(label) }
        return [.messageLink(key, label: label)]
    }

    private func styled(_ parts: [RichText.Inline], _ style: JSONElement?) -> [RichText.Inline] {
        guard let style, style.kind == .object, !parts.isEmpty else { return parts }
        var parts = parts
        if style["code"]?.bool == true {
            parts = parts.map { part in
                if case .text(let text) = part { .code(text) } else { part }
            }
        }
        if style["underline"]?.bool == true { parts = [.underline(parts)] }
        if style["strike"]?.bool == true { parts = [.strike(parts)] }
        if style["italic"]?.bool == true { parts = [.emphasis(parts)] }
        if style["bold"]?.bool == true { parts = [.strong(parts)] }
        return parts
    }
}
