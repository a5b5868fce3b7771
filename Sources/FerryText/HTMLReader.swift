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
        for node in nodes {
            for part in parts(of: node) {
                switch part {
                case .inlines(let inlines): line += inlines
                case .blocks(let more):
                    blocks += paragraph(line) + more
                    line = []
                }
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
        case inlines([RichText.Inline])
        case blocks([RichText.Block])
    }

    private mutating func parts(of node: HTMLNode) -> [Part] {
        switch node {
        case .text(let text): return [.inlines([.text(InlineSpace.marked(text))])]
        case .element(let element):
            switch dialect.meaning(of: element) {
            case .inlines(let inlines): return [.inlines(inlines)]
            case .blocks(let blocks): return [.blocks(blocks)]
            case .nothing: return []
            case .content: return element.children.flatMap { parts(of: $0) }
            case nil: return parts(of: element)
            }
        }
    }

    private mutating func parts(of element: HTMLElement) -> [Part] {
        if HTMLTag.blocks.contains(element.name) { return [.blocks(block(element))] }
        switch element.name {
        case "br": return [.inlines([.lineBreak])]
        case "img":
            let alt = element.attributes["alt"] ?? ""
            return alt.isEmpty ? [] : [.inlines([.text(InlineSpace.marked(alt))])]
        case "code", "tt", "kbd", "samp": return [code(element)]
        case "a": return link(element)
        default: break
        }
        guard let style = InlineStyle(element) else { return element.children.flatMap { parts(of: $0) } }
        return styled(element.children, style)
    }

    /// Applies a style to what stands inside, around the lines of blocks and never around the blocks.
    private mutating func styled(_ nodes: [HTMLNode], _ style: InlineStyle) -> [Part] {
        var parts: [Part] = []
        var line: [RichText.Inline] = []
        func flush() {
            if !line.isEmpty { parts.append(.inlines(style.applied(to: line))) }
            line = []
        }
        for node in nodes {
            for part in self.parts(of: node) {
                switch part {
                case .inlines(let inlines): line += inlines
                case .blocks(let blocks):
                    flush()
                    parts.append(.blocks(blocks.map { style.applied(to: $0) }))
                }
            }
        }
        flush()
        return parts
    }

    private mutating func link(_ element: HTMLElement) -> [Part] {
        let url = element.attributes["href"]?.trimmingBlanks ?? ""
        guard !url.isEmpty, !url.hasPrefix("#") else { return element.children.flatMap { parts(of: $0) } }
        return styled(
            element.children.isEmpty ? [.text(url)] : element.children, .link(SafeLink.target(of: url)))
    }

    private func code(_ element: HTMLElement) -> Part {
        let text = InlineSpace.code(element.text)
        guard text.contains("\n") else { return .inlines(text.isEmpty ? [] : [.code(text)]) }
        return .blocks([.code(text, language: HTMLCode.language(of: element))])
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
