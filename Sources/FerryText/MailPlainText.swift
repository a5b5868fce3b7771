// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// Reads the plain text of mails: paragraphs, quotes of any depth, flowed lines (RFC 3676); quoted tails and signatures
/// folded.
public struct MailPlainText {
    private let folds: Bool
    private let isFlowed: Bool
    private let deletesSpace: Bool

    private static let depthLimit = 10
    private static let lineLimit = 100_000

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - folds: whether quoted tails and signatures are folded.
    ///   - isFlowed: whether the text is `format=flowed`.
    ///   - deletesSpace: whether it has `delsp=yes`.
    public init(folds: Bool, isFlowed: Bool = false, deletesSpace: Bool = false) {
        self.folds = folds
        self.isFlowed = isFlowed
        self.deletesSpace = deletesSpace
    }

    private struct Line {
        var depth: Int
        var text: Substring
    }

    /// The body of a mail. Any text is accepted.
    public func read(_ text: String) -> RichText {
        var lines = lines(of: text)
        while lines.last.map({ $0.depth == 0 && $0.text.allSatisfy(\.isWhitespace) }) == true {
            lines.removeLast()
        }
        guard folds else { return RichText(blocks(lines[...], depth: 0)) }
        let signature = signatureStart(lines)
        let body = lines[..<signature]
        let tail = tailStart(body)
        var blocks = self.blocks(body[..<tail], depth: 0)
        let quoted = self.blocks(body[tail...], depth: 0)
        if !quoted.isEmpty { blocks.append(.folded(title: "Quoted mail", quoted)) }
        let signed = self.blocks(lines[signature...].dropFirst(), depth: 0)
        if !signed.isEmpty { blocks.append(.folded(title: "Signature", signed)) }
        return RichText(blocks)
    }

    // MARK: Lines

    private func lines(of text: String) -> [Line] {
        var lines: [Line] = []
        var isOpen = false
        for raw in text.split(separator: "\n", maxSplits: Self.lineLimit, omittingEmptySubsequences: false) {
            var line = Self.quoted(raw)
            if isFlowed {
                // RFC 3676 section 4.4: one blank in front protects what follows.
                if line.text.first == " " { line.text = line.text.dropFirst() }
                let isSignature = line.text == "-- "
                let flows = !isSignature && line.text.last == " "
                if flows, deletesSpace { line.text = line.text.dropLast() }
                if isOpen, !isSignature, let before = lines.last, before.depth == line.depth {
                    lines[lines.count - 1].text = Substring(before.text + line.text)
                } else {
                    lines.append(line)
                }
                isOpen = flows
            } else {
                lines.append(line)
            }
        }
        return lines
    }

    /// The depth of quoting of a line, and what it says.
    private static func quoted(_ line: Substring) -> Line {
        var depth = 0
        var rest = line.utf8[...]
        while rest.first == UInt8(ascii: ">") {
            depth += 1
            rest = rest.dropFirst()
            // `> > text` and `>> text` are the same.
            if rest.first == UInt8(ascii: " "), rest.dropFirst().first == UInt8(ascii: ">") {
                rest = rest.dropFirst()
            }
        }
        if depth > 0, rest.first == UInt8(ascii: " ") { rest = rest.dropFirst() }
        // Deeper than the limit there are no blocks, so a line there counts as one at the limit.
        return Line(depth: min(depth, Self.depthLimit), text: Substring(rest))
    }

    // MARK: Blocks

    private func blocks(_ lines: ArraySlice<Line>, depth: Int) -> [RichText.Block] {
        var blocks: [RichText.Block] = []
        var index = lines.startIndex
        while index < lines.endIndex {
            if lines[index].depth > depth, depth < Self.depthLimit {
                let end = lines[index...].firstIndex { $0.depth <= depth } ?? lines.endIndex
                let inner = self.blocks(lines[index..<end], depth: depth + 1)
                if !inner.isEmpty { blocks.append(.quote(inner)) }
                index = end
                continue
            }
            let end =
                lines[index...].firstIndex { line in
                    line.depth > depth && depth < Self.depthLimit || line.text.allSatisfy(\.isWhitespace)
                } ?? lines.endIndex
            if end > index { blocks.append(.paragraph(Self.inlines(lines[index..<end]))) }
            index =
                end < lines.endIndex && lines[end].text.allSatisfy(\.isWhitespace)
                    && lines[end].depth <= depth ? end + 1 : max(end, index)
            if end == index, index < lines.endIndex, lines[index].depth <= depth { index += 1 }
        }
        return blocks
    }

