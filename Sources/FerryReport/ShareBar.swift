// SPDX-License-Identifier: Apache-2.0

/// A bar of parts beside each other; as wide as its cell, so that text never shrinks with it.
struct ShareBar {
    let parts: [(count: Int, fill: Fills)]
    /// What the whole width stands for; the sum of the parts where it is left out.
    var whole: Int?
    /// The same in words.
    let label: String

    // Below this no eye finds a part; it is shown wider than it is rather than not at all.
    private static let narrowest = 12
    // A pattern needs some room to be one.
    private static let narrowestPattern = 40

    var html: HTML {
        var position = 0
        var shapes: [HTML] = []
        for (width, part) in zip(widths, parts) where width > 0 {
            shapes.append(
                """
                <rect x="\(Self.percent(position))" y="0" width="\(Self.percent(width))" height="14" \
                \(width < Self.narrowestPattern ? part.fill.solid : part.fill.attribute)/>
                """)
            position += width
        }
        return "<svg class=\"share\" role=\"img\" aria-label=\"\(label)\" height=\"14\">\(shapes)</svg>"
    }

    // In thousandths of the bar; what is added to narrow parts is taken from the widest.
    private var widths: [Int] {
        let sum = parts.reduce(0) { $0 + max(0, $1.count) }
        let whole = max(whole ?? sum, sum)
        guard whole > 0 else { return parts.map { _ in 0 } }
        var widths = parts.map { part in
            part.count > 0 ? max(Self.narrowest, Int(Double(part.count) / Double(whole) * 1000)) : 0
        }
        let target = whole == sum ? 1000 : min(1000, widths.reduce(0, +))
        if let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 0 {
            widths[widest] += target - widths.reduce(0, +)
        }
        return widths
    }

    private static func percent(_ thousandths: Int) -> String {
        let rest = thousandths % 10
        return "\(thousandths / 10)" + (rest == 0 ? "" : ".\(rest)") + "%"
    }
}
