// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Reads the parts of mrkdwn lines. Time is linear in the length of the text, whatever stands in it.
struct SlackInlineParser {
    private let references: SlackReferences
    private let emphasis: Bool

    init(_ references: SlackReferences, emphasis: Bool) {
        self.references = references
        self.emphasis = emphasis
    }

    /// Whether a byte can start something that is not plain text.
    static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"),
            UInt8(ascii: "`"), UInt8(ascii: ":"):
            true
        // Possibly a token, `xox…`.
        case UInt8(ascii: "x"): true
        default: false
        }
    }

    /// The parts of the text, line breaks included.
    mutating func read(_ bytes: ArraySlice<UInt8>) -> [RichText.Inline] {
        var run = InlineRun()
        var index = bytes.startIndex
        var plainStart = index
        var hopeless: Set<UInt8> = []
        while index < bytes.endIndex {
            if let (inlines, end) = part(bytes, at: index, &hopeless) {
                run.append(text: SlackEntities.decoded(bytes[plainStart..<index]))
                run.append(inlines)
                index = end
                plainStart = end
            } else {
                index += 1
            }
        }
        run.append(text: SlackEntities.decoded(bytes[plainStart...]))
        return run.inlines
    }

    /// The text of code: references shown as Slack shows them, escapes undone, nothing else touched.
    static func codeText(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "<")) else { return SlackEntities.decoded(bytes) }
        var text = ""
        var index = bytes.startIndex
        var plainStart = index
        while index < bytes.endIndex {
            guard bytes[index] == UInt8(ascii: "<") else {
                index += 1
                continue
            }
            guard let token = SlackReference(bytes, at: index) else {
                // No later bracket can be closed on this line either, but other lines can.
                index += 1
                continue
            }
            text += SlackEntities.decoded(bytes[plainStart..<index]) + token.plain
            index = token.end
            plainStart = index
        }
        return text + SlackEntities.decoded(bytes[plainStart...])
    }

    private mutating func part(
        _ bytes: ArraySlice<UInt8>, at index: Int, _ hopeless: inout Set<UInt8>
    ) -> ([RichText.Inline], Int)? {
        let byte = bytes[index]
        switch byte {
        case 10:
            // Nothing but a reference reaches over a line.
            hopeless = []
            return nil
        case UInt8(ascii: "<"):
            guard let token = SlackReference(bytes, at: index) else { return nil }
            return ([token.inline(references)], token.end)
        case UInt8(ascii: ":"):
            return emoji(bytes, at: index)
        case UInt8(ascii: "`"):
            guard emphasis, !hopeless.contains(byte) else { return nil }
            guard let end = codeEnd(bytes, from: index + 1) else {
                hopeless.insert(byte)
                return nil
            }
            guard end > index + 1 else { return nil }
            return ([.code(SlackSecrets.stripped(Self.codeText(bytes[(index + 1)..<end])))], end + 1)
        case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"):
            return emphasised(bytes, at: index, &hopeless)
        default:
            return nil
        }
    }

    private mutating func emphasised(
        _ bytes: ArraySlice<UInt8>, at index: Int, _ hopeless: inout Set<UInt8>
    ) -> ([RichText.Inline], Int)? {
        let mark = bytes[index]
        guard emphasis, !hopeless.contains(mark), SlackBoundary.canOpen(bytes, at: index) else { return nil }
        guard let end = emphasisEnd(bytes, mark, from: index + 1) else {
            hopeless.insert(mark)
            return nil
        }
        guard end > index + 1 else { return nil }
        let inner = read(bytes[(index + 1)..<end])
        switch mark {
        case UInt8(ascii: "*"): return ([.strong(inner)], end + 1)
        case UInt8(ascii: "_"): return ([.emphasis(inner)], end + 1)
        default: return ([.strike(inner)], end + 1)
        }
    }

    /// The closing mark on the same line, not inside a reference or code.
    private func emphasisEnd(_ bytes: ArraySlice<UInt8>, _ mark: UInt8, from start: Int) -> Int? {
        var index = start
        var codeMayFollow = true
        while index < bytes.endIndex, bytes[index] != 10 {
            switch bytes[index] {
            case mark where index > start && SlackBoundary.canClose(bytes, at: index):
                return index
            case UInt8(ascii: "<"):
                index = SlackReference.end(bytes, at: index) ?? index + 1
            case UInt8(ascii: "`") where codeMayFollow:
                let end = codeEnd(bytes, from: index + 1)
                codeMayFollow = end != nil
                index = (end ?? index) + 1
            default:
                index += 1
            }
        }
        return nil
    }

    private func codeEnd(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "`") || $0 == 10 }
        guard let end, bytes[end] != 10 else { return nil }
        return end
    }

    private func emoji(_ bytes: ArraySlice<UInt8>, at index: Int) -> ([RichText.Inline], Int)? {
        // Times (`10:100:20`) are not emoji.
        if index > bytes.startIndex, (48...57).contains(bytes[index - 1]) { return nil }
        guard let (name, end) = SlackEmojiName.read(bytes, at: index) else { return nil }
        let emoji = references.emoji(named: name)
        guard emoji.characters != nil || emoji.image != nil else { return nil }
        return ([.emoji(emoji)], end)
    }
}
