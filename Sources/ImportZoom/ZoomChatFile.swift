// SPDX-License-Identifier: Apache-2.0

/// A meeting chat as it was saved, in any of the four forms that Zoom's programs have had.
struct ZoomChatFile {
    /// One message as it stands in the file.
    struct Entry {
        var head: ZoomChatHead
        /// What was written, without the indent of the file.
        var text: String
        /// The line on which it begins, counted from 1.
        var line: Int
    }

    private(set) var entries: [Entry] = []
    /// The lines before the first message that are not empty.
    private(set) var strayLines: [Int] = []
    /// Who everybody is in this file, where its language is not known.
    private var everyone: String?

    /// Reads the text of a file.
    init(_ text: String) {
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
        let isBlocks = Self.hasBlocks(lines)
        var body: [Substring] = []
        for (index, line) in lines.enumerated() {
            if let head = ZoomChatHead(line, blocks: isBlocks) {
                close(body)
                body = [Substring(head.text)]
                entries.append(Entry(head: head, text: "", line: index + 1))
            } else if entries.isEmpty {
                if line.contains(where: { !$0.isWhitespace && $0 != "\u{FEFF}" }) {
                    strayLines.append(index + 1)
                }
            } else {
                body.append(line)
            }
        }
        close(body)
        everyone = Self.everyone(in: entries)
    }

    /// Whether a text begins like a saved chat: one of its first lines is the head of a message.
    static func isChat(_ text: String) -> Bool {
        let lines = text.split(maxSplits: 40, omittingEmptySubsequences: true) { $0.isNewline }
        let blocks = hasBlocks(lines)
        return lines.prefix(5).contains { ZoomChatHead($0, blocks: blocks) != nil }
    }

    /// Who could read a message.
    enum Audience {
        case everybody
        case few
        /// The words of the file are not known well enough to say.
        case unknown
    }

    /// Who could read a message. Only what is surely for everybody counts as that.
    func audience(of entry: Entry) -> Audience {
        guard !entry.head.isDirect else { return .few }
        // Lines that bear the text name a recipient only where there is one; the others always do.
        guard let recipient = entry.head.recipient else { return entry.head.isBlock ? .unknown : .everybody }
        return ZoomChatWords.all.isEveryone(recipient) || recipient == everyone ? .everybody : .few
    }

    // The texts stand on lines of their own if most lines that may be heads end with the names.
    private static func hasBlocks(_ lines: [Substring]) -> Bool {
        var balance = 0
        for line in lines.prefix(2000) {
            guard let head = ZoomChatHead(line, blocks: false), !head.isCloud else { continue }
            balance += head.isBlock ? 1 : -1
        }
        return balance > 0
    }

    private mutating func close(_ body: [Substring]) {
        guard !entries.isEmpty else { return }
        let own = body.first.map { $0.trimmedBlanks } ?? ""
        var lines = Array(body.dropFirst())
        let indent =
            lines.first { !$0.allSatisfy(\.isWhitespace) }?.prefix { $0 == " " || $0 == "\t" }.count ?? 0
        lines = lines.map { line in
            line.dropFirst(min(indent, line.prefix { $0 == " " || $0 == "\t" }.count))
        }
        let text = ([Substring(own)] + lines).joined(separator: "\n")
        entries[entries.count - 1].text = text.trimmedBlanks
    }

    // In a language that is not known: the one recipient whom several people address and who never writes.
    private static func everyone(in entries: [Entry]) -> String? {
        var senders: [String: Set<String>] = [:]
        for entry in entries where !entry.head.isDirect {
            if let recipient = entry.head.recipient {
                senders[recipient, default: []].insert(entry.head.sender)
            }
        }
        let isKnown = senders.keys.contains { ZoomChatWords.all.isEveryone($0) }
        let writers = Set(entries.map(\.head.sender))
        let best = senders.filter { !writers.contains($0.key) }.max {
            ($0.value.count, $1.key) < ($1.value.count, $0.key)
        }
        guard !isKnown, let best, best.value.count >= 2 else { return nil }
        return best.key
    }
}
