// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// Messages over time as columns, the sources on top of each other.
struct TimeChart {
    private static let width = 960
    private static let height = 300
    private static let left = 72
    private static let right = 8
    private static let top = 34
    private static let bottom = 32

    let timeline: Timeline
    let words: Wording

    var html: HTML {
        """
        <figure aria-labelledby="time-caption">
        <figcaption id="time-caption">\(caption)</figcaption>
        \(timeline.sources.count > 1 ? legend : .empty)
        <div class="scroll" role="region" aria-labelledby="time-caption" tabindex="0">
        <svg class="columns" viewBox="0 0 \(Self.width) \(Self.height)" role="img" aria-label="\(description)">
        <text x="0" y="14">\(words(.messages))</text>
        \(grid)\(columns)\(labels)\
        <line class="base" x1="\(Self.left)" x2="\(Self.width - Self.right)" \
        y1="\(Self.height - Self.bottom)" y2="\(Self.height - Self.bottom)"/>
        </svg>
        </div>
        </figure>
        """
    }

    private var caption: String {
        switch timeline.unit {
        case .month: words(.timePerMonth)
        case .quarter: words(.timePerQuarter)
        case .year: words(.timePerYear)
        }
    }

    private var legend: HTML {
        Legend(
            entries: timeline.sources.enumerated().map { index, source in
                (Fills.series(index), words.sourceName(source))
            }
        ).html
    }

    private var description: String {
        guard let first = timeline.periods.first, let last = timeline.periods.last,
            let busiest = timeline.periods.max(by: { $0.total < $1.total })
        else { return "" }
        return words(
            .timeDescription,
            [
                "first": .text(words.period(first.label)), "last": .text(words.period(last.label)),
                "peak": .text(words.period(busiest.label)),
                "count": .number(busiest.total),
            ])
    }

    // MARK: Scale

    private var plotHeight: Int { Self.height - Self.top - Self.bottom }

    // 1, 2 or 5 times a power of ten, so that four lines or so reach over the highest column.
    private var step: Int {
        let highest = timeline.periods.map(\.total).max() ?? 0
        var step = 1
        while step < Int.max / 100 {
            for factor in [1, 2, 5] where step * factor * 5 >= highest { return step * factor }
            step *= 10
        }
        return step
    }

    private var ceiling: Int {
        let highest = timeline.periods.map(\.total).max() ?? 0
        return max(1, (highest + step - 1) / step) * step
    }

    // In tenths of a unit of the drawing: whole numbers give the same bytes everywhere.
    private func tenths(_ count: Int) -> Int {
        Int((Double(count) / Double(ceiling) * Double(plotHeight * 10)).rounded())
    }

    private static func coordinate(_ tenths: Int) -> String {
        tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    // MARK: Parts

    private var grid: HTML {
        let lines: [HTML] = stride(from: 0, through: ceiling, by: step).map { count in
            let y = (Self.height - Self.bottom) * 10 - tenths(count)
            return """
                <line class="grid" x1="\(Self.left)" x2="\(Self.width - Self.right)" \
                y1="\(Self.coordinate(y))" y2="\(Self.coordinate(y))"/>\
                <text x="\(Self.left - 8)" y="\(Self.coordinate(y + 50))" text-anchor="end">\
                \(words.figures.count(count))</text>

                """
        }
        return "\(lines)"
    }

    private var slot: Int { (Self.width - Self.left - Self.right) * 10 / max(1, timeline.periods.count) }

    private var columns: HTML {
        let gap = min(40, slot / 4)
        let columnWidth = min(slot - gap, 480)
        let shapes: [HTML] = timeline.periods.enumerated().map { index, period in
            let x = Self.left * 10 + index * slot + (slot - columnWidth) / 2
            var y = (Self.height - Self.bottom) * 10
            let parts: [HTML] = period.counts.enumerated().compactMap { series, count in
                let height = tenths(count)
                guard count > 0 else { return nil }
                let shown = max(height, 5)
                y -= shown
                return """
                    <rect x="\(Self.coordinate(x))" y="\(Self.coordinate(y))" \
                    width="\(Self.coordinate(columnWidth))" height="\(Self.coordinate(shown))" \
                    \(Fills.series(series).attribute)/>
                    """
            }
            return parts.isEmpty ? .empty : "<g>\(title(period))\(parts)</g>\n"
        }
        return "\(shapes)"
    }

    private func title(_ period: Timeline.Period) -> HTML {
        "<title>\(words.period(period.label))\(words.language.colon)\(words.figures.count(period.total))</title>"
    }

    private var labels: HTML {
        let shown = timeline.labels(atMost: 12)
        let pieces: [HTML] = shown.map { index, text in
            let x = Self.left * 10 + index * slot + slot / 2
            return """
                <text x="\(Self.coordinate(x))" y="\(Self.height - Self.bottom + 20)" \
                text-anchor="middle">\(words.period(text))</text>

                """
        }
        return "\(pieces)"
    }
}
