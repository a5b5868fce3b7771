// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// Mattermost's Markdown, as its messages hold it: code, quotes, headings, lists, emphasis, links, shortcodes of emoji.
/// Tables stay as they were typed, names behind an `@` too: exports do not say whose they are.
/// Source: https://docs.mattermost.com/collaborate/format-messages.html
public struct MattermostMarkup {
    /// Longer texts are pasted logs; they stay plain.
    private static let longest = 64 << 10

    private var blocks: [RichText.Block] = []
    private var line: [RichText.Inline] = []
    private var quoted: [String] = []
    private var points: [[RichText.Block]] = []
    private var isOrdered = false
    private var firstNumber = 1
    private var inlines = MattermostInlines()

    private init() {}

    /// The text with its meaning.
    public static func richText(_ text: String) -> RichText {
        guard text.utf8.count <= longest else { return RichText(plain: text) }
        var reader = MattermostMarkup()
        reader.read(text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline))
        return RichText(reader.blocks)
    }

    private mutating func read(_ lines: [Substring]) {
        var rest = lines[...]
        while let row = rest.popFirst() {
            let words = row.drop { $0 == " " || $0 == "\t" }
            if words.hasPrefix("```") {
                flush()
                let code = rest.prefix { !$0.drop { $0 == " " }.hasPrefix("```") }
                rest = rest.dropFirst(code.count + 1)
                let language = words.dropFirst(3).prefix { !$0.isWhitespace && $0 != "`" }
                blocks.append(
                    .code(code.joined(separator: "\n"), language: language.isEmpty ? nil : String(language)))
            } else if words.hasPrefix(">") {
                if quoted.isEmpty { flush() }
                let said = words.dropFirst()
                quoted.append(String(said.first == " " ? said.dropFirst() : said))
            } else if words.isEmpty {
                flush()
            } else {
                readLine(words)
            }
        }
        flush()
    }

    private mutating func readLine(_ words: Substring) {
        if !quoted.isEmpty { flush() }
        let level = words.prefix { $0 == "#" }.count
        if (1...6).contains(level), words.dropFirst(level).first == " " {
            flush()
            blocks.append(.heading(level: level, inlines.read(words.dropFirst(level + 1))))
        } else if words.count >= 3, words.allSatisfy({ $0 == "-" }) || words.allSatisfy({ $0 == "*" }) {
            flush()
            blocks.append(.rule)
        } else if let (number, said) = Self.point(words) {
            if !line.isEmpty || (!points.isEmpty && isOrdered != (number != nil)) { flush() }
            if points.isEmpty {
                isOrdered = number != nil
                firstNumber = number ?? 1
            }
            points.append([.paragraph(inlines.read(said))])
        } else {
            if !points.isEmpty { flush() }
            if !line.isEmpty { line.append(.lineBreak) }
            line += inlines.read(words)
        }
    }

    /// The number of a point, `nil` without one, and what it says.
    private static func point(_ words: Substring) -> (number: Int?, said: Substring)? {
        if let mark = words.first, "-*+".contains(mark), words.dropFirst().first == " ", words.count > 2 {
            return (nil, words.dropFirst(2))
        }
        let digits = words.prefix { $0.isASCII && $0.isNumber }
        let behind = words.dropFirst(digits.count)
        guard (1...9).contains(digits.count), behind.hasPrefix(". ") || behind.hasPrefix(") "),
            let number = Int(digits)
        else { return nil }
        return (number, behind.dropFirst(2))
    }

    private mutating func flush() {
        if !line.isEmpty { blocks.append(.paragraph(line)) }
        if !points.isEmpty { blocks.append(.list(ordered: isOrdered, start: firstNumber, points)) }
        if !quoted.isEmpty {
            let said = quoted.map { inlines.read($0[...]) }.joined(separator: [.lineBreak])
            blocks.append(.quote([.paragraph(Array(said))]))
        }
        line = []
        points = []
        quoted = []
    }
}
