// SPDX-License-Identifier: Apache-2.0

/// The files that lie beside a page, with what is in them.
struct FileList {
    let lines: [(name: String, text: ReportWord)]
    let words: Wording

    var html: HTML {
        let pieces: [HTML] = lines.map {
            "<li><a href=\"\($0.name)\"><code>\($0.name)</code></a>\(words.language.colon)\(words($0.text))</li>\n"
        }
        return "<p class=\"lead\">\(words(.tablesLead))</p>\n<ul class=\"plain\">\n\(pieces)</ul>"
    }
}
