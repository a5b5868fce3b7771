// SPDX-License-Identifier: Apache-2.0
import FerryModel

extension PlanPage {
    /// Parsed = carried + carried with loss + not carried, for every kind of record.
    var balance: HTML {
        let kinds = RecordKind.allCases.filter { (summary.balance[$0]?.parsed ?? 0) > 0 }
        let legend = Legend(entries: [
            (.whole, words(.carried)), (.hurt, words(.carriedWithLoss)),
            (.lost, words(.notCarried)),
        ])
        let table = Table(
            id: "balance-table", caption: words(.balanceCaption),
            columns: [
                Table.Column(title: words(.kind)), Table.Column(title: words(.parsed), kind: .number),
                Table.Column(title: words(.carried), kind: .number),
                Table.Column(title: words(.carriedWithLoss), kind: .number),
                Table.Column(title: words(.notCarried), kind: .number),
                Table.Column(title: words(.share), kind: .bar),
            ],
            rows: kinds.map { row(words.kindName($0), summary.balance[$0] ?? Balance()) })
        return "<p class=\"lead\">\(words(.balanceLead))</p>\n\(legend.html)\n\(table.html)"
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
