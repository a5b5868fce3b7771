// SPDX-License-Identifier: Apache-2.0
import FerryModel

extension PlanPage {
    // As many reasons as somebody reads before looking for one.
    private static let mostReasons = 10

    /// Losses by kind, the reasons that weigh most, and all of them.
    var losses: HTML {
        guard !summary.losses.isEmpty else {
            let isEmpty = summary.balance.values.allSatisfy { $0.parsed == 0 }
            return "<p class=\"lead\">\(words(isEmpty ? .planEmpty : .lossesNone))</p>\n\(lacks)"
        }
        let legend = Legend(entries: [
            (.hurt, words(.carriedWithLoss)), (.lost, words(.notCarried)),
        ])
        let isMany = summary.losses.count > LongTable.mostUnfolded
        return """
            <p class="lead">\(words(.lossesLead))</p>
            \(legend.html)
            \(lossesByKind)
            \(isMany ? frequentLosses : .empty)
            \(allLosses.html)
            \(lacks)
            """
    }

    private var lossesByKind: HTML {
        var counts: [RecordKind: (hurt: Int, lost: Int)] = [:]
        for group in summary.losses {
            let isLost = group.state.isNotCarried
            counts[group.kind, default: (0, 0)].hurt += isLost ? 0 : group.count
            counts[group.kind, default: (0, 0)].lost += isLost ? group.count : 0
        }
        let largest = counts.values.map { $0.hurt + $0.lost }.max() ?? 1
        return Table(
            id: "loss-kinds", caption: words(.lossesByKind),
            columns: [
                Table.Column(title: words(.kind)),
                Table.Column(title: words(.carriedWithLoss), kind: .number),
                Table.Column(title: words(.notCarried), kind: .number),
                Table.Column(title: words(.extent), kind: .bar),
            ],
            rows: RecordKind.allCases.compactMap { kind in
                guard let count = counts[kind] else { return nil }
                let bar = ShareBar(
                    parts: [(count.hurt, .hurt), (count.lost, .lost)], whole: largest,
                    label: words(
                        .lossesBar, ["hurt": .number(count.hurt), "lost": .number(count.lost)]))
                return Table.Row(cells: [
                    "\(words.kindName(kind))", "\(figures.count(count.hurt))", "\(figures.count(count.lost))",
                    bar.html,
                ])
            }
        ).html
    }

    private var frequentLosses: HTML {
        let shown = summary.losses.prefix(Self.mostReasons)
        let largest = shown.map(\.count).max() ?? 1
        return Table(
            id: "loss-top", caption: words(.lossesTop, ["count": .number(shown.count)]),
            columns: [
                Table.Column(title: words(.reason)), Table.Column(title: words(.count), kind: .number),
                Table.Column(title: words(.extent), kind: .bar), Table.Column(title: words(.becomes)),
            ],
            rows: shown.map { group in
                let bar = ShareBar(
                    parts: [(group.count, group.state.isNotCarried ? .lost : .hurt)], whole: largest,
                    label: figures.count(group.count))
                return Table.Row(cells: [
                    "\(reason(group))<span class=\"sub\">\(words.kindName(group.kind))</span>",
                    "\(figures.count(group.count))", bar.html, "\(words.stateName(group.state))",
                ])
            }
        ).html
    }

    private var allLosses: LongTable {
        let count = summary.losses.count
        return LongTable(
            id: "loss-table", words: words, title: words(.lossesAll, ["count": .number(count)]),
            file: PlanReport.File.losses,
            columns: [
                Table.Column(title: words(.reason)), Table.Column(title: words(.count), kind: .number),
                Table.Column(title: words(.kind)), Table.Column(title: words(.becomes)),
            ],
            total: count, rows: summary.losses.prefix(LongTable.most).map(row),
            caption: words(.lossesCaption, ["file": .text(PlanReport.File.losses)]), isPrinted: true)
    }

    private func row(_ group: PlanSummary.LossGroup) -> Table.Row {
        Table.Row(cells: [
            """
            \(reason(group))<span class="sub"><code>\(group.code)</code></span>\
            \(examples(group.examples))
            """,
            "\(figures.count(group.count))", "\(words.kindName(group.kind))",
            "\(words.stateName(group.state))",
        ])
    }

    // A code without a reason in the language of the page says it in English.
    private func reason(_ group: PlanSummary.LossGroup) -> HTML {
        if let reason = words.language.lossReason(group.code) { return "\(reason)" }
        return words.foreign(VisibleText.visible(Self.sentence(group.reason)))
    }

    private func examples(_ keys: [String]) -> HTML {
        guard !keys.isEmpty else { return .empty }
        let lines: [HTML] = keys.map { "<li><code>\(PageText.key($0))</code></li>" }
        let title = words(.examples, ["count": .number(keys.count)])
        return "<details><summary>\(title)</summary><ul>\(lines)</ul></details>"
    }

    /// What the archives could never have held, which no count can show, by source and layout.
    private var lacks: HTML {
        var seen: Set<String> = []
        let lines: [HTML] = summary.sources.compactMap { source in
            guard !source.lacks.isEmpty, seen.insert(source.kind + "\0" + source.layout).inserted else {
                return nil
            }
            let lacks = Set(
                summary.sources.filter { ($0.kind, $0.layout) == (source.kind, source.layout) }.flatMap(
                    \.lacks))
            let names = words.list(lacks.map(words.lackName).sorted())
            return
                "<li>\(words.sourceName(source.kind)) (\(words.layoutName(source.layout))): \(names)</li>\n"
        }
        guard !lines.isEmpty else { return .empty }
        return """
            <h3>\(words(.lacksTitle))</h3>
            <p class="lead">\(words(.lacksLead))</p>
            <ul class="plain">
            \(lines)</ul>
            """
    }

    static func sentence(_ text: String) -> String {
        guard let first = text.first else { return "" }
        return first.uppercased() + text.dropFirst()
    }
}
