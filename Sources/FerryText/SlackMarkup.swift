// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// Reads Slack's message markup, mrkdwn, as messages hold it: references in angle brackets, `*bold*`,
/// `_italic_`, `~struck~`, code, quotes, emoji shortcodes, and the three escapes undone last.
/// Source: https://docs.slack.dev/messaging/formatting-message-text
public struct SlackMarkup {
    private let references: SlackReferences
    private let emphasis: Bool

    /// Makes a reader; without `emphasis` only references, emoji and escapes mean something, as in the texts
    /// of link previews.
    public init(_ references: SlackReferences, emphasis: Bool = true) {
        self.references = references
        self.emphasis = emphasis
    }

    /// The text of a message with its meaning. Any text is accepted; what is not markup is plain text.
    public func read(_ text: String) -> RichText {
        RichText(blocks(in: text))
    }

    /// The blocks of a text.
    func blocks(in text: String) -> [RichText.Block] {
        guard text.utf8.contains(where: SlackInlineParser.isSpecial) else {
            return InlineText.paragraph(InlineText.inlines(text))
        }
        let bytes = Array(text.utf8)
        guard emphasis else {
            return InlineText.paragraph(inlines(bytes[...]))
        }
        return blocks(bytes[...])
    }

    /// The parts of a text that stands in a line, where quotes and code blocks cannot be.
    func inlines(in text: String) -> [RichText.Inline] {
        guard text.utf8.contains(where: SlackInlineParser.isSpecial) else { return InlineText.inlines(text) }
        return inlines(Array(text.utf8)[...])
    }

    private func inlines(_ bytes: ArraySlice<UInt8>) -> [RichText.Inline] {
        var parser = SlackInlineParser(references, emphasis: emphasis)
        return parser.read(bytes)
    }

    private func blocks(_ bytes: ArraySlice<UInt8>) -> [RichText.Block] {
        // Without backticks and escapes there is neither code nor a quote.
        guard bytes.contains(UInt8(ascii: "`")) || bytes.contains(UInt8(ascii: "&")) else {
            return InlineText.paragraph(inlines(bytes))
        }
        // Three marks at the start of a line quote all that follows, code blocks included.
        if let (before, quoted) = restQuote(in: bytes) {
            let quote = fencedBlocks(quoted)
            return fencedBlocks(before) + (quote.isEmpty ? [] : [.quote(quote)])
        }
        return fencedBlocks(bytes)
    }

    private func restQuote(in bytes: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, ArraySlice<UInt8>)? {
        let mark = "&gt;&gt;&gt;".utf8
        var open = false
        var lineStart = bytes.startIndex
        while lineStart < bytes.endIndex {
            if !open, bytes[lineStart...].starts(with: mark) {
                return (bytes[..<lineStart], bytes[(lineStart + mark.count)...].drop { $0 == 32 })
            }
            let lineEnd = bytes[lineStart...].firstIndex(of: 10) ?? bytes.endIndex
            if SlackFence.count(in: bytes[lineStart..<lineEnd]) % 2 == 1 { open.toggle() }
            lineStart = lineEnd + 1
        }
        return nil
    }

    private func fencedBlocks(_ bytes: ArraySlice<UInt8>) -> [RichText.Block] {
        var blocks: [RichText.Block] = []
        var rest = bytes
        while let fence = SlackFence.first(in: rest) {
            blocks += lineBlocks(rest[..<fence.open])
            let code = SlackInlineParser.codeText(SlackFence.trimmed(rest[fence.content]))
            blocks.append(.code(SlackSecrets.stripped(code), language: nil))
            rest = rest[fence.close...]
        }
        return blocks + lineBlocks(rest)
    }

    /// Paragraphs and quotes made of lines.
    private func lineBlocks(_ bytes: ArraySlice<UInt8>) -> [RichText.Block] {
        var blocks: [RichText.Block] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let quoted = Self.isQuote(bytes[index...])
            var text: [UInt8] = []
            let start = index
            while index < bytes.endIndex, Self.isQuote(bytes[index...]) == quoted {
                let end = bytes[index...].firstIndex(of: 10) ?? bytes.endIndex
                if quoted {
                    if index > start { text.append(10) }
                    text += bytes[index..<end].dropFirst(4).drop { $0 == 32 }
                }
                index = min(end + 1, bytes.endIndex)
            }
            if quoted {
                let inner = InlineText.paragraph(inlines(text[...]))
                if !inner.isEmpty { blocks.append(.quote(inner)) }
            } else {
                blocks += InlineText.paragraph(inlines(bytes[start..<index]))
            }
        }
        return blocks
    }

    private static func isQuote(_ line: ArraySlice<UInt8>) -> Bool {
        line.starts(with: "&gt;".utf8)
    }
}

extension SlackMarkup {
    /// The text as people see it, without meaning: for topics and names.
    public func plain(_ text: String) -> String {
        InlineText.plain(inlines(in: text))
    }
}
