// SPDX-License-Identifier: Apache-2.0

/// A table that scrolls inside its own box, with a caption and a scope for every heading.
struct Table {
    /// A column's heading and how its cells stand.
    struct Column {
        enum Kind: String {
            case text
            case number
            case bar
        }

        let title: String
        var kind = Kind.text
    }

    /// A row; its first cell is the heading of the row.
    struct Row {
        let cells: [HTML]
        var isTotal = false
    }

    /// Rows under a common heading; an empty heading shows none.
    struct Group {
        let title: String
        let rows: [Row]
    }

    let id: String
    let caption: String
    let columns: [Column]
    let groups: [Group]

    init(id: String, caption: String, columns: [Column], rows: [Row]) {
        self.init(id: id, caption: caption, columns: columns, groups: [Group(title: "", rows: rows)])
    }

    init(id: String, caption: String, columns: [Column], groups: [Group]) {
        self.id = id
        self.caption = caption
        self.columns = columns
        self.groups = groups
    }

    var html: HTML {
        """
        <div class="scroll" role="region" aria-labelledby="\(id)-caption" tabindex="0">
        <table id="\(id)"\(columns.count > 3 ? " class=\"wide\"" : "" as HTML)>
        <caption id="\(id)-caption">\(caption)</caption>
        <thead>
        <tr>\(columns.map { "<th scope=\"col\" class=\"\($0.kind.rawValue)\">\($0.title)</th>" as HTML })</tr>
        </thead>
        \(groups.map(body))</table>
        </div>
        """
    }

    private func body(_ group: Group) -> HTML {
        let heading: HTML =
            group.title.isEmpty
            ? .empty
            : """
            <tr class="group"><th scope="rowgroup" colspan="\(columns.count)">\(group.title)</th></tr>

            """
        return "<tbody>\n\(heading)\(group.rows.map(html))</tbody>\n"
    }

    private func html(_ row: Row) -> HTML {
        let cells: [HTML] = zip(columns, row.cells).enumerated().map { index, cell in
            index == 0
                ? "<th scope=\"row\" class=\"\(cell.0.kind.rawValue)\">\(cell.1)</th>"
                : "<td class=\"\(cell.0.kind.rawValue)\">\(cell.1)</td>"
        }
        return row.isTotal ? "<tr class=\"total\">\(cells)</tr>\n" : "<tr>\(cells)</tr>\n"
    }
}
