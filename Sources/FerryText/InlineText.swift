// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// Small steps between plain text and the parts of a line.
enum InlineText {
    // Longer than any event of Matrix, so that nobody sees how the lines behind are kept.
    private static let mostLines = 100_000

    /// The text with its line breaks as parts of a line; what stands behind the first 100,000 lines is one part, which
    /// takes as much memory as it has bytes.
    static func inlines(_ text: String) -> [RichText.Inline] {
        // Most texts are one line; looking at the bytes in one piece is several times faster.
        let isOneLine = text.utf8.withContiguousStorageIfAvailable { !$0.contains(10) } ?? false
        guard !isOneLine else { return text.isEmpty ? [] : [.text(text)] }
        var inlines: [RichText.Inline] = []
        let lines = text.utf8.split(
            separator: 10, maxSplits: mostLines, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if index > 0 { inlines.append(.lineBreak) }
            let line = line.last == 13 && index + 1 < lines.count ? line.dropLast() : line
            if !line.isEmpty { inlines.append(.text(String(Substring(line)))) }
        }
        return inlines
    }

    /// What the parts say without their form.
    static func plain(_ inlines: [RichText.Inline]) -> String {
        inlines.reduce(into: "") { text, inline in
            switch inline {
            case .text(let part), .code(let part): text += part
            case .lineBreak: text += "\n"
            case .strong(let inner), .emphasis(let inner), .underline(let inner), .strike(let inner),
                .colour(_, let inner), .link(_, let inner):
                text += plain(inner)
            case .mention(_, let label): text += "@" + label
            case .broadcast(let word): text += "@" + word
            case .channelLink(_, let label): text += "#" + label
            case .messageLink(_, let label): text += label
            case .emoji(let emoji): text += emoji.text
            case .image(_, let alt): text += alt
            }
        }
    }

    /// The parts without line breaks at the start and the end.
    static func trimmed(_ inlines: [RichText.Inline]) -> [RichText.Inline] {
        guard let first = inlines.first, let last = inlines.last else { return [] }
        if !first.isLineBreak, !last.isLineBreak { return inlines }
        let start = inlines.firstIndex { !$0.isLineBreak } ?? inlines.endIndex
        let end = inlines.lastIndex { !$0.isLineBreak }.map { $0 + 1 } ?? start
        return Array(inlines[start..<end])
    }

    /// A paragraph of the parts, or nothing if they are nothing.
    static func paragraph(_ inlines: [RichText.Inline]) -> [RichText.Block] {
        let inlines = trimmed(inlines)
        return inlines.isEmpty ? [] : [.paragraph(inlines)]
    }
}

extension RichText.Inline {
    /// Whether it is a line break; comparing with one would compare everything below, too.
    var isLineBreak: Bool {
        if case .lineBreak = self { true } else { false }
    }
}

extension JSONElement {
    /// The elements of an array member of an object; nothing when it is missing or no array.
    func parts(_ key: String) -> JSONElements {
        // An object has no elements, so it stands in for a member that is not there.
        (self[key] ?? self).elements
    }
}
