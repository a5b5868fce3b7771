// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// The page of an upload.
struct UploadPage {
    // What a page can show; all of them are in the tables.
    private static let mostStuck = 200

    let summary: UploadSummary
    let words: Wording

    private var figures: Figures { words.figures }

    var html: String {
        let verdict = UploadVerdict(summary, words: words)
        var page = Page(
            words: words, kind: .uploadKind,
            title: words(.uploadTitle, ["migration": .text(summary.migration)]),
            tone: verdict.tone, label: verdict.label, verdict: verdict.sentence,
            purpose: words(.uploadPurpose), sections: sections)
        page.facts = summary.ended.map { [words(.uploadEnded, ["ended": .text(words.moment($0))])] } ?? []
        page.isDated = summary.ended != nil
        page.hasScript = !summary.stuck.isEmpty
        return page.html
    }

    private var sections: [Page.Section] {
        [
            Page.Section(id: "figures", title: words(.figuresTitle), body: keyFigures),
            Page.Section(id: "progress", title: words(.progressTitle), body: progress),
            Page.Section(id: "stuck", title: words(.stuckTitle), body: stuck),
            Page.Section(id: "stumps", title: words(.stumpsTitle), body: stumps),
            Page.Section(
                id: "tables", title: words(.tablesTitle),
                body: FileList(
                    lines: [
                        (UploadReport.File.stuck, .tableStuck), (UploadReport.File.json, .tableJSON),
                    ], words: words
                ).html),
        ]
    }

    private var keyFigures: HTML {
        let total = UploadVerdict.total(summary)
        let rate = summary.seconds > 0 ? Double(summary.settled) / summary.seconds : 0
        return FigureList(
            figures: [
                (
                    words(.done), figures.count(summary.done),
                    words(
                        .ofTotal,
                        ["total": .number(total), "share": .text(figures.share(summary.done, of: total))])
                ),
                (words(.settled), figures.count(summary.settled), words(.settledNote)),
                (words(.reconciled), figures.count(summary.reconciled), words(.reconciledNote)),
                (words(.retries), figures.count(summary.retries), words(.retriesNote)),
                (words(.duration), figures.duration(summary.seconds), words(.durationNote)),
                (words(.rate), figures.decimal(rate), words(.rateNote)),
            ]
        ).html
    }

    private var progress: HTML {
        let total = UploadVerdict.total(summary)
        let parts: [(word: ReportWord, count: Int, fill: Fills)] = [
            (.done, summary.done, .whole), (.ready, summary.ready, .open),
            (.wedged, summary.wedged, .lost), (.skipped, summary.skipped, .hurt),
        ]
        let table = Table(
            id: "progress-table", caption: words(.progressCaption),
            columns: [
                Table.Column(title: words(.state)), Table.Column(title: words(.operations), kind: .number),
                Table.Column(title: words(.share), kind: .bar),
            ],
            rows: parts.map { part in
                let bar = ShareBar(
                    parts: [(part.count, part.fill)], whole: total,
                    label: figures.share(part.count, of: total))
                return Table.Row(cells: ["\(words(part.word))", "\(figures.count(part.count))", bar.html])
            })
        return "<p class=\"lead\">\(words(.progressLead))</p>\n\(table.html)"
    }

    private var stuck: HTML {
        guard !summary.stuck.isEmpty else { return "<p class=\"lead\">\(words(.stuckNone))</p>" }
        let shown = summary.stuck.prefix(Self.mostStuck)
        let table = LongTable(
            id: "stuck-table", words: words, title: words(.stuckList), file: UploadReport.File.stuck,
            columns: [.operation, .state, .room, .reason].map { Table.Column(title: words($0)) },
            total: summary.stuck.count,
            rows: shown.map { stuck in
                let state = stuck.state == "skipped" ? words(.skipped) : words(.wedged)
                return Table.Row(cells: [
                    """
                    \(words.operationName(stuck.kind)) \
                    <span class="sub"><code>\(PageText.key(stuck.source))</code></span>
                    """,
                    "\(state)", "<code>\(PageText.shortened(stuck.room))</code>",
                    words.finding(stuck.reason),
                ])
            },
            caption: words(
                .stuckCaption, ["shown": .number(shown.count), "count": .number(summary.stuck.count)]),
            isUnfolded: true, isPrinted: true)
        return "<p class=\"lead\">\(words(.stuckLead))</p>\n\(table.html)"
    }

    private var stumps: HTML {
        guard !summary.stumps.isEmpty else { return "<p class=\"lead\">\(words(.stumpsNone))</p>" }
        let shown = summary.stumps.prefix(Self.mostStuck)
        let lines: [HTML] = shown.map { "<li><code>\(PageText.shortened($0))</code></li>\n" }
        let lead = words(.stumpsLead, ["count": .number(summary.stumps.count)])
        return "<p class=\"lead\">\(lead)</p>\n<ul class=\"plain\">\n\(lines)</ul>"
    }
}
