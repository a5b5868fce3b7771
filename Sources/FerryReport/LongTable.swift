// SPDX-License-Identifier: Apache-2.0

/// A table of very many rows: folded, searchable where scripts run, and cut where a page would get too heavy.
struct LongTable {
    /// As many rows as a page shows; a CSV table has all of them.
    static let most = 1_000

    let id: String
    let words: Wording
    /// What the rows are, for the line that unfolds them.
    let title: String
    /// The CSV table with all rows.
    let file: String
    let columns: [Table.Column]
    /// How many rows there are, shown or not.
    let total: Int
    let rows: [Table.Row]

    var html: HTML {
        let caption =
            total > rows.count
            ? words(
                .longTableCut,
                ["shown": .number(rows.count), "count": .number(total), "file": .text(file)])
            : words(.longTableWhole, ["count": .number(total), "file": .text(file)])
        let table = Table(id: id, caption: caption, columns: columns, rows: rows)
        let count = words(.searchCount, ["shown": "#", "count": .number(rows.count)])
        return """
            <details class="long"><summary>\(title)</summary>
            <p class="search" hidden data-table="\(id)" data-label="\(words(.search))" data-count="\(count)"></p>
            \(table.html)
            </details>
            """
    }
}
