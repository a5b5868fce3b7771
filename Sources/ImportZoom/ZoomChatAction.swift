// SPDX-License-Identifier: Apache-2.0

/// What a message of a saved meeting chat does: say something, perhaps as an answer, or react.
enum ZoomChatAction: Hashable {
    case text(String)
    /// An answer to the message that begins so; several ways to cut the quote, the likeliest first.
    case reply([Quoted])
    case reacted(emoji: String, quote: String)
    case removed(emoji: String, quote: String)
    /// A reaction to the message before, or its being taken back.
    case reactedBefore(emoji: String)
    case removedBefore(emoji: String)

    /// A quote and what was written behind it.
    struct Quoted: Hashable {
        let quote: String
        let text: String
    }

    /// Reads the text of a message.
    init(_ text: String, words: ZoomChatWords = .all) {
        if let action = Self.bare(text) ?? Self.reaction(text, words) {
            self = action
            return
        }
        for word in words.replying {
            guard let rest = Self.behind(word, text) else { continue }
            let readings = Self.quotes(rest)
            if !readings.isEmpty {
                self = .reply(readings)
                return
            }
        }
        self = .text(text)
    }

    /// Whether a text is one emoji or several and nothing else.
    static func isEmoji(_ text: String) -> Bool {
        let marks = text.filter { !$0.isWhitespace }
        return !marks.isEmpty && marks.count <= 4
            && marks.allSatisfy { character in
                character.unicodeScalars.contains { $0.properties.isEmojiPresentation || $0.value == 0xFE0F }
                    || character.unicodeScalars.first.map { $0.properties.isEmoji && $0.value > 0xFF }
                        ?? false
            }
    }

    // `add 👍`, `remove 👍`
    private static func bare(_ text: String) -> ZoomChatAction? {
        for (word, adds) in [("add ", true), ("remove ", false)] where text.hasPrefix(word) {
            let emoji = text.dropFirst(word.count).trimmedBlanks
            guard isEmoji(emoji) else { return nil }
            return adds ? .reactedBefore(emoji: emoji) : .removedBefore(emoji: emoji)
        }
        return nil
    }

    private static func reaction(_ text: String, _ words: ZoomChatWords) -> ZoomChatAction? {
        // Quotes are cut after some twenty characters.
        guard text.utf8.count <= longestQuote else { return nil }
        for (before, between) in words.reacted {
            guard let rest = behind(before, text), let opened = opened(rest) else { continue }
            for close in closes(opened).reversed() {
                let tail = opened[opened.index(after: close)...].trimmedBlanks
                guard let emoji = behind(between, tail)?.filter({ !Self.marks.contains($0) }), !emoji.isEmpty,
                    emoji.count <= 40, !emoji.contains("\n")
                else { continue }
                return .reacted(emoji: emoji.trimmedBlanks, quote: String(opened[..<close]))
            }
        }
        for (before, between) in words.removed {
            guard let rest = behind(before, text), let open = rest.firstIndex(where: { marks.contains($0) })
            else {
                continue
            }
            let middle = rest[..<open].trimmedBlanks
            guard middle.hasSuffix(between), let close = closes(rest[rest.index(after: open)...]).last else {
                continue
            }
            let emoji = middle.dropLast(between.count).trimmedBlanks
            guard !emoji.isEmpty, emoji.count <= 40 else { continue }
            return .removed(emoji: emoji, quote: String(rest[rest.index(after: open)..<close]))
        }
        return nil
    }

    // MARK: Quotes

    /// Bytes beyond which no quote of Zoom's goes on.
    private static let longestQuote = 1_000

    private static let marks: Set<Character> = ["\"", "“", "”", "„", "«", "»"]

    private static func behind(_ word: String, _ text: String) -> String? {
        guard text.hasPrefix(word), text.dropFirst(word.count).first?.isWhitespace ?? false else {
            return nil
        }
        return text.dropFirst(word.count).trimmedBlanks
    }

    private static func opened(_ text: String) -> Substring? {
        guard let first = text.first, marks.contains(first) else { return nil }
        return text.dropFirst()
    }

    private static func closes(_ text: Substring) -> [Substring.Index] {
        text.indices.filter { marks.contains(text[$0]) }
    }

    // A quote may hold quotes itself. One that was cut ends with dots; after it a line ends, or the answer follows.
    private static func quotes(_ text: String) -> [Quoted] {
        guard let opened = opened(text) else { return [] }
        let line = opened.prefix { !$0.isNewline }
        let near = line.prefix(longestQuote)
        let readings = closes(near).prefix(64).map { close in
            Quoted(quote: String(line[..<close]), text: opened[opened.index(after: close)...].trimmedBlanks)
        }
        func rank(_ reading: Quoted) -> Int {
            if reading.quote.hasSuffix("...") || reading.quote.hasSuffix("…") { return 0 }
            return opened[line.endIndex...].isEmpty ? 1 : 2
        }
        return readings.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
            .map(\.element)
    }
}
