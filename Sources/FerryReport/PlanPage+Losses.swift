// SPDX-License-Identifier: Apache-2.0
import FerryModel

extension PlanPage {
    // What a page can show; all of them are in the table of losses.
    private static let mostLosses = 200

    /// Losses by kind and code, with the reason and examples.
    var losses: HTML {
        guard !summary.losses.isEmpty else { return "<p class=\"lead\">\(words(.lossesNone))</p>" }
        let shown = summary.losses.prefix(Self.mostLosses)
        let largest = shown.map(\.count).max() ?? 1
        let groups: [Table.Group] = RecordKind.allCases.compactMap { kind in
            let rows = shown.filter { $0.kind == kind }.map { row($0, largest: largest) }
            return rows.isEmpty ? nil : Table.Group(title: words.kindName(kind), rows: rows)
        }
        let table = Table(
            id: "loss-table", caption: words(.lossesCaption),
            columns: [
                Table.Column(title: words(.reason)), Table.Column(title: words(.count), kind: .number),
                Table.Column(title: words(.extent), kind: .bar), Table.Column(title: words(.becomes)),
            ],
            groups: groups)
        let legend = Legend(entries: [
            (.hurt, words(.carriedWithLoss)), (.lost, words(.notCarried)),
        ])
        return "<p class=\"lead\">\(words(.lossesLead))</p>\n\(legend.html)\n\(table.html)\n\(lacks)"
    }

    private func row(_ group: PlanSummary.LossGroup, largest: Int) -> Table.Row {
        let bar = ShareBar(
            parts: [(group.count, group.state.isNotCarried ? .lost : .hurt)], whole: largest,
            label: figures.count(group.count))
        return Table.Row(cells: [
            """
            \(reason(group))<span class="sub"><code>\(group.code)</code></span>\
            \(examples(group.examples))
            """,
            "\(figures.count(group.count))", bar.html, "\(words.stateName(group.state))",
        ])
    }

    // A code without a reason in the language of the page says it in English.
    private func reason(_ group: PlanSummary.LossGroup) -> HTML {
        if let reason = words.language.lossReason(group.code) { return "\(reason)" }
        return "<span lang=\"en\">\(Self.sentence(group.reason))</span>"
    }

    private func examples(_ keys: [String]) -> HTML {
        guard !keys.isEmpty else { return .empty }
        let lines: [HTML] = keys.map { "<li><code>\(PageText.shortened($0))</code></li>" }
        let title = words(.examples, ["count": .number(keys.count)])
        return "<details><summary>\(title)</summary><ul>\(lines)</ul></details>"
    }

    /// What the archives could never have held, which no count can show.
    private var lacks: HTML {
        let lacks = summary.sources.flatMap { source in
            source.lacks.map { words.sourceName(source.kind) + ", " + source.layout + ": " + $0 }
        }
        var seen: Set<String> = []
        let lines: [HTML] = lacks.filter { seen.insert($0).inserted }.map { "<li lang=\"en\">\($0)</li>\n" }
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
