// SPDX-License-Identifier: Apache-2.0

/// What names of HTML elements mean for the shape of a text.
enum HTMLTag {
    /// Elements that begin on a new line.
    static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "center", "codeblock", "dd", "details", "dir",
        "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
        "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]
    /// Elements whose content nobody sees.
    static let hidden: Set<String> = ["head", "noscript", "script", "style", "template", "title"]
    /// Elements that have no content or that the next one closes.
    static let selfClosing: Set<String> = [
        "area", "br", "col", "dd", "dt", "hr", "img", "input", "li", "meta", "option", "p", "td", "th", "tr",
        "wbr",
    ]
}
