// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Puts Slack's lists together: nested lists are siblings with a growing `indent`, not nodes inside nodes.
struct SlackListBuilder {
    private struct Row {
        let depth: Int
        let ordered: Bool
        let start: Int
        let blocks: [RichText.Block]
    }

    private var rows: [Row] = []
    private var depth = 0
    private var ordered = false
    private var offset = 0
    private var quoted = false

    /// Starts the next sibling list.
    mutating func begin(ordered: Bool, indent: Int64, offset: Int64, quoted: Bool) {
        self.ordered = ordered
        // Slack allows eight levels; a hostile number must not become a deep tree.
        depth = Int(min(max(indent, 0), 9))
        self.offset = Int(min(max(offset, 0), 1_000_000))
        self.quoted = self.quoted || quoted
    }

    /// Adds a line to the current list.
    mutating func append(_ blocks: [RichText.Block]) {
        rows.append(Row(depth: depth, ordered: ordered, start: offset + 1, blocks: blocks))
    }

    /// The lists so far as one tree; the builder starts anew.
    mutating func finish() -> [RichText.Block] {
        let blocks = Self.lists(rows[...])
        let wrapped = quoted && !blocks.isEmpty ? [RichText.Block.quote(blocks)] : blocks
        self = SlackListBuilder()
        return wrapped
    }

    private static func lists(_ rows: ArraySlice<Row>) -> [RichText.Block] {
        guard let depth = rows.map(\.depth).min() else { return [] }
        var blocks: [RichText.Block] = []
        var index = rows.startIndex
        while index < rows.endIndex {
            let first = rows[index]
            var points: [[RichText.Block]] = []
            while index < rows.endIndex, rows[index].depth > depth || rows[index].ordered == first.ordered {
                let deeper = rows[index...].prefix { $0.depth > depth }
                if deeper.isEmpty {
                    points.append(rows[index].blocks)
                    index += 1
                } else {
                    if points.isEmpty { points.append([]) }
                    points[points.count - 1] += lists(deeper)
                    index = deeper.endIndex
                }
            }
            blocks.append(.list(ordered: first.ordered, start: first.ordered ? first.start : 1, points))
        }
        return blocks
    }
}
