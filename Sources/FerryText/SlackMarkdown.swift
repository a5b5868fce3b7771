// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Reads the Markdown of `markdown` blocks, which apps that write with language models use: headings, lists, quotes,
/// fenced code, bold, italic, strike, code and links. What else Markdown knows stays as it is written.
/// Source: https://docs.slack.dev/reference/block-kit/blocks/markdown-block
struct SlackMarkdown {
    /// Quotes and lists inside each other; what goes deeper stays text, or on the level of what it is in.
    private static let depthLimit = 10

    private let references: SlackReferences

    init(_ references: SlackReferences) {
        self.references = references
    }

    /// The blocks of a text.
    func blocks(in text: String) -> [RichText.Block] { blocks(in: text, depth: 0) }

    private func blocks(in text: String, depth: Int) -> [RichText.Block] {
        var blocks: [RichText.Block] = []
        var paragraph: [Substring] = []
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        while let line = lines.popFirst() {
            guard let block = special(line, &lines, depth) else {
                if line.allSatisfy(\.isWhitespace) {
                    close(&paragraph, &blocks)
                } else {
                    paragraph.append(line)
                }
                continue
            }
            close(&paragraph, &blocks)
            blocks.append(block)
        }
        close(&paragraph, &blocks)
        return blocks
    }

    private func close(_ paragraph: inout [Substring], _ blocks: inout [RichText.Block]) {
        blocks += InlineText.paragraph(Array(paragraph.map(inlines).joined(separator: [.lineBreak])))
        paragraph = []
    }

    /// The block that begins with a line; `nil` when it is part of a paragraph.
    private func special(
        _ line: Substring, _ rest: inout ArraySlice<Substring>, _ depth: Int
    ) -> RichText.Block? {
        let text = line.drop { $0 == " " }
        if text.hasPrefix("```") { return code(text.dropFirst(3), &rest) }
        let level = text.prefix { $0 == "#" }.count
        if (1...6).contains(level), text.dropFirst(level).first == " " {
            return .heading(level: level, inlines(text.dropFirst(level + 1)))
        }
        if text.hasPrefix(">"), depth < Self.depthLimit { return quote(text, &rest, depth) }
        if text == "---" || text == "***" || text == "___" { return .rule }
        guard let first = Self.entry(line) else { return nil }
        return list(first, &rest, depth)
    }

    private func code(_ language: Substring, _ rest: inout ArraySlice<Substring>) -> RichText.Block {
        var code: [Substring] = []
        while let line = rest.popFirst(), !line.drop(while: { $0 == " " }).hasPrefix("```") {
            code.append(line)
        }
        return .code(
            SlackSecrets.stripped(code.joined(separator: "\n")),
            language: language.isEmpty ? nil : String(language))
    }

    private func quote(
        _ first: Substring, _ rest: inout ArraySlice<Substring>, _ depth: Int
    ) -> RichText.Block {
        var lines = [first]
        while let line = rest.first, line.hasPrefix(">") {
            lines.append(line)
            rest.removeFirst()
        }
        let inner = lines.map { line in
            let text = line.dropFirst()
            return text.first == " " ? text.dropFirst() : text
        }
        return .quote(blocks(in: inner.joined(separator: "\n"), depth: depth + 1))
    }

    private func list(
        _ first: Entry, _ rest: inout ArraySlice<Substring>, _ depth: Int
    ) -> RichText.Block {
        var entries = [InlineText.paragraph(inlines(first.text))]
        while let line = rest.first, let next = Self.entry(line) {
            if next.indent > first.indent + 1, depth < Self.depthLimit {
                rest.removeFirst()
                entries[entries.count - 1].append(list(next, &rest, depth + 1))
            } else if next.indent + 1 < first.indent || (next.number == nil) != (first.number == nil) {
                break
            } else {
                rest.removeFirst()
                entries.append(InlineText.paragraph(inlines(next.text)))
            }
        }
        return .list(ordered: first.number != nil, start: first.number ?? 1, entries)
    }

    private struct Entry {
        let indent: Int
        let number: Int?
        let text: Substring
    }

    /// `- text`, `* text`, `1. text`, with spaces before.
    private static func entry(_ line: Substring) -> Entry? {
        let text = line.drop { $0 == " " }
        let indent = line.count - text.count
        if let mark = text.first, "-*+".contains(mark), text.dropFirst().first == " " {
            return Entry(indent: indent, number: nil, text: text.dropFirst(2))
        }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let behind = text.dropFirst(digits.count)
        guard let number = Int(digits), digits.count < 10, behind.hasPrefix(". ") || behind.hasPrefix(") ")
        else { return nil }
        return Entry(indent: indent, number: number, text: behind.dropFirst(2))
    }

    // MARK: Lines

    private func inlines(_ line: Substring) -> [RichText.Inline] { inlines(line, depth: 0) }

    private func inlines(_ line: Substring, depth: Int) -> [RichText.Inline] {
        var run = InlineRun()
        var plain = line.startIndex
        var index = line.startIndex
        while index < line.endIndex {
            guard depth < 8, let (part, end) = part(line, at: index, depth: depth) else {
                index = line.index(after: index)
                continue
            }
            run.append(text: String(line[plain..<index]))
            run.append([part])
            index = end
            plain = end
        }
        run.append(text: String(line[plain...]))
        return run.inlines
    }

    private static let marks: [(String, @Sendable ([RichText.Inline]) -> RichText.Inline)] = [
        ("**", { .strong($0) }), ("__", { .strong($0) }), ("~~", { .strike($0) }), ("*", { .emphasis($0) }),
        ("_", { .emphasis($0) }),
    ]

    private func part(
        _ line: Substring, at start: Substring.Index, depth: Int
    ) -> (RichText.Inline, Substring.Index)? {
        let rest = line[start...]
        switch rest.first {
        case "`":
            guard let end = rest.dropFirst().firstIndex(of: "`") else { return nil }
            let code = rest[rest.index(after: start)..<end]
            return code.isEmpty
                ? nil : (.code(SlackSecrets.stripped(String(code))), rest.index(after: end))
        case "[": return link(rest, depth: depth)
        case "*", "_", "~":
            for (mark, make) in Self.marks where rest.hasPrefix(mark) {
                let inner = rest.dropFirst(mark.count)
                guard let first = inner.first, !first.isWhitespace,
                    let end = inner.dropFirst().firstRange(of: mark),
                    inner[..<end.lowerBound].last?.isWhitespace == false
                else { continue }
                return (make(inlines(inner[..<end.lowerBound], depth: depth + 1)), end.upperBound)
            }
            return nil
        default: return nil
        }
    }

    private func link(_ rest: Substring, depth: Int) -> (RichText.Inline, Substring.Index)? {
        guard let middle = rest.firstRange(of: "]("),
            let end = rest[middle.upperBound...].firstIndex(of: ")")
        else { return nil }
        let url = String(rest[middle.upperBound..<end])
        let label = inlines(rest[rest.index(after: rest.startIndex)..<middle.lowerBound], depth: depth + 1)
        guard !url.isEmpty, !url.contains(" ") else { return nil }
        return (references.link(url, label), rest.index(after: end))
    }
}
