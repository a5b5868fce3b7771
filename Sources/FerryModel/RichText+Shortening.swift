// SPDX-License-Identifier: Apache-2.0

extension RichText {
    /// The beginning of a text, in whole parts but for the last text or code, which is cut between two characters.
    ///
    /// - Parameter size: how much it may hold at most: a byte of text counts as one, each part as eight more.
    public func shortened(to size: Int) -> RichText {
        var shortening = Shortening(rest: size)
        return RichText(shortening.blocks(blocks))
    }
}

/// Takes parts of a text from its beginning until there is no more room.
private struct Shortening {
    private static let partSize = 8

    var rest: Int

    mutating func blocks(_ blocks: [RichText.Block]) -> [RichText.Block] {
        taken(blocks) { $0.block($1) }
    }

    private mutating func inlines(_ inlines: [RichText.Inline]) -> [RichText.Inline] {
        taken(inlines) { $0.inline($1) }
    }

    private mutating func taken<Part>(
        _ parts: [Part], _ take: (inout Shortening, Part) -> Part?
    ) -> [Part] {
        var taken: [Part] = []
        for part in parts {
            rest -= Self.partSize
            guard rest > 0 else { break }
            if let part = take(&self, part) { taken.append(part) }
        }
        return taken
    }

    private mutating func block(_ block: RichText.Block) -> RichText.Block? {
        switch block {
        case .paragraph(let parts): return .paragraph(inlines(parts))
        case .heading(let level, let parts): return .heading(level: level, inlines(parts))
        case .quote(let parts): return .quote(blocks(parts))
        case .folded(let title, let parts): return .folded(title: text(title), blocks(parts))
        case .list(let ordered, let start, let entries):
            return .list(ordered: ordered, start: start, taken(entries) { $0.blocks($1) })
        case .code(let code, let language):
            return .code(text(code), language: language.map { text($0) })
        case .table(let header, let rows):
            return .table(
                header: header, rows: taken(rows) { $0.taken($1) { $0.inlines($1) } })
        case .rule: return .rule
        }
    }

    private mutating func inline(_ inline: RichText.Inline) -> RichText.Inline? {
        switch inline {
        case .text(let whole): return .text(text(whole))
        case .lineBreak: return .lineBreak
        case .strong(let parts): return .strong(inlines(parts))
        case .emphasis(let parts): return .emphasis(inlines(parts))
        case .underline(let parts): return .underline(inlines(parts))
        case .strike(let parts): return .strike(inlines(parts))
        case .code(let code): return .code(text(code))
        case .link(let url, let parts):
            return fits(url).map { .link(url: $0, inlines(parts)) }
        case .colour(let colour, let parts): return .colour(text(colour), inlines(parts))
        case .mention(let person, let label):
            return fits(person.key.id).map { _ in .mention(person, label: text(label)) }
        case .broadcast(let word): return .broadcast(text(word))
        case .channelLink(let channel, let label):
            return fits(channel.key.id).map { _ in .channelLink(channel, label: text(label)) }
        case .messageLink(let message, let label):
            return fits(message.key.id).map { _ in .messageLink(message, label: text(label)) }
        case .emoji(let emoji):
            return fits(emoji.name).flatMap { _ in fits(emoji.characters ?? "") }.map { _ in .emoji(emoji) }
        case .image(let image, let alt):
            return fits(image.key.id).map { _ in .image(image, alt: text(alt)) }
        }
    }

    /// What means nothing when it is cut: whole or not at all.
    private mutating func fits(_ word: String) -> String? {
        guard word.utf8.count <= rest else { return nil }
        rest -= word.utf8.count
        return word
    }

    private mutating func text(_ text: String) -> String {
        let count = text.utf8.count
        defer { rest -= min(count, rest) }
        guard count > rest else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: max(rest, 0))
        while end > text.startIndex, end.samePosition(in: text) == nil { text.utf8.formIndex(before: &end) }
        return String(text[..<end])
    }
}
