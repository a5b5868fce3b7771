// SPDX-License-Identifier: Apache-2.0

/// The line of a saved meeting chat with which a message begins.
struct ZoomChatHead: Hashable {
    /// The day, where the line states one.
    var date: MeetingDate?
    /// Seconds after midnight, or since the recording began.
    var second: Int64
    var sender: String
    /// Whom it was sent to; `nil` when the line does not say, which means everybody.
    var recipient: String?
    /// Whether the line itself says that it was sent to one person only.
    var isDirect = false
    /// What stands on the line behind the names.
    var text: String
    /// Whether the line has three fields with tabs between them, as chats of cloud recordings do.
    var isCloud = false
    /// Whether the line can be the head of a block only: nothing follows the colon.
    var isBlock = false

    /// Reads a line; `nil` when no message begins there.
    ///
    /// - Parameter blocks: whether the file is known to have its texts on lines of their own.
    init?(_ line: Substring, blocks: Bool, words: ZoomChatWords = .all) {
        var rest = line.drop { $0 == "\u{FEFF}" }
        if let (date, behind) = MeetingDate.leading(String(rest.prefix(11))), date.second == nil,
            behind == " " || behind == "\t"
        {
            self.date = date
            rest = rest.dropFirst(11)
        }
        guard let (second, behind) = Self.clock(rest), let gap = behind.first, gap == " " || gap == "\t"
        else {
            return nil
        }
        self.second = second
        sender = ""
        text = ""
        if gap == "\t", readCloud(behind.dropFirst()) { return }
        guard readNames(behind.drop { $0 == " " || $0 == "\t" }, blocks, words), !sender.isEmpty else {
            return nil
        }
    }

    /// Characters beyond which the names of a line do not go on.
    private static let longestNames = 1_000

    // `Alice:\ttext`
    private mutating func readCloud(_ text: Substring) -> Bool {
        guard text.first != " ", let mark = text.firstRange(of: ":\t") else { return false }
        sender = text[..<mark.lowerBound].trimmedBlanks
        self.text = String(text[mark.upperBound...])
        isCloud = true
        return !sender.isEmpty
    }

    private mutating func readNames(_ text: Substring, _ blocks: Bool, _ words: ZoomChatWords) -> Bool {
        guard let blank = text.firstIndex(of: " ") else { return false }
        let isKnown = words.from.contains(String(text[..<blank]))
        let names = text[blank...]
        guard isKnown || (names.hasPrefix("  ") && names.dropFirst(2).contains("  ")) else { return false }
        let line = names.reversed().drop(while: { $0 == " " || $0 == "\t" })
        let trimmed = names.dropLast(names.count - line.count)
        let isShort = trimmed.utf8.count <= Self.longestNames
        if isShort, trimmed.hasSuffix(":"), blocks || !trimmed.contains(" : ") {
            readPair(trimmed.dropLast(), words)
            isBlock = true
            return true
        }
        let near = names.prefix(Self.longestNames)
        guard isKnown, let mark = near.firstRange(of: " : ") ?? Self.colon(near, words) else {
            return false
        }
        readPair(names[..<mark.lowerBound], words)
        self.text = String(names[mark.upperBound...])
        return true
    }

    // `… to Everyone: text`
    private static func colon(_ names: Substring, _ words: ZoomChatWords) -> Range<Substring.Index>? {
        var start = names.startIndex
        while let mark = names[start...].firstRange(of: ": ") {
            let before = names[..<mark.lowerBound].lowercased()
            if before.hasSuffix(")") || words.everyone.contains(where: { before.hasSuffix(" " + $0) }) {
                return mark
            }
            start = mark.upperBound
        }
        return names.firstRange(of: ": ")
    }

    /// Tells sender and recipient apart: by two blanks around the word between them, else by the recipient being
    /// everybody, else by the last such word, since more senders than recipients have it in their names.
    private mutating func readPair(_ text: Substring, _ words: ZoomChatWords) {
        let pair = Self.wide(text, words) ?? Self.narrow(text, words)
        sender = (pair?.sender ?? text).trimmedBlanks
        guard var recipient = pair?.recipient.trimmedBlanks, !recipient.isEmpty else { return }
        if recipient.hasSuffix(")"), let open = recipient.lastIndex(of: "(") {
            let note = recipient[open...].dropFirst().dropLast().trimmedBlanks.lowercased()
            if words.direct.contains(note) {
                isDirect = true
                recipient = recipient[..<open].trimmedBlanks
            }
        }
        self.recipient = recipient
    }

    private static func wide(_ text: Substring, _ words: ZoomChatWords) -> (
        sender: Substring, recipient: Substring
    )? {
        let inner = text.drop { $0 == " " }
        var gaps: [Range<Substring.Index>] = []
        var start = inner.startIndex
        while let gap = inner[start...].firstRange(of: "  ") {
            gaps.append(gap)
            start = gap.upperBound
        }
        var found: (sender: Substring, recipient: Substring)?
        for (before, behind) in zip(gaps, gaps.dropFirst()) {
            let word = inner[before.upperBound..<behind.lowerBound].trimmedBlanks
            let pair = (inner[..<before.lowerBound], inner[behind.upperBound...])
            if words.to.contains(word) {
                if words.isEveryone(pair.1.trimmedBlanks) { return pair }
                found = pair
            } else if gaps.count == 2, !word.contains(" ") {
                // In a language that is not known.
                found = pair
            }
        }
        return found
    }

    private static func narrow(_ text: Substring, _ words: ZoomChatWords)
        -> (sender: Substring, recipient: Substring)?
    {
        var last: (sender: Substring, recipient: Substring)?
        var start = text.startIndex
        while let blank = text[start...].firstIndex(of: " ") {
            let behind = text.index(after: blank)
            start = behind
            guard let end = text[behind...].firstIndex(of: " "), words.to.contains(String(text[behind..<end]))
            else {
                continue
            }
            let pair = (text[..<blank], text[text.index(after: end)...])
            if pair.0.trimmedBlanks.isEmpty { continue }
            if words.isEveryone(pair.1.trimmedBlanks) { return pair }
            last = pair
        }
        return last
    }

    // `9:05:07`, `09:05:07`, with `AM` or `PM` behind it or not.
    private static func clock(_ text: Substring) -> (Int64, Substring)? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ":") }
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, (1...3).contains(parts[0].count), parts[1].count == 2, parts[2].count == 2,
            var hour = Int64(parts[0]), let minute = Int64(parts[1]), let second = Int64(parts[2]),
            minute < 60,
            second < 60
        else { return nil }
        var rest = text[digits.endIndex...]
        let half = rest.prefix(4).uppercased()
        if half.hasPrefix(" AM ") || half.hasPrefix(" PM "), (1...12).contains(hour) {
            hour = hour % 12 + (half.hasPrefix(" PM") ? 12 : 0)
            rest = rest.dropFirst(3)
        }
        return (hour * 3600 + minute * 60 + second, rest)
    }
}
