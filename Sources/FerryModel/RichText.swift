// SPDX-License-Identifier: Apache-2.0

/// Text with meaning: what importers parse foreign markup into and what events are rendered from.
///
/// There is no way to put raw HTML into it.
public struct RichText: Hashable, Sendable {
    /// The paragraphs, lists and so on, in order.
    public var blocks: [Block]

    /// Takes blocks in order.
    public init(_ blocks: [Block]) { self.blocks = blocks }

    // Longer than any event of Matrix, so that nobody sees how the lines behind are kept.
    private static let mostLines = 100_000

    /// One paragraph of plain text with its line breaks; nothing at all for an empty text. What stands behind the first
    /// 100,000 lines is one text with the lines in it, which takes as much memory as it has bytes.
    public init(plain text: String) {
        guard !text.isEmpty else {
            blocks = []
            return
        }
        // Most texts are one line, which looking at the bytes tells many times faster than looking at characters.
        let isOneLine = text.utf8.withContiguousStorageIfAvailable { !$0.contains(UInt8(ascii: "\n")) }
        guard isOneLine != true else {
            blocks = [.paragraph([.text(text)])]
            return
        }
        var inlines: [Inline] = []
        let lines = text.split(separator: "\n", maxSplits: Self.mostLines, omittingEmptySubsequences: false)
        for line in lines {
            if !inlines.isEmpty { inlines.append(.lineBreak) }
            if !line.isEmpty { inlines.append(.text(String(line))) }
        }
        blocks = [.paragraph(inlines)]
    }

    /// Whether nothing is said.
    public var isEmpty: Bool { blocks.isEmpty }

    /// A part of a text that starts on a new line.
    public enum Block: Hashable, Sendable {
        case paragraph([Inline])
        /// A heading of level 1 to 6.
        case heading(level: Int, [Inline])
        case quote([Block])
        /// What few need to see: quoted mails, signatures; shown when somebody opens it, under a title.
        case folded(title: String, [Block])
        /// A list; `start` is the number of the first element of an ordered one.
        case list(ordered: Bool, start: Int, [[Block]])
        /// Code as it stands, with the language's name where stated.
        case code(String, language: String?)
        /// A table; the first row is a header if `header` says so.
        case table(header: Bool, rows: [[[Inline]]])
        case rule
    }

    // What is larger than most parts are lies apart, so that a text takes no memory but its own.
    /// A part of a line.
    public enum Inline: Hashable, Sendable {
        case text(String)
        case lineBreak
        case strong([Inline])
        case emphasis([Inline])
        case underline([Inline])
        case strike([Inline])
        case code(String)
        /// A link with what is shown for it; only http, https, mailto, tel, xmpp and matrix come out as links.
        case link(url: String, [Inline])
        /// Coloured text, as `#rrggbb`.
        case colour(String, [Inline])
        /// A person, with the label to show if the person is not known.
        indirect case mention(PersonKey, label: String)
        /// All people of a channel or workspace, by the source's word for it (`channel`, `here`, `everyone`).
        case broadcast(String)
        indirect case channelLink(ChannelKey, label: String)
        indirect case messageLink(MessageKey, label: String)
        indirect case emoji(Emoji)
        indirect case image(AttachmentKey, alt: String)
    }
}
