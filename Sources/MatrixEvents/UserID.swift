// SPDX-License-Identifier: Apache-2.0

/// A Matrix user id, `@localpart:server`.
public struct UserID: Hashable, Sendable {
    /// The whole id.
    public let text: String

    /// Puts a new id together; `nil` when the grammar or the length of 255 bytes forbids it.
    ///
    /// Source: Matrix specification, appendix "User identifiers". An appservice can register ids that break
    /// the grammar and that fail later, so nothing else protects the migration from them.
    public init?(localpart: String, server: String) {
        let text = "@\(localpart):\(server)"
        guard !localpart.isEmpty, !server.isEmpty, text.utf8.count <= 255,
            localpart.utf8.allSatisfy(Self.isAllowed)
        else { return nil }
        self.text = text
    }

    /// Reads the whole id of a user, who may be older than the grammar of today: homeservers took capitals and signs
    /// once that they refuse now.
    ///
    /// Source: Matrix specification, appendix "Historical user IDs": anything but `:` and NUL. Control characters and
    /// blanks are refused here all the same: a user can be named, and hardly anybody means one.
    public init?(_ text: String) {
        guard text.hasPrefix("@"), let colon = text.firstIndex(of: ":"), text.utf8.count <= 255 else {
            return nil
        }
        let localpart = text[text.index(after: text.startIndex)..<colon]
        guard !localpart.isEmpty, text.index(after: colon) < text.endIndex,
            !localpart.unicodeScalars.contains(where: {
                $0.value < 0x21 || $0.value == 0x7F || $0.properties.isWhitespace
            })
        else { return nil }
        self.text = text
    }

    /// Whether nobody could register the id today: whoever has it has had it for long.
    public var isHistorical: Bool { !localpart.utf8.allSatisfy(Self.isAllowed) }

    /// The part between `@` and the first colon.
    public var localpart: String { String(text.dropFirst().prefix { $0 != ":" }) }

    /// Whether a byte may stand in the localpart of a new id: `a-z`, `0-9` and `._=-/+`.
    public static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "-"), UInt8(ascii: "/"),
            UInt8(ascii: "+"):
            true
        default: false
        }
    }
}
