// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// What stands between angle brackets: a person, a channel, a command such as `!here`, or a URL, perhaps with
/// a label behind a bar.
struct SlackReference {
    /// What stands before the bar, escapes undone.
    let target: String
    /// What stands behind the bar, escapes undone; `nil` when there is no bar or nothing behind it.
    let label: String?
    /// Where the text goes on.
    let end: Int

    /// Reads the brackets that open at `index`; `nil` when they are not closed or are empty.
    init?(_ bytes: ArraySlice<UInt8>, at index: Int) {
        guard let end = Self.end(bytes, at: index) else { return nil }
        let content = bytes[(index + 1)..<(end - 1)]
        guard !content.isEmpty else { return nil }
        let bar = content.firstIndex(of: UInt8(ascii: "|"))
        target = SlackEntities.decoded(content[..<(bar ?? content.endIndex)])
        let text = bar.map { SlackEntities.decoded(content[($0 + 1)...]) } ?? ""
        label = text.isEmpty ? nil : SlackSecrets.stripped(text)
        self.end = end
    }

    /// Where the brackets that open at `index` end; Slack escapes brackets that are not its own, so a second
    /// opening one means that the first is text.
    static func end(_ bytes: ArraySlice<UInt8>, at index: Int) -> Int? {
        let close = bytes[(index + 1)...].firstIndex { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "<") }
        guard let close, bytes[close] == UInt8(ascii: ">") else { return nil }
        return close + 1
    }

    /// The reference as part of a line.
    func inline(_ references: SlackReferences) -> RichText.Inline {
        let name = String(target.dropFirst())
        switch target.utf8.first {
        case UInt8(ascii: "@"):
            guard Self.isId(name, "UWB") else { return .text(plain) }
            return references.mention(name, label: Self.withoutMark("@", label))
        case UInt8(ascii: "#"):
            guard Self.isId(name, "CGD") else { return .text(plain) }
            return references.channelLink(name, label: Self.withoutMark("#", label))
        case UInt8(ascii: "!"):
            return command(name, references)
        default:
            if Self.isURL(target) { return references.link(target, label.map(InlineText.inlines) ?? []) }
            // Some notices of old exports leave the mark out (`<U1234|@name>`).
            guard Self.isId(target, "UW"), label != nil else { return .text(plain) }
            return references.mention(target, label: Self.withoutMark("@", label))
        }
    }

    /// The reference as Slack shows it, without meaning.
    var plain: String {
        switch target.utf8.first {
        case UInt8(ascii: "@"): "@" + (Self.withoutMark("@", label) ?? String(target.dropFirst()))
        case UInt8(ascii: "#"): "#" + (Self.withoutMark("#", label) ?? String(target.dropFirst()))
        case UInt8(ascii: "!"): commandText
        default: label ?? (Self.isURL(target) ? SlackSecrets.stripped(target) : "<" + target + ">")
        }
    }

    private func command(_ name: String, _ references: SlackReferences) -> RichText.Inline {
        let words = name.split(separator: "^", omittingEmptySubsequences: false)
        switch words[0] {
        case "here", "channel", "everyone", "group":
            return .broadcast(words[0] == "group" ? "channel" : String(words[0]))
        case "date" where words.count > 3 && Self.isURL(String(words[3])):
            return references.link(words[3...].joined(separator: "^"), [.text(commandText)])
        default:
            return .text(commandText)
        }
    }

    private var commandText: String {
        let words = target.dropFirst().split(separator: "^", omittingEmptySubsequences: false)
        switch words.first {
        case "date" where words.count > 2:
            return SlackDate.text(seconds: Int64(words[1]), format: String(words[2]), fallback: label)
        case "subteam" where words.count > 1:
            return "@" + (Self.withoutMark("@", label) ?? String(words[1]))
        case "here", "channel", "everyone", "group":
            return "@" + (words.first.map(String.init) ?? "")
        default:
            return label ?? "<" + target + ">"
        }
    }

    private static func isId(_ text: String, _ kinds: String) -> Bool {
        guard let first = text.utf8.first, kinds.utf8.contains(first), text.utf8.count > 1 else {
            return false
        }
        return text.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) }
    }

    /// Whether a text starts with a scheme.
    private static func isURL(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let scheme = text.utf8[..<colon]
        return !scheme.isEmpty
            && scheme.allSatisfy {
                (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0)
                    || [43, 45, 46].contains($0)
            }
    }

    private static func withoutMark(_ mark: String, _ label: String?) -> String? {
        guard let label, label.hasPrefix(mark) else { return label }
        return label.count > 1 ? String(label.dropFirst()) : nil
    }
}
