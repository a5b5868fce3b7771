// SPDX-License-Identifier: Apache-2.0

/// An id of Webex, `Y2lzY29zcGFyazovL3VzL1JPT00v…`: base64 of `ciscospark://us/ROOM/<uuid>`.
///
/// The same thing is named with and without its region, and in HTML by its bare UUID, so only what stands behind
/// the last kind tells two things apart.
struct WebexId: Hashable {
    /// `ROOM`, `MESSAGE`, `PEOPLE`; empty where the id does not say.
    let kind: String
    /// What stands behind the kind: mostly a UUID in lower case, else the id as it came.
    let value: String

    /// Reads an id in any of its forms; `nil` for an empty one.
    init?(_ text: String?) {
        guard let text, !text.isEmpty, text.utf8.count < 2_000 else { return nil }
        let plain = text.hasPrefix(Self.scheme) ? text : Self.decoded(text)
        guard let plain, plain.hasPrefix(Self.scheme) else {
            kind = ""
            value = Self.isUUID(text) ? text.lowercased() : text
            return
        }
        let parts = plain.dropFirst(Self.scheme.count).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, !parts[2].isEmpty else { return nil }
        kind = parts[1].uppercased()
        value = parts[2...].joined(separator: "/").lowercased()
    }

    /// Whether it can be a person's: texts and lists hold whatever somebody typed.
    var isPerson: Bool { kind == "PEOPLE" || (kind.isEmpty && Self.isUUID(value)) }

    private static let scheme = "ciscospark://"

    /// Whether a text has the form of a UUID.
    static func isUUID(_ text: some StringProtocol) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return false }
        return bytes.enumerated().allSatisfy { index, byte in
            [8, 13, 18, 23].contains(index)
                ? byte == UInt8(ascii: "-") : (48...57).contains(byte) || (97...102).contains(byte | 0x20)
        }
    }

    // Standard and URL-safe alphabet, with and without padding.
    private static func decoded(_ text: String) -> String? {
        var bits: UInt32 = 0
        var count = 0
        var bytes: [UInt8] = []
        for byte in text.utf8 where byte != UInt8(ascii: "=") {
            guard let value = sextet(byte) else { return nil }
            bits = bits << 6 | value
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func sextet(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
