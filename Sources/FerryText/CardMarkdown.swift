// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// The small part of Markdown that the texts of cards may use: strong, emphasis, links, lists, line breaks.
/// Source: https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/text-features
enum CardMarkdown {
    /// The blocks of a text.
    static func blocks(_ text: String) -> [RichText.Block] {
        var blocks: [RichText.Block] = []
        var line: [RichText.Inline] = []
        var points: [[RichText.Block]] = []
        func flush() {
            blocks += InlineText.paragraph(line)
            line = []
            if !points.isEmpty { blocks.append(.list(ordered: false, start: 1, points)) }
            points = []
        }
        for row in lines(text) {
            let words = row.trimmingBlanks
            if words.hasPrefix("- ") || words.hasPrefix("* ") {
                if !line.isEmpty { flush() }
                points.append([.paragraph(inlines(words.dropFirst(2)))])
            } else if words.isEmpty {
                flush()
            } else {
                if !points.isEmpty { flush() }
                if !line.isEmpty { line.append(.lineBreak) }
                line += inlines(words[...])
            }
        }
        flush()
        return blocks
    }

    private static func lines(_ text: String) -> [Substring] {
        // Bytes with which line breaks begin: most texts of cards have none.
        let mayBreak = text.utf8.contains { (10...13).contains($0) || $0 == 0xC2 || $0 == 0xE2 }
        guard mayBreak else { return [text[...]] }
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    /// The parts of a line.
    static func inlines(_ text: Substring) -> [RichText.Inline] {
        guard text.utf8.contains(where: isMark) else { return text.isEmpty ? [] : [.text(String(text))] }
        var parts: [RichText.Inline] = []
        var plain = ""
        var rest = text
        while let character = rest.first {
            if let (inline, end) = marked(rest) {
                if !plain.isEmpty { parts.append(.text(plain)) }
                plain = ""
                parts.append(inline)
                rest = rest[end...]
            } else {
                rest.removeFirst()
                if character == "\\", let next = rest.first, "*_[]\\`#-".contains(next) {
                    plain.append(next)
                    rest.removeFirst()
                } else {
                    plain.append(character)
                }
            }
        }
        if !plain.isEmpty { parts.append(.text(plain)) }
        return parts
    }

    /// Whether a byte may begin something that is not plain text.
    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "\\"): true
        default: false
        }
    }

    private static func marked(_ text: Substring) -> (RichText.Inline, String.Index)? {
        if text.hasPrefix("[") { return link(text) }
        for mark in ["**", "__", "*", "_"] where text.hasPrefix(mark) {
            let inner = text.dropFirst(mark.count)
            // Bounded, so that a text of nothing but marks costs no more than its length.
            guard let first = inner.first, !first.isWhitespace,
                let close = inner.prefix(2_000).dropFirst().firstRange(of: mark)
            else { continue }
            let content = [RichText.Inline.text(String(inner[..<close.lowerBound]))]
            return (mark.count == 2 ? .strong(content) : .emphasis(content), close.upperBound)
        }
        return nil
    }

    private static func link(_ text: Substring) -> (RichText.Inline, String.Index)? {
        let near = text.prefix(4_000)
        guard let middle = near.firstRange(of: "]("), let end = near[middle.upperBound...].firstIndex(of: ")")
        else { return nil }
        let label = text[text.index(after: text.startIndex)..<middle.lowerBound]
        let url = text[middle.upperBound..<end].split(separator: " ").first.map(String.init) ?? ""
        guard !label.contains("["), !url.isEmpty else { return nil }
        return (.link(url: url, [.text(label.isEmpty ? url : String(label))]), text.index(after: end))
    }
}
