// SPDX-License-Identifier: Apache-2.0
import FerryModel

extension PlanPage {
    /// Parsed = carried + carried with loss + not carried, for every kind of record.
    var balance: HTML {
        let kinds = RecordKind.allCases.filter { (summary.balance[$0]?.parsed ?? 0) > 0 }
        guard !kinds.isEmpty else { return "<p class=\"lead\">\(words(.planEmpty))</p>" }
        let legend = Legend(entries: [
            (.whole, words(.carried)), (.hurt, words(.carriedWithLoss)),
            (.lost, words(.notCarried)),
        ])
        let table = Table(
            id: "balance-table", caption: words(.balanceCaption), columns: balanceColumns,
            rows: kinds.map { row(words.kindName($0), summary.balance[$0] ?? Balance()) })
        return "<p class=\"lead\">\(words(.balanceLead))</p>\n\(legend.html)\n\(table.html)\n\(bySource)"
    }

    /// The same for every source, where there are several.
    private var bySource: HTML {
        let sources = SourceKind.allCases.filter { summary.sourceBalance[$0] != nil }
        guard sources.count > 1 else { return .empty }
        let groups = sources.map { source in
            let balance = summary.sourceBalance[source] ?? [:]
            return Table.Group(
                title: words.sourceName(source.rawValue),
                rows: RecordKind.allCases.compactMap { kind in
                    guard let figures = balance[kind], figures.parsed > 0 || !figures.isEven else {
                        return nil
                    }
                    return row(words.kindName(kind), figures)
                })
        }
        let table = Table(
            id: "balance-sources", caption: words(.balanceSourceCaption), columns: balanceColumns,
            groups: groups)
        return "<details><summary>\(words(.balanceBySource))</summary>\n\(table.html)\n</details>"
    }

    private var balanceColumns: [Table.Column] {
        [
            Table.Column(title: words(.kind)), Table.Column(title: words(.parsed), kind: .number),
            Table.Column(title: words(.carried), kind: .number),
            Table.Column(title: words(.carriedWithLoss), kind: .number),
            Table.Column(title: words(.notCarried), kind: .number),
            Table.Column(title: words(.share), kind: .bar),
        ]
    }

    private func row(_ name: String, _ balance: Balance) -> Table.Row {
        let bar = ShareBar(
            parts: [
                (balance.carried, .whole), (balance.carriedWithLoss, .hurt), (balance.notCarried, .lost),
            ],
            label: words(
                .balanceBar,
                [
                    "whole": .text(figures.share(balance.carried, of: balance.parsed)),
                    "hurt": .text(figures.share(balance.carriedWithLoss, of: balance.parsed)),
                    "lost": .text(figures.share(balance.notCarried, of: balance.parsed)),
                ]))
        let uneven: HTML =
            balance.isEven ? .empty : "<span class=\"sub\">\(words(.balanceUneven))</span>"
        return Table.Row(cells: [
            "\(name)\(uneven)", "\(figures.count(balance.parsed))", "\(figures.count(balance.carried))",
            "\(figures.count(balance.carriedWithLoss))", "\(figures.count(balance.notCarried))", bar.html,
        ])
    }
}
