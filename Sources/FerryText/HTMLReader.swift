// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// Turns the tree of an HTML fragment into text with meaning, in a source's own dialect.
///
/// Elements that nobody knows are transparent: what stands in them stays. White space is one blank as browsers
/// show it, a no-break space a blank of its own; what is left empty by that is left out.
public struct HTMLReader<Dialect: HTMLDialect> {
    /// The source's dialect, and what it has found out on the way.
    public private(set) var dialect: Dialect

    /// Makes a reader.
    public init(_ dialect: Dialect) {
        self.dialect = dialect
    }

    /// The text of some nodes.
    public mutating func read(_ nodes: [HTMLNode]) -> RichText {
        RichText(blocks(nodes))
    }

    /// The blocks of some nodes; text between them becomes paragraphs.
    mutating func blocks(_ nodes: [HTMLNode]) -> [RichText.Block] {
        var blocks: [RichText.Block] = []
        var line: [RichText.Inline] = []
        for part in parts(of: nodes) {
            switch part {
            case .inline(let inline): line.append(inline)
            case .blocks(let more):
                blocks += paragraph(line)
                blocks += more
                line = []
            }
        }
        return blocks + paragraph(line)
    }

    /// The parts of a line; what would start on a new line stands behind a line break.
    mutating func inlines(_ nodes: [HTMLNode]) -> [RichText.Inline] {
        BlockLines.inlines(blocks(nodes))
    }

    private func paragraph(_ line: [RichText.Inline]) -> [RichText.Block] {
        let inlines = dialect.joined(InlineSpace.collapsed(line))
        return inlines.isEmpty ? [] : [.paragraph(inlines)]
    }

    private enum Part {
        case inline(RichText.Inline)
        case blocks([RichText.Block])
    }

    private mutating func parts(of nodes: [HTMLNode]) -> [Part] {
        var parts: [Part] = []
        add(nodes, to: &parts)
        return parts
    }

    private mutating func add(_ nodes: [HTMLNode], to parts: inout [Part]) {
        for node in nodes {
            switch node {
            case .text(let text): parts.append(.inline(.text(InlineSpace.marked(text))))
            case .element(let element):
                switch dialect.meaning(of: element) {
                case .inlines(let inlines): for inline in inlines { parts.append(.inline(inline)) }
                case .blocks(let blocks): parts.append(.blocks(blocks))
                case .nothing: break
                case .content: add(element.children, to: &parts)
                case nil: add(element, to: &parts)
                }
            }
        }
    }

    private mutating func add(_ element: HTMLElement, to parts: inout [Part]) {
        if HTMLTag.blocks.contains(element.name) { return parts.append(.blocks(block(element))) }
        switch element.name {
        case "br": parts.append(.inline(.lineBreak))
        case "img":
            let alt = element.attributes["alt"] ?? ""
            if !alt.isEmpty { parts.append(.inline(.text(InlineSpace.marked(alt)))) }
        case "code", "tt", "kbd", "samp": add(code: element, to: &parts)
        case "a": add(link: element, to: &parts)
        default:
            guard let style = InlineStyle(element) else { return add(element.children, to: &parts) }
            add(element.children, in: style, to: &parts)
        }
    }

    /// Applies a style to what stands inside, around the lines of blocks and never around the blocks.
    private mutating func add(_ nodes: [HTMLNode], in style: InlineStyle, to parts: inout [Part]) {
        var line: [RichText.Inline] = []
        func flush(_ parts: inout [Part]) {
            for inline in style.applied(to: line) { parts.append(.inline(inline)) }
            line = []
        }
        for part in self.parts(of: nodes) {
            switch part {
            case .inline(let inline): line.append(inline)
            case .blocks(let blocks):
                flush(&parts)
                parts.append(.blocks(blocks.map { style.applied(to: $0) }))
            }
        }
        flush(&parts)
    }

    private mutating func add(link element: HTMLElement, to parts: inout [Part]) {
        let url = element.attributes["href"]?.trimmingBlanks ?? ""
        guard !url.isEmpty, !url.hasPrefix("#") else { return add(element.children, to: &parts) }
        add(
            element.children.isEmpty ? [.text(url)] : element.children, in: .link(SafeLink.target(of: url)),
            to: &parts)
    }

    private func add(code element: HTMLElement, to parts: inout [Part]) {
        let text = InlineSpace.code(element.text)
        if text.utf8.contains(UInt8(ascii: "\n")) {
            parts.append(.blocks([.code(text, language: HTMLCode.language(of: element))]))
        } else if !text.isEmpty {
            parts.append(.inline(.code(text)))
        }
    }

    private mutating func block(_ element: HTMLElement) -> [RichText.Block] {
        switch element.name {
        case "h1", "h2", "h3", "h4", "h5", "h6":
            let inlines = inlines(element.children)
            let level = element.name.last.flatMap(\.wholeNumberValue) ?? 1
            return inlines.isEmpty ? [] : [.heading(level: level, inlines)]
        case "hr": return [.rule]
        case "blockquote":
            let inner = blocks(element.children)
            return inner.isEmpty ? [] : [.quote(inner)]
        case "pre", "codeblock": return HTMLCode.block(element)
        case "ul", "ol", "menu", "dir": return list(element)
        case "table": return table(element)
        default: return blocks(element.children)
        }
    }
}

extension HTMLReader {
    private mutating func list(_ element: HTMLElement) -> [RichText.Block] {
        var points: [[RichText.Block]] = []
        for node in element.children {
            guard case .element(let child) = node, child.name == "li" else {
                // Lists right inside lists belong to the point before them.
                let stray = blocks([node])
                guard !stray.isEmpty else { continue }
                if points.isEmpty { points.append(stray) } else { points[points.count - 1] += stray }
                continue
            }
            points.append(blocks(child.children))
        }
        points.removeAll { $0.isEmpty }
        guard !points.isEmpty else { return [] }
        let start = element.attributes["start"].flatMap { Int($0) } ?? 1
        return [.list(ordered: element.name == "ol", start: start, points)]
    }

    private mutating func table(_ element: HTMLElement) -> [RichText.Block] {
        var rows: [[[RichText.Inline]]] = []
        var hasHeader = false
        var before: [RichText.Block] = []
        for node in HTMLTable.rows(element) {
            guard case .element(let row) = node, row.name == "tr" else {
                before += blocks([node])
                continue
            }
            let cells = HTMLTable.cells(row)
            if rows.isEmpty, !cells.isEmpty { hasHeader = cells.allSatisfy { $0.name == "th" } }
            if !cells.isEmpty { rows.append(cells.map { inlines($0.children) }) }
        }
        if rows.allSatisfy({ $0.allSatisfy(\.isEmpty) }) { return before }
        return before + [.table(header: hasHeader, rows: rows)]
    }
}
