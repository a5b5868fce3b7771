// SPDX-License-Identifier: Apache-2.0

/// A table of very many rows: searchable and sortable where scripts run, and cut where a page would get too heavy.
struct LongTable {
    /// As many rows as a page shows; a CSV table has all of them.
    static let most = 1_000
    /// A table of more rows is folded.
    static let mostUnfolded = 15

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
    /// What stands above the table; how many rows of how many there are where it is left out.
    var caption: String?
    /// Whether many rows are shown all the same, because they are what the page is for.
    var isUnfolded = false
    /// Whether the rows are printed too; otherwise paper only names the file that has them.
    var isPrinted = false

    var html: HTML {
        let isFolded = rows.count > Self.mostUnfolded
        let body: HTML = """
            <p class="search" hidden data-table="\(id)" data-label="\(words(.search))" data-count="\(count)"></p>
            \(Table(id: id, caption: caption ?? standardCaption, columns: columns, rows: rows).html)
            """
        guard isFolded else { return "<div class=\"long printed\">\n<h3>\(title)</h3>\n\(body)\n</div>" }
        let onPaper: HTML =
            isPrinted
            ? .empty
            : "\n<p class=\"paper\">\(title)\(words.language.colon)\(words(.onPaper, ["file": .text(file)]))</p>"
        return """
            <details class="long\(isPrinted ? " printed" : "")"\(isUnfolded ? " open" : "" as HTML)><summary>\(title)</summary>
            \(body)
            </details>\(onPaper)
            """
    }

    private var count: String { words(.searchCount, ["shown": "#", "count": .number(rows.count)]) }

    private var standardCaption: String {
        total > rows.count
            ? words(
                .longTableCut,
                ["shown": .number(rows.count), "count": .number(total), "file": .text(file)])
            : words(.longTableWhole, ["count": .number(total), "file": .text(file)])
    }
}
