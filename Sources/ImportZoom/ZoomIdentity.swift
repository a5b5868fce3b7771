// SPDX-License-Identifier: Apache-2.0

/// A person as one spot of an archive names them.
struct ZoomIdentity: Hashable {
    /// The mail address in small letters.
    var address: String?
    var memberId: String?
    var userId: String?
    var name = ""
    /// The meeting in which the name means somebody, where nothing but the name is known.
    var meeting: String?
    var isExternal = false
    var isBot = false

    init(
        address: String? = nil, memberId: String? = nil, userId: String? = nil, name: String = "",
        meeting: String? = nil
    ) {
        self.address = Self.address(address)
        self.memberId = Self.stated(memberId)
        self.userId = Self.stated(userId)
        self.name = Self.stated(name) ?? ""
        self.meeting = meeting
    }

    /// Reads what people write for a person: `anna@example.org`, `Anna <anna@example.org>`,
    /// `Anna (anna@example.org)` or `Anna`.
    init(shown text: String, meeting: String? = nil) {
        let text = text.trimmedBlanks
        for (open, close) in [("<", ">"), ("(", ")"), ("[", "]")] as [(Character, Character)] {
            guard text.last == close, let start = text.lastIndex(of: open) else { continue }
            let inner = String(text[text.index(after: start)...].dropLast())
            guard Self.address(inner) != nil else { continue }
            self.init(address: inner, name: String(text[..<start]).trimmedBlanks, meeting: meeting)
            return
        }
        let isAddress = Self.address(text) != nil
        self.init(address: isAddress ? text : nil, name: isAddress ? "" : text, meeting: meeting)
    }

    /// Whether anything says who it is.
    var isNamed: Bool { address != nil || memberId != nil || userId != nil || !name.isEmpty }

    /// A mail address in one form; `nil` for what is none.
    static func address(_ text: String?) -> String? {
        guard let text = text?.trimmedBlanks.lowercased(), text.utf8.count <= 320,
            let at = text.utf8.firstIndex(of: UInt8(ascii: "@")), at != text.utf8.startIndex,
            text.utf8.index(after: at) != text.utf8.endIndex,
            !text.utf8.contains(where: {
                $0 <= 32 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "/")
            })
        else { return nil }
        return text
    }

    private static func stated(_ text: String?) -> String? {
        guard let text = text?.trimmedBlanks, !text.isEmpty else { return nil }
        return text
    }
}

extension StringProtocol {
    /// The text without blanks and line breaks at its ends.
    var trimmedBlanks: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
