// SPDX-License-Identifier: Apache-2.0

/// The rows and cells of an HTML table.
enum HTMLTable {
    /// The rows, and whatever else stands right inside a table, in order.
    static func rows(_ table: HTMLElement) -> [HTMLNode] {
        table.children.flatMap { node in
            guard case .element(let part) = node, ["thead", "tbody", "tfoot", "colgroup"].contains(part.name)
            else { return [node] }
            guard part.name == "thead" else { return part.children }
            // The cells of a head are a header however they are written.
            return part.children.map { Self.header($0) }
        }
    }

    /// The cells of a row.
    static func cells(_ row: HTMLElement) -> [HTMLElement] {
        row.children.compactMap { node in
            guard case .element(let cell) = node, cell.name == "td" || cell.name == "th" else { return nil }
            return cell
        }
    }

    private static func header(_ node: HTMLNode) -> HTMLNode {
        guard case .element(var row) = node, row.name == "tr" else { return node }
        row.children = row.children.map { node in
            guard case .element(var cell) = node, cell.name == "td" else { return node }
            cell.name = "th"
            return .element(cell)
        }
        return .element(row)
    }
}
