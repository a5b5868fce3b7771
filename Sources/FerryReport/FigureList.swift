// SPDX-License-Identifier: Apache-2.0

/// Key figures beside each other.
struct FigureList {
    let figures: [(name: String, value: String, note: String)]

    var html: HTML {
        let pieces: [HTML] = figures.map {
            """
            <div><dt>\($0.name)</dt><dd class="value">\($0.value)</dd>\
            \($0.note.isEmpty ? .empty : "<dd>\($0.note)</dd>" as HTML)</div>

            """
        }
        let isFour = figures.count == 4
        return "<dl class=\"figures\(isFour ? " four" : "")\">\n\(pieces)</dl>"
    }
}
