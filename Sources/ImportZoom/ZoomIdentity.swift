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

    private init(known address: String?, name: String, meeting: String?) {
        self.address = address
        self.name = name
        self.meeting = meeting
    }

    /// Reads what people write for a person: `anna@example.org`, `Anna <anna@example.org>`,
    /// `Anna (anna@example.org)` or `Anna`.
    init(shown text: String, meeting: String? = nil) {
        let text = text.trimmedBlanks
        if let (address, name) = Self.bracketed(text) {
            self.init(known: address, name: name, meeting: meeting)
        } else {
            let address = Self.address(text)
            self.init(known: address, name: address == nil ? text : "", meeting: meeting)
        }
    }

    private static func bracketed(_ text: String) -> (address: String, name: String)? {
        guard let end = text.utf8.last, ">)]".utf8.contains(end) else { return nil }
        for (open, close) in [("<", ">"), ("(", ")"), ("[", "]")] as [(Character, Character)] {
            guard text.last == close, let start = text.lastIndex(of: open) else { continue }
            let inner = text[text.index(after: start)...].dropLast()
            guard let address = address(String(inner)) else { continue }
            return (address, text[..<start].trimmedBlanks)
        }
        return nil
    }

    /// Whether anything says who it is.
    var isNamed: Bool { address != nil || memberId != nil || userId != nil || !name.isEmpty }

    /// A mail address in one form; `nil` for what is none.
    static func address(_ text: String?) -> String? {
        guard let text, text.utf8.contains(UInt8(ascii: "@")) else { return nil }
        let normal = text.trimmedBlanks.lowercased()
        guard normal.utf8.count <= 320,
            let at = normal.utf8.firstIndex(of: UInt8(ascii: "@")), at != normal.utf8.startIndex,
            normal.utf8.index(after: at) != normal.utf8.endIndex,
            !normal.utf8.contains(where: {
                $0 <= 32 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "/")
            })
        else { return nil }
        return normal
    }

    private static func stated(_ text: String?) -> String? {
        guard let text = text?.trimmedBlanks, !text.isEmpty else { return nil }
        return text
    }
}

extension StringProtocol where UTF8View: BidirectionalCollection {
    /// The text without blanks and line breaks at its ends.
    var trimmedBlanks: String {
        // Most texts have none, as their first and last bytes tell.
        let signs: ClosedRange<UInt8> = 0x21...0x7E
        if let first = utf8.first, let last = utf8.last, signs.contains(first), signs.contains(last) {
            return String(self)
        }
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
