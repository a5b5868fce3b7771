// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// As much of a text as an event holds.
struct MailExcerpt {
    // An event may have 65,536 bytes; the text stands in it twice, plain and as HTML, beside the envelope.
    private static let limit = 44_000

    private(set) var text: RichText
    private(set) var isCut = false

    /// Takes the start of a text; folded parts are the first to go.
    init(_ text: RichText) {
        self.text = text
        guard Self.weight(text.blocks) > Self.limit else { return }
        isCut = true
        let open = text.blocks.filter { if case .folded = $0 { false } else { true } }
        self.text = RichText(Self.prefix(open, limit: Self.limit * 3 / 4))
    }

    private static func prefix(_ blocks: [RichText.Block], limit: Int) -> [RichText.Block] {
        var left = limit
        var kept: [RichText.Block] = []
        for block in blocks {
            let weight = weight(block, depth: 0)
            guard weight > left else {
                left -= weight
                kept.append(block)
                continue
            }
            if left > 400, let part = part(of: block, limit: left - 100) { kept.append(part) }
            break
        }
        return kept
    }

    private static func part(of block: RichText.Block, limit: Int) -> RichText.Block? {
        switch block {
        case .paragraph(let inlines): return .paragraph(prefix(inlines, limit: limit))
        case .heading(let level, let inlines): return .heading(level: level, prefix(inlines, limit: limit))
        case .quote(let blocks): return .quote(prefix(blocks, limit: limit))
        case .folded(let title, let blocks): return .folded(title: title, prefix(blocks, limit: limit))
        case .list(let ordered, let start, let points):
            var left = limit
            let kept = points.prefix { point in
                left -= weight(point) + 20
                return left > 0
            }
            return kept.isEmpty ? nil : .list(ordered: ordered, start: start, Array(kept))
        case .code(let text, let language): return .code(prefix(text, limit: limit / 3), language: language)
        case .table(let header, let rows):
            var left = limit
            let kept = rows.prefix { row in
                left -= row.reduce(40) { $0 + weight($1, depth: 0) + 20 }
                return left > 0
            }
            return kept.isEmpty ? nil : .table(header: header, rows: Array(kept))
        case .rule: return .rule
        }
    }

    private static func prefix(_ inlines: [RichText.Inline], limit: Int) -> [RichText.Inline] {
        var left = limit
        var kept: [RichText.Inline] = []
        for inline in inlines {
            let weight = weight([inline], depth: 0)
            guard weight > left else {
                left -= weight
                kept.append(inline)
                continue
            }
            if case .text(let text) = inline { kept.append(.text(prefix(text, limit: left / 3))) }
            break
        }
        return kept
    }

    private static func prefix(_ text: String, limit: Int) -> String {
        var count = 0
        return String(
            text.prefix { character in
                count += character.utf8.count
                return count <= limit
            })
    }

    // MARK: How much room a text takes, plain and as HTML together, escapes included

    private static func weight(_ blocks: [RichText.Block], depth: Int = 0) -> Int {
        blocks.reduce(0) { $0 + weight($1, depth: depth) }
    }

    private static func weight(_ block: RichText.Block, depth: Int) -> Int {
        switch block {
        case .paragraph(let inlines), .heading(_, let inlines): 14 + depth * 2 + weight(inlines, depth: depth)
        case .quote(let blocks), .folded(_, let blocks): 60 + weight(blocks, depth: depth + 1)
        case .list(_, _, let points): points.reduce(20) { $0 + 16 + weight($1, depth: depth + 1) }
        case .code(let text, _): 60 + weight(text)
        case .table(_, let rows):
            rows.reduce(30) { $0 + $1.reduce(20) { $0 + 14 + weight($1, depth: depth) } }
        case .rule: 10
        }
    }

    private static func weight(_ inlines: [RichText.Inline], depth: Int) -> Int {
        inlines.reduce(0) { sum, inline in
            switch inline {
            case .text(let text), .code(let text): sum + 4 + weight(text)
            case .lineBreak: sum + 8 + depth * 2
            case .strong(let inner), .emphasis(let inner), .underline(let inner), .strike(let inner):
                sum + 24 + weight(inner, depth: depth)
            case .colour(_, let inner): sum + 60 + weight(inner, depth: depth)
            case .link(let url, let inner): sum + 24 + url.utf8.count * 5 / 2 + weight(inner, depth: depth)
            case .mention(_, let label), .channelLink(_, let label), .messageLink(_, let label):
                sum + 200 + label.utf8.count * 3
            case .broadcast(let word): sum + word.utf8.count * 2
            case .emoji(let emoji): sum + 150 + emoji.name.utf8.count * 2
            case .image(_, let alt): sum + 200 + alt.utf8.count * 3
            }
        }
    }

    private static func weight(_ text: String) -> Int {
        text.utf8.reduce(0) { sum, byte in
            switch byte {
            case 10, UInt8(ascii: "\\"), 9: sum + 4
            case UInt8(ascii: "<"), UInt8(ascii: ">"): sum + 5
            case UInt8(ascii: "&"): sum + 6
            case UInt8(ascii: "\""): sum + 8
            default: sum + 2
            }
        }
    }
}
