// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// Reads the texts of Webex messages: the HTML the API returns, and the Markdown that apps send.
/// Source: https://developer.webex.com/docs/basics#formatting-messages
public struct WebexMarkup {
    /// A body as read.
    public struct Body: Sendable {
        /// What was said.
        public var text: RichText
        /// Whether the body was larger or deeper than any that people write, and was cut.
        public var isCut: Bool
    }

    private let references: WebexReferences
    private let limits: HTMLLimits

    /// Makes a reader.
    public init(_ references: WebexReferences, limits: HTMLLimits = .init()) {
        self.references = references
        self.limits = limits
    }

    /// How far a body with HTML can be read before it is known what its ids refer to.
    public enum Start: Sendable {
        /// Whole: it refers to nothing.
        case body(Body)
        /// Its tree.
        case fragment(HTMLFragment)

        /// Reads HTML. Any text is accepted, also with its quotes escaped once too often.
        public init(html: String, limits: HTMLLimits = .init()) {
            let html = WebexMarkup.unescaped(html)
            if let text = PlainFragment.read(html) {
                self = .body(Body(text: text, isCut: false))
                return
            }
            let fragment = HTMLFragment(html, limits: limits)
            self =
                WebexDialect.mayRefer(fragment.nodes)
                ? .fragment(fragment)
                : .body(WebexMarkup(WebexReferences(), limits: limits).read(fragment))
        }
    }

    /// The body of a message with HTML. Any text is accepted, also with its quotes escaped once too often.
    public func read(html: String) -> Body { read(Start(html: html, limits: limits)) }

    /// The body of a message that has been begun with.
    public func read(_ start: Start) -> Body {
        switch start {
        case .body(let body): body
        case .fragment(let fragment): read(fragment)
        }
    }

    private func read(_ fragment: HTMLFragment) -> Body {
        var reader = HTMLReader(WebexDialect(references))
        return Body(text: reader.read(fragment.nodes), isCut: fragment.isCut)
    }

    /// The body of a message without any form.
    public func read(text: String) -> Body { Body(text: RichText(plain: text), isCut: false) }

    /// The body of a message of which only the Markdown is there. Mentions are their names.
    public func read(markdown: String) -> Body {
        Body(text: RichText(CardMarkdown.blocks(Self.withoutMarks(markdown))), isCut: false)
    }

    /// What a text says without its form.
    public static func plain(_ text: RichText) -> String { InlineText.plain(BlockLines.inlines(text.blocks)) }

    // `href=\"…\"`, as some tools that write JSON by hand leave it.
    fileprivate static func unescaped(_ html: String) -> String {
        guard html.utf8.contains(UInt8(ascii: "\\")), html.contains("=\\\"") else { return html }
        var text = ""
        var rest = html[...]
        while let mark = rest.firstRange(of: "\\\"") {
            text += rest[..<mark.lowerBound] + "\""
            rest = rest[mark.upperBound...]
        }
        return text + rest
    }

    // `<@personId:Y2l…|Anna>`, `<@personEmail:anna@…|Anna>`, `<@all>`.
    private static func withoutMarks(_ markdown: String) -> String {
        var text = ""
        var rest = markdown[...]
        while let mark = rest.firstRange(of: "<@"),
            let end = rest[mark.upperBound...].prefix(400).firstIndex(of: ">")
        {
            let inner = rest[mark.upperBound..<end]
            let name = inner.split(separator: "|").last ?? inner
            text += rest[..<mark.lowerBound] + "@"
            text += name.split(separator: ":", maxSplits: 1).last ?? name
            rest = rest[rest.index(after: end)...]
        }
        return text + rest
    }
}
