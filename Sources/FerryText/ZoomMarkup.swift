// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// Turns a Zoom message, which is plain text with stretches that have a form, into rich text.
/// Source: https://developers.zoom.us/docs/api/team-chat/
public struct ZoomMarkup: Sendable {
    /// The text with its meaning.
    public let text: RichText
    /// How many stretches lie outside the text, however they are read.
    public let outside: Int

    private typealias Stretch = (range: Range<Int>, format: ZoomRange.Format)

    /// Reads a message.
    public init(_ message: String, ranges: [ZoomRange]) {
        guard !ranges.isEmpty, !message.isEmpty else {
            text = RichText(plain: Self.withPlainLineBreaks(message))
            outside = ranges.count
            return
        }
        let source = ZoomText(message)
        let stretches = ZoomRangeReading.best(ranges, in: source)
        outside = stretches.count { $0 == nil }
        let placed: [Stretch] = zip(stretches, ranges).compactMap { stretch, range in
            stretch.map { ($0, range.format) }
        }
        text = RichText(Self.blocks(source, placed))
    }

    private static func withPlainLineBreaks(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
        // CR LF is one character.
        return text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
    }

    // MARK: Blocks

    private enum Line: Equatable {
        case plain
        case quote
        case bullet
        case number
        case heading(Int)
    }

    private static func blocks(_ source: ZoomText, _ stretches: [Stretch]) -> [RichText.Block] {
        var lines: [(kind: Line, inlines: [RichText.Inline])] = []
        var start = 0
        for end in source.scalars.indices.filter({ source.scalars[$0] == "\n" }) + [source.scalars.count] {
            let isCRLF = end > start && source.scalars[end - 1] == "\r"
            let range = start..<(isCRLF ? end - 1 : end)
            lines.append((kind(of: range, stretches), inlines(source, range, stretches)))
            start = end + 1
        }
        var blocks: [RichText.Block] = []
        var rest = lines[...]
        while let first = rest.first {
            let run = rest.prefix { $0.kind == first.kind }
            rest = rest.dropFirst(run.count)
            blocks += block(first.kind, run.map(\.inlines))
        }
        return blocks
    }

    private static func kind(of line: Range<Int>, _ stretches: [Stretch]) -> Line {
        var kind = Line.plain
        for stretch in stretches where stretch.range.overlaps(line) {
            switch stretch.format {
            case .quote: return .quote
            case .bullets: kind = .bullet
            case .numbers: kind = .number
            case .heading(let level) where kind == .plain: kind = .heading(level)
            default: break
            }
        }
        return kind
    }

    private static func block(_ kind: Line, _ lines: [[RichText.Inline]]) -> [RichText.Block] {
        switch kind {
        case .plain:
            let joined = InlineText.trimmed(Array(lines.joined(separator: [.lineBreak])))
            return joined.isEmpty ? [] : [.paragraph(joined)]
        case .quote: return [.quote([.paragraph(Array(lines.joined(separator: [.lineBreak])))])]
        case .bullet, .number:
            let points = lines.filter { !$0.isEmpty }.map { [RichText.Block.paragraph($0)] }
            return points.isEmpty ? [] : [.list(ordered: kind == .number, start: 1, points)]
        case .heading(let level):
            return lines.filter { !$0.isEmpty }.map { .heading(level: min(max(level, 1), 6), $0) }
        }
    }

    // MARK: Lines

    private static func inlines(_ source: ZoomText, _ line: Range<Int>, _ stretches: [Stretch])
        -> [RichText.Inline]
    {
        let inside = stretches.filter { $0.range.overlaps(line) }
        // A mention is one thing: no other stretch begins or ends inside it.
        let whole = inside.filter { $0.format.isMention && $0.range.upperBound <= line.upperBound }
        var edges: Set<Int> = [line.lowerBound, line.upperBound]
        for stretch in inside {
            edges.insert(max(stretch.range.lowerBound, line.lowerBound))
            edges.insert(min(stretch.range.upperBound, line.upperBound))
        }
        edges = edges.filter { edge in
            !whole.contains { $0.range.lowerBound < edge && edge < $0.range.upperBound }
        }
        let sorted = edges.sorted()
        var run = InlineRun()
        for (start, end) in zip(sorted, sorted.dropFirst()) {
            run.append(piece(source, start..<end, inside))
        }
        return run.inlines
    }

    private static func piece(_ source: ZoomText, _ range: Range<Int>, _ stretches: [Stretch])
        -> [RichText.Inline]
    {
        var inlines: [RichText.Inline] = [.text(source.text(range))]
        for stretch in stretches where stretch.range == range {
            switch stretch.format {
            case .mention(let person):
                let label = source.text(range).trimmingBlanks
                inlines = [.mention(person, label: label.hasPrefix("@") ? String(label.dropFirst()) : label)]
            case .everyone: inlines = [.broadcast("everyone")]
            default: break
            }
            // A space that belongs to a mention stands behind it.
            if stretch.format.isMention, source.scalars[range.upperBound - 1] == " " {
                inlines.append(.text(" "))
            }
        }
        let formats = stretches.filter { $0.range.overlaps(range) }.map(\.format).sorted {
            rank($0) < rank($1)
        }
        for format in formats {
            switch format {
            case .strong: inlines = [.strong(inlines)]
            case .emphasis: inlines = [.emphasis(inlines)]
            case .underline: inlines = [.underline(inlines)]
            case .strike: inlines = [.strike(inlines)]
            case .colour(let colour):
                if let hex = HTMLColour.hex(colour) { inlines = [.colour(hex, inlines)] }
            case .link(let url): inlines = [.link(url: url, inlines)]
            default: break
            }
        }
        return inlines
    }

    // A link stands outside everything else.
    private static func rank(_ format: ZoomRange.Format) -> Int {
        switch format {
        case .strike: 0
        case .underline: 1
        case .emphasis: 2
        case .strong: 3
        case .colour: 4
        case .link: 5
        default: 6
        }
    }
}

extension ZoomRange.Format {
    /// Whether it stands for somebody.
    fileprivate var isMention: Bool {
        switch self {
        case .mention, .everyone: true
        default: false
        }
    }
}