    private static func inlines(_ lines: ArraySlice<Line>) -> [RichText.Inline] {
        var inlines: [RichText.Inline] = []
        for line in lines {
            if !inlines.isEmpty { inlines.append(.lineBreak) }
            var text = line.text
            while text.last?.isWhitespace == true { text.removeLast() }
            if !text.isEmpty { inlines.append(.text(String(text))) }
        }
        return inlines
    }

    // MARK: What is folded

    /// Where the line that parts off the signature (RFC 3676 section 4.3) or a list's footer stands; the end where there
    /// is none.
    private func signatureStart(_ lines: [Line]) -> Int {
        let mark =
            lines.lastIndex { $0.depth == 0 && ($0.text == "-- " || $0.text == "--") }
            ?? lines.lastIndex {
                $0.depth == 0 && $0.text.utf8.count >= 30 && $0.text.allSatisfy { $0 == "_" }
            }
        // A mark far from the end parts something else.
        guard let mark, mark > lines.startIndex, lines.count - mark <= 30,
            lines[mark...].allSatisfy({ $0.depth == 0 })
        else { return lines.endIndex }
        return mark
    }

    /// Where the quoted tail begins, with the line that announces it; the end where there is none.
    private func tailStart(_ lines: ArraySlice<Line>) -> Int {
        if let mark = lines.firstIndex(where: { $0.depth == 0 && Self.isOriginalMark($0.text) }),
            mark > lines.startIndex
        {
            return mark
        }
        guard let last = lines.lastIndex(where: { $0.depth > 0 || !$0.text.allSatisfy(\.isWhitespace) }),
            lines[last].depth > 0
        else { return lines.endIndex }
        var start = last
        while start > lines.startIndex, lines[start - 1].depth > 0 || isGap(lines, at: start - 1) {
            start -= 1
        }
        while start < lines.endIndex, lines[start].depth == 0 { start += 1 }
        var before = start
        while before > lines.startIndex, lines[before - 1].text.allSatisfy(\.isWhitespace) { before -= 1 }
        if let announced = Self.announcement(lines, before: before) {
            return announced > lines.startIndex ? announced : lines.endIndex
        }
        // A mail that is nothing but a quote is not folded away whole.
        return start > lines.startIndex ? start : lines.endIndex
    }

    private func isGap(_ lines: ArraySlice<Line>, at index: Int) -> Bool {
        lines[index].text.allSatisfy(\.isWhitespace) && index > lines.startIndex && lines[index - 1].depth > 0
    }

    private static let originals = [
        "original message", "original-nachricht", "ursprüngliche nachricht", "ursprungliche nachricht",
        "message d'origine",
        "message original", "messaggio originale", "mensaje original", "oorspronkelijk bericht",
        "forwarded message",
        "weitergeleitete nachricht", "message transféré",
    ]

    private static func isOriginalMark(_ text: Substring) -> Bool {
        guard text.hasPrefix("--"), text.utf8.count < 80 else { return false }
        let words = text.filter { $0 != "-" }.trimmingBlanks.lowercased()
        return originals.contains(words)
    }

    /// Where the line that announces a quote begins: `On …, Anna wrote:` takes up to three lines.
    private static func announcement(_ lines: ArraySlice<Line>, before end: Int) -> Int? {
        guard end > lines.startIndex, announces(lines[(end - 1)..<end].map(\.text).joined()) else {
            guard end - 1 > lines.startIndex,
                announces(lines[(end - 2)..<end].map(\.text).joined(separator: " "))
            else {
                return nil
            }
            return end - 2
        }
        for count in 1...3 where end - count >= lines.startIndex {
            let first = lines[end - count].text
            if first.allSatisfy(\.isWhitespace) { break }
            let word = first.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).first?.lowercased() ?? ""
            if openings.contains(word) || word.first?.isNumber == true { return end - count }
        }
        return end - 1
    }

    private static let openings: Set<String> = [
        "on", "am", "le", "il", "el", "op", "den", "dne", "em", "pe", "w", "vào", "quoting", "mon", "tue",
        "wed", "thu", "fri", "sat",
        "sun", "mo", "di", "mi", "do", "fr", "sa", "so", "lun", "mar", "mer", "jeu", "ven", "sam", "dim",
    ]

    private static let verbs = [
        "wrote", "writes", "schrieb", "schreibt", "geschrieben", "a écrit", "écrit", "ha scritto", "scrive",
        "escribió", "escreveu",
        "schreef", "skrev", "napsal", "napisał", "írta",
    ]

    private static func announces(_ text: String) -> Bool {
        let line = text.trimmingBlanks.lowercased()
        guard line.hasSuffix(":"), line.utf8.count < 300 else { return false }
        let isQuestion = !line.contains { $0.isNumber || $0 == "@" || $0 == "," }
        return !isQuestion && verbs.contains { line.contains($0) }
    }
}
