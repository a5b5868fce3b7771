// SPDX-License-Identifier: Apache-2.0

/// A Matrix user id, `@localpart:server`.
public struct UserID: Hashable, Sendable {
    /// The whole id.
    public let text: String

    /// Puts an id together; `nil` when the grammar or the length of 255 bytes forbids it.
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

    /// Reads a whole id.
    public init?(_ text: String) {
        guard text.hasPrefix("@"), let colon = text.firstIndex(of: ":") else { return nil }
        self.init(
            localpart: String(text[text.index(after: text.startIndex)..<colon]),
            server: String(text[text.index(after: colon)...]))
    }

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
