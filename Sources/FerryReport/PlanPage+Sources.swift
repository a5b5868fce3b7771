// SPDX-License-Identifier: Apache-2.0
import FerryModel

extension PlanPage {
    // What a page can show; all of them are in the JSON.
    private static let mostSources = 100

    /// The archives with their digests, so that a board knows what was looked at.
    var sources: HTML {
        guard !summary.sources.isEmpty else { return "<p class=\"lead\">\(words(.sourcesNone))</p>" }
        let shown = summary.sources.prefix(Self.mostSources)
        let count = summary.sources.count
        let caption =
            count > Self.mostSources
            ? words(.sourcesCaptionTop, ["shown": .number(Self.mostSources), "count": .number(count)])
            : words(.sourcesCaption)
        let table = Table(
            id: "source-table", caption: caption,
            columns: [
                Table.Column(title: words(.archive)), Table.Column(title: words(.source)),
                Table.Column(title: words(.size), kind: .number), Table.Column(title: words(.digest)),
            ],
            rows: shown.map { source in
                Table.Row(cells: [
                    PageText.name(source.path),
                    "\(words.sourceName(source.kind))<span class=\"sub\">\(words.layoutName(source.layout))</span>",
                    "\(figures.bytes(source.bytes))", "<code>\(source.digest)</code>",
                ])
            })
        return "<p class=\"lead\">\(words(.sourcesLead))</p>\n\(table.html)"
    }

    /// Messages over time, as a picture and as a table.
    var time: HTML {
        let timeline = Timeline(summary.months)
        guard !timeline.periods.isEmpty else { return "<p class=\"lead\">\(words(.timeNone))</p>" }
        let several = timeline.sources.count > 1
        let columns =
            [Table.Column(title: words(.period))]
            + timeline.sources.map { Table.Column(title: words.sourceName($0), kind: .number) }
            + (several ? [Table.Column(title: words(.total), kind: .number)] : [])
        let table = Table(
            id: "time-table", caption: words(.timeTableCaption), columns: columns,
            rows: timeline.periods.map { period in
                let cells: [HTML] = period.counts.map { "\(figures.count($0))" }
                return Table.Row(
                    cells: ["\(words.period(period.label))"] + cells
                        + (several ? ["\(figures.count(period.total))"] : []))
            })
        return """
            \(TimeChart(timeline: timeline, words: words).html)
            <details class="screen"><summary>\(words(.timeAsTable))</summary>
            \(table.html)
            </details>
            """
    }
}
