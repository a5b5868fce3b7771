// SPDX-License-Identifier: Apache-2.0

/// What a subject says without the marks of replies.
struct MailSubject {
    /// The words, in lower case and with single blanks; empty when nothing is left.
    let base: String
    /// Whether it has the mark of a reply. A forwarded mail is none.
    let isReply: Bool

    private static let replies: Set<String> = [
        "re", "aw", "antw", "antwort", "sv", "vs", "tr", "rif", "r", "ref", "rép", "rep", "odp", "vá", "ynt",
        "res", "bls", "回复", "答复",
    ]
    private static let forwards: Set<String> = [
        "fw", "fwd", "wg", "wtr", "i", "rv", "enc", "vl", "doorst", "转发",
    ]

    /// Takes a decoded subject.
    init(_ text: String) {
        var rest = Substring(text)
        var isReply = false
        while true {
            rest = rest.drop { $0.isWhitespace }
            // The name of the list, which list programs put in front, between marks too.
            if rest.hasPrefix("["), let close = rest.prefix(80).firstIndex(of: "]"),
                !rest[rest.index(after: close)...].allSatisfy(\.isWhitespace)
            {
                rest = rest[rest.index(after: close)...]
                continue
            }
            guard let (mark, after) = Self.mark(rest) else { break }
            if Self.replies.contains(mark) { isReply = true }
            rest = after
        }
        base = rest.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
        self.isReply = isReply
    }

    // `Re:`, `RE[2]:`, `Re^2:`, `Re (3):`, `Re :`.
    private static func mark(_ text: Substring) -> (String, Substring)? {
        guard let colon = text.prefix(16).firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        let word = text[..<colon].prefix { $0.isLetter }.lowercased()
        let count = text[..<colon].dropFirst(word.count)
        guard replies.contains(word) || forwards.contains(word),
            count.allSatisfy({ $0.isNumber || " []()^*".contains($0) })
        else { return nil }
        return (word, text[text.index(after: colon)...])
    }
}
