// SPDX-License-Identifier: Apache-2.0

/// The frame of every page: head, verdict, contents, sections, foot. It fetches nothing and needs no script.
struct Page {
    /// How a verdict is to be taken; said in words as well as by the colour of a line.
    enum Tone: String {
        case good
        case note
        case bad
    }

    /// A part of the page with a heading of its own.
    struct Section {
        let id: String
        let title: String
        let body: HTML
    }

    let words: Wording
    let kind: ReportWord
    let title: String
    let tone: Tone
    let label: String
    let verdict: String
    let purpose: String
    var notice: String?
    /// What was looked at and when, each a sentence.
    var facts: [String] = []
    /// Whether the page says when something was; otherwise its foot says why it bears no date.
    var isDated = false
    let sections: [Section]
    var closing: String?
    var hasScript = false

    /// The whole page.
    var html: String {
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="\(words.language.rawValue)">
            <head>
            \(head)
            </head>
            <body>
            <a class="skip" href="#content">\(words(.skip))</a>
            \(Fills.definitions)
            <header>
            <p class="eyebrow">matrix-ferry <span aria-hidden="true">/</span> \(words(kind))</p>
            <h1>\(title)</h1>
            <p class="verdict \(tone.rawValue)"><strong>\(label)</strong> \(verdict)</p>
            \(notice.map { "<p class=\"verdict note\"><strong>\(words(.notice))</strong> \($0)</p>" as HTML } ?? .empty)
            <p class="purpose">\(purpose)</p>
            \(facts.isEmpty ? .empty : "<p class=\"purpose\">\(facts.joined(separator: " "))</p>\n" as HTML)\
            </header>
            \(contents)
            <main id="content" tabindex="-1">
            \(sections.map(html))
            \(closing.map { "<p class=\"closing \(tone.rawValue)\">\($0)</p>\n" as HTML } ?? .empty)
            </main>
            <footer><p>\(words(isDated ? .footDated : .foot))</p></footer>
            \(hasScript ? "<script>\(HTML(stringLiteral: PageScript.text))</script>\n" as HTML : .empty)\
            </body>
            </html>

            """
        return page.markup
    }

    private var head: HTML {
        """
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="\(policy)">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <meta name="referrer" content="no-referrer">
        <title>\(title) – \(words(kind))</title>
        <style>
        \(PageStyle.css)
        </style>
        """
    }

    private var policy: String {
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
            + (hasScript ? "; script-src \(PageScript.source)" : "")
    }

    private var contents: HTML {
        """
        <nav aria-label="\(words(.contents))">
        <ul>
        \(sections.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>\n" as HTML })</ul>
        </nav>
        """
    }

    private func html(_ section: Section) -> HTML {
        """
        <section id="\(section.id)" aria-labelledby="\(section.id)-title">
        <h2 id="\(section.id)-title">\(section.title)</h2>
        \(section.body)
        </section>

        """
    }
}
