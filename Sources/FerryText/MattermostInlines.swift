// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// The parts of a line of Mattermost's Markdown.
struct MattermostInlines {
    /// Marks without a partner that are still looked for, so that a text of nothing but marks costs little.
    private var patience = 500
    private static let farthest = 2_000

    /// The parts of a text.
    mutating func read(_ text: Substring) -> [RichText.Inline] {
        var parts: [RichText.Inline] = []
        var plain = ""
        var rest = text
        var before: Character?
        while let character = rest.first {
            if let (inline, end) = marked(rest, behind: before) {
                if !plain.isEmpty { parts.append(.text(plain)) }
                plain = ""
                parts.append(inline)
                before = rest[..<end].last
                rest = rest[end...]
                continue
            }
            rest.removeFirst()
            if character == "\\", let next = rest.first, "*_[]\\`#-~".contains(next) {
                plain.append(next)
                rest.removeFirst()
            } else {
                plain.append(character)
            }
            before = character
        }
        if !plain.isEmpty { parts.append(.text(plain)) }
        return parts
    }

    private mutating func marked(_ text: Substring, behind before: Character?) -> (
        RichText.Inline, String.Index
    )? {
        switch text.first {
        case "`": return code(text)
        case "[": return link(text)
        case ":": return emoji(text)
        case "*", "_", "~": return emphasis(text, behind: before)
        case "h": return before.map { $0.isLetter || $0.isNumber } == true ? nil : address(text)
        default: return nil
        }
    }

    private mutating func code(_ text: Substring) -> (RichText.Inline, String.Index)? {
        let mark = text.prefix { $0 == "`" }
        guard mark.count <= 2, let close = close(String(mark), text.dropFirst(mark.count)) else { return nil }
        let inner = text[mark.endIndex..<close.lowerBound]
        return inner.isEmpty ? nil : (.code(String(inner)), close.upperBound)
    }

    private mutating func emphasis(
        _ text: Substring, behind before: Character?
    ) -> (RichText.Inline, String.Index)? {
        for mark in ["**", "__", "~~", "*", "_"] where text.hasPrefix(mark) {
            let inner = text.dropFirst(mark.count)
            // Underscores inside words are part of them.
            if mark.first == "_", let before, before.isLetter || before.isNumber { continue }
            guard let first = inner.first, !first.isWhitespace, let close = close(mark, inner.dropFirst()),
                inner[..<close.lowerBound].last?.isWhitespace == false
            else { continue }
            if mark.first == "_", let next = text[close.upperBound...].first, next.isLetter || next.isNumber {
                continue
            }
            let content = read(inner[..<close.lowerBound])
            switch mark {
            case "~~": return (.strike(content), close.upperBound)
            case "**", "__": return (.strong(content), close.upperBound)
            default: return (.emphasis(content), close.upperBound)
            }
        }
        return nil
    }

    private mutating func close(_ mark: String, _ text: Substring) -> Range<String.Index>? {
        guard patience > 0 else { return nil }
        let found = text.prefix(Self.farthest).firstRange(of: mark)
        if found == nil { patience -= 1 }
        return found
    }

    private mutating func link(_ text: Substring) -> (RichText.Inline, String.Index)? {
        guard let middle = close("](", text),
            let end = text[middle.upperBound...].prefix(4_000).firstIndex(of: ")")
        else { return nil }
        let label = text[text.index(after: text.startIndex)..<middle.lowerBound]
        let url = text[middle.upperBound..<end].split(separator: " ").first.map(String.init) ?? ""
        guard !label.contains("["), !url.isEmpty else { return nil }
        return (.link(url: url, [.text(label.isEmpty ? url : String(label))]), text.index(after: end))
    }

    /// An address stays whole, whatever marks stand in it.
    private func address(_ text: Substring) -> (RichText.Inline, String.Index)? {
        guard text.hasPrefix("https://") || text.hasPrefix("http://") else { return nil }
        var end = text.firstIndex { $0.isWhitespace || "<>\"`".contains($0) } ?? text.endIndex
        while end > text.startIndex, ".,;:!?)*_~'".contains(text[text.index(before: end)]) {
            end = text.index(before: end)
        }
        let url = String(text[..<end])
        return url.utf8.count > 8 ? (.link(url: url, [.text(url)]), end) : nil
    }

    private func emoji(_ text: Substring) -> (RichText.Inline, String.Index)? {
        let name = text.dropFirst().prefix(64).prefix {
            $0.isASCII && ($0.isLetter || $0.isNumber || "_+-".contains($0))
        }
        guard !name.isEmpty, text[name.endIndex...].first == ":",
            let characters = EmojiNames.characters(named: String(name))
        else { return nil }
        return (.emoji(Emoji(name: String(name), characters: characters)), text.index(after: name.endIndex))
    }
}
