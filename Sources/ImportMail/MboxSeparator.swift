// SPDX-License-Identifier: Apache-2.0

/// Tells the lines that part mails in an mbox from lines of a mail that begin with `From ` too.
///
/// A separator has the shape of an envelope (`From `, a sender, a date, each of which may be missing) and the line
/// after it begins like a header. Neither a blank line before it nor a date is asked for: real mailboxes lack both.
/// Mailman's archives write the sender in several words (`anna at example.org`).
enum MboxSeparator {
    /// The most bytes of a separator, and of the name of the header after it, that are looked at.
    static let lineLimit = 2_000

    /// What a line that begins with `From ` is.
    enum Verdict {
        case separator
        /// It has one of the two marks only, so it stays text.
        case doubtful
        case text
    }

    /// Judges a line by itself and by the line after it, both without their line ends.
    static func verdict(_ line: UnsafeRawBufferPointer, next: UnsafeRawBufferPointer) -> Verdict {
        let isEnvelope = isEnvelope(line)
        let isHeader = beginsHeader(next)
        return isEnvelope && isHeader ? .separator : isEnvelope || isHeader ? .doubtful : .text
    }

    /// Whether a line has the shape of an envelope.
    static func isEnvelope(_ line: UnsafeRawBufferPointer) -> Bool {
        guard line.starts(with: "From ".utf8) else { return false }
        let words = line.dropFirst(5).split(maxSplits: 12) { $0 == 32 || $0 == 9 }
        guard let sender = words.first else { return true }
        if words.count == 1 { return isSender(sender) || sender == "MAILER-DAEMON" }
        if words.count >= 3, words[words.count - 3] == "remote", words[words.count - 2] == "from" {
            return true
        }
        if beginsDate(words[1...]) { return true }
        // Without a sender at all.
        if beginsDate(words[...]) { return words.count >= 4 }
        guard let start = words.indices.dropFirst().first(where: { beginsDate(words[$0...]) }) else {
            return false
        }
        // A sender of several words needs a date with a time, or a sentence would do.
        return start <= 8 && words[start...].contains { isTime($0) }
    }

    private static func isSender(_ word: Slice<UnsafeRawBufferPointer>) -> Bool {
        word == "-" || word == "<>" || word.contains(UInt8(ascii: "@"))
    }

    /// Whether a line begins with the name of a header and a colon, or is a separator that another program quoted.
    static func beginsHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        if line.starts(with: ">From ".utf8) { return true }
        guard let colon = line.prefix(Self.lineLimit).firstIndex(of: UInt8(ascii: ":")), colon > 0 else {
            return false
        }
        let name = line[..<colon].reversed().drop { $0 == 32 || $0 == 9 }
        return !name.isEmpty && name.allSatisfy { $0 > 32 && $0 < 127 }
    }

    private static let weekdays: Set<String> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let months: Set<String> = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    // `Sat Apr 12 …`, `Sat, 12 Apr …`, `12 Apr …`, `12-Apr-2025`, `2025-04-12`.
    private static func beginsDate(_ words: ArraySlice<Slice<UnsafeRawBufferPointer>>) -> Bool {
        guard let first = words.first else { return false }
        let second = words.dropFirst().first
        if isName(first, among: weekdays) {
            return second.map { isName($0, among: months) || isDay($0) } ?? false
        }
        if isDay(first) {
            // `12 March` alone may stand in a sentence.
            return second.map { isName($0, among: months) } ?? false
                && words.contains { isTime($0) || isYear($0) }
        }
        let parts = first.split(separator: UInt8(ascii: "-"))
        guard parts.count == 3 else { return false }
        return isDay(parts[0]) && isName(parts[1], among: months)
            || parts[0].count == 4 && parts.allSatisfy(isNumber)
    }

    private static func isName(_ word: Slice<UnsafeRawBufferPointer>, among names: Set<String>) -> Bool {
        let letters = word.last == UInt8(ascii: ",") ? word.dropLast() : word
        guard (3...9).contains(letters.count), letters.allSatisfy({ (97...122).contains($0 | 0x20) }) else {
            return false
        }
        return names.contains(String(decoding: letters.prefix(3).map { $0 | 0x20 }, as: UTF8.self))
    }

    private static func isDay(_ word: Slice<UnsafeRawBufferPointer>) -> Bool {
        let digits = word.last == UInt8(ascii: ",") ? word.dropLast() : word
        return (1...2).contains(digits.count) && isNumber(digits)
    }

    private static func isNumber(_ word: Slice<UnsafeRawBufferPointer>) -> Bool {
        !word.isEmpty && word.allSatisfy { (48...57).contains($0) }
    }

    private static func isYear(_ word: Slice<UnsafeRawBufferPointer>) -> Bool {
        word.count == 4 && isNumber(word)
    }

    private static func isTime(_ word: Slice<UnsafeRawBufferPointer>) -> Bool {
        let parts = word.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        return (2...3).contains(parts.count)
            && parts.allSatisfy { (1...2).contains($0.count) && isNumber($0) }
    }
}

/// Whether a word has exactly these bytes.
private func == (word: Slice<UnsafeRawBufferPointer>, text: String) -> Bool { word.elementsEqual(text.utf8) }
