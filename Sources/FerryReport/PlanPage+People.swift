// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore

extension PlanPage {
    /// People by the decision that was made about them.
    var people: HTML {
        guard report.people.total > 0 else { return "<p class=\"lead\">\(words(.peopleNone))</p>" }
        let decisions = report.people.byReason.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let largest = decisions.first?.value ?? 1
        let table = Table(
            id: "people-table", caption: words(.peopleCaption),
            columns: [
                Table.Column(title: words(.decision)), Table.Column(title: words(.people), kind: .number),
                Table.Column(title: words(.extent), kind: .bar),
            ],
            rows: decisions.map { reason, count in
                let bar = ShareBar(parts: [(count, .whole)], whole: largest, label: figures.count(count))
                return Table.Row(cells: [
                    "\(words.decisionName(reason))", "\(figures.count(count))", bar.html,
                ])
            })
        return "<p class=\"lead\">\(peopleLead)</p>\n\(table.html)\n\(review)\n\(everybody.html)"
    }

    private var everybody: LongTable {
        LongTable(
            id: "people-list", words: words, title: words(.allPeople), file: PlanReport.File.people,
            columns: [
                Table.Column(title: words(.name)), Table.Column(title: words(.user)),
                Table.Column(title: words(.decision)),
            ],
            total: report.people.total,
            rows: report.people.first.map { line in
                let name: HTML =
                    line.name.isEmpty
                    ? "<code>\(PageText.key(line.key))</code>" : PageText.name(line.name)
                return Table.Row(cells: [
                    name, "<code>\(PageText.shortened(line.user))</code>",
                    "\(words.decisionName(line.reason))",
                ])
            })
    }

    private var peopleLead: String {
        let departed = report.people.departed
        var sentence = words(
            .peopleLead,
            [
                "people": .number(summary.people.total),
                "users": .number(report.people.users),
            ])
        if departed > 0 { sentence += " " + words(.peopleDeparted, ["count": .number(departed)]) }
        return sentence
    }

    /// What an administrator should look at before uploading.
    private var review: HTML {
        var lines: [HTML] = []
        if summary.people.suggested > 0 {
            lines.append("<li>\(words(.suggested, ["count": .number(summary.people.suggested)]))</li>\n")
        }
        if summary.people.conflicts > 0 {
            lines.append("<li>\(words(.conflicts, ["count": .number(summary.people.conflicts)]))</li>\n")
        }
        guard !lines.isEmpty else { return .empty }
        return "<h3>\(words(.review))</h3>\n<ul class=\"plain\">\n\(lines)</ul>"
    }
}
