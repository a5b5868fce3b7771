// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Blocks where only parts of a line can stand: in headings and in the cells of tables.
enum BlockLines {
    /// The parts of the blocks, each block behind a line break.
    static func inlines(_ blocks: [RichText.Block]) -> [RichText.Inline] {
        var inlines: [RichText.Inline] = []
        for block in blocks {
            let line = line(of: block)
            if !inlines.isEmpty, !line.isEmpty { inlines.append(.lineBreak) }
            inlines += line
        }
        return inlines
    }

    private static func line(of block: RichText.Block) -> [RichText.Inline] {
        switch block {
        case .paragraph(let inlines), .heading(_, let inlines): inlines
        case .quote(let blocks), .folded(_, let blocks): inlines(blocks)
        case .list(let ordered, let start, let points):
            Array(
                points.enumerated().map { index, point in
                    [.text(ordered ? "\(start &+ index). " : "• ")] + inlines(point)
                }.joined(separator: [.lineBreak]))
        case .code(let text, _): [.code(text)]
        case .table(_, let rows):
            Array(
                rows.map { Array($0.joined(separator: [.text(" | ")])) }.joined(separator: [.lineBreak]))
        case .rule: []
        }
    }
}
