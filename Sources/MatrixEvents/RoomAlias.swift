// SPDX-License-Identifier: Apache-2.0

/// An alias of a room, `#localpart:server`: the name under which people find it.
public struct RoomAlias: Hashable, Sendable {
    /// The longest alias, in bytes.
    public static let limit = 255

    /// The whole alias.
    public let text: String

    /// Puts an alias together; `nil` when the grammar or the length of 255 bytes forbids it.
    ///
    /// Source: Matrix specification, appendix "Room aliases": neither `:` nor NUL. Homeservers refuse blanks too, and
    /// nobody can type control characters.
    public init?(localpart: String, server: String) {
        let text = "#\(localpart):\(server)"
        guard !localpart.isEmpty, !server.isEmpty, text.utf8.count <= Self.limit,
            !localpart.unicodeScalars.contains(where: Self.isForbidden)
        else { return nil }
        self.text = text
    }

    /// Reads a whole alias.
    public init?(_ text: String) {
        guard text.hasPrefix("#"), let colon = text.firstIndex(of: ":") else { return nil }
        self.init(
            localpart: String(text[text.index(after: text.startIndex)..<colon]),
            server: String(text[text.index(after: colon)...]))
    }

    /// The part between `#` and the first colon.
    public var localpart: String { String(text.dropFirst().prefix { $0 != ":" }) }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar == ":" || scalar.value < 0x20 || scalar.value == 0x7F || scalar.properties.isWhitespace
            || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
