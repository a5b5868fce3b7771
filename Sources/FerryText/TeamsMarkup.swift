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

    /// How far a body can be read before it is known what its ids refer to.
    public enum Start: Sendable {
        /// Whole: it refers to nothing.
        case body(Body)
        /// Its tree.
        case fragment(HTMLFragment)

        /// Reads the body of a message. Any text is accepted.
        public init(_ html: String, limits: HTMLLimits = .init()) {
            if let text = PlainFragment.read(html) {
                self = .body(
                    Body(text: text, quoted: nil, placed: [], images: [], isSystemEvent: false, isCut: false))
                return
            }
            let fragment = HTMLFragment(html, limits: limits)
            guard !TeamsDialect.mayRefer(fragment.nodes) else {
                self = .fragment(fragment)
                return
            }
            self = .body(TeamsMarkup(TeamsReferences(), limits: limits).read(fragment))
        }
    }

    /// The body of a message. Any text is accepted.
    public func read(_ html: String) -> Body { read(Start(html, limits: limits)) }

    /// The body of a message that has been begun with.
    public func read(_ start: Start) -> Body {
        switch start {
        case .body(let body): body
        case .fragment(let fragment): read(fragment)
        }
    }

    private func read(_ fragment: HTMLFragment) -> Body {
        var reader = HTMLReader(TeamsDialect(references))
        let text = reader.read(fragment.nodes)
        let dialect = reader.dialect
        return Body(
            text: text, quoted: dialect.quoted, placed: dialect.placed, images: dialect.images,
            isSystemEvent: dialect.isSystemEvent, isCut: fragment.isCut)
    }
}
