// SPDX-License-Identifier: Apache-2.0

/// The list a mail came from, as its `List-Id` (RFC 2919) says.
struct MailList {
    /// The id in lower case, `dev.lists.example.org`.
    let id: String
    /// The words beside it; empty when there are none.
    let name: String

    /// Reads a header's value; `nil` for an empty one.
    init?(_ value: [UInt8]) {
        let text = MimeText.header(value)
        let open = text.lastIndex(of: "<")
        let inner = open.map { text[text.index(after: $0)...].prefix { $0 != ">" } } ?? text[...]
        let id = inner.filter { !$0.isWhitespace }.lowercased()
        guard !id.isEmpty, id.utf8.count <= 255 else { return nil }
        self.id = id
        let words = open.map { text[..<$0] } ?? ""
        name = words.filter { $0 != "\"" }.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// The labels of a mail from Google.
enum MailLabels {
    /// The names in `X-Gmail-Labels`: parted by commas, those with commas in quotes. What only says whether it was read
    /// is no label.
    static func names(_ value: [UInt8]) -> [String] {
        var names: [String] = []
        var name = ""
        var isQuoted = false
        for character in MimeText.header(value) + "," {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                let word = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                if !word.isEmpty, !states.contains(word.lowercased()) { names.append(word) }
                name = ""
            default: name.append(character)
            }
        }
        return Array(names.prefix(100))
    }

    private static let states: Set<String> = [
        "opened", "unread", "starred", "important", "archived", "geöffnet", "ungelesen", "markiert",
        "wichtig", "archiviert", "ouvert",
        "non lus", "suivis", "archivés",
    ]
}
