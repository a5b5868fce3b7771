// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// Reads the HTML of Teams messages: mentions, attachments in their place, emoji, code blocks, quotes, tables.
/// Source: https://learn.microsoft.com/en-us/graph/api/resources/chatmessage
public struct TeamsMarkup {
    /// A body as read.
    public struct Body: Sendable {
        /// What was said.
        public var text: RichText
        /// The id of the message that an old-style quote answers.
        public var quoted: String?
        /// The ids of the attachments that have a place in the text.
        public var placed: Set<String>
        /// The pictures in the text that are not at hand, in order.
        public var images: [TeamsImage]
        /// Whether the body only says that something happened.
        public var isSystemEvent: Bool
        /// Whether the body was larger or deeper than any that people write, and was cut.
        public var isCut: Bool
    }

    private let references: TeamsReferences
    private let limits: HTMLLimits

    /// Makes a reader.
    public init(_ references: TeamsReferences, limits: HTMLLimits = .init()) {
        self.references = references
        self.limits = limits
    }

    /// The body of a message. Any text is accepted.
    public func read(_ html: String) -> Body {
        if let text = PlainFragment.read(html) {
            return Body(text: text, quoted: nil, placed: [], images: [], isSystemEvent: false, isCut: false)
        }
        let fragment = HTMLFragment(html, limits: limits)
        var reader = HTMLReader(TeamsDialect(references))
        let text = reader.read(fragment.nodes)
        let dialect = reader.dialect
        return Body(
            text: text, quoted: dialect.quoted, placed: dialect.placed, images: dialect.images,
            isSystemEvent: dialect.isSystemEvent, isCut: fragment.isCut)
    }
}
