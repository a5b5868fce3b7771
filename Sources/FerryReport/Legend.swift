// SPDX-License-Identifier: Apache-2.0

/// What the fills of a chart stand for.
struct Legend {
    let entries: [(fill: Fills, text: String)]

    var html: HTML {
        let lines: [HTML] = entries.map {
            """
            <li><svg width="14" height="14" aria-hidden="true" focusable="false">\
            <rect width="14" height="14" \($0.fill.attribute)/></svg> \($0.text)</li>

            """
        }
        return "<ul class=\"legend\">\n\(lines)</ul>"
    }
}
