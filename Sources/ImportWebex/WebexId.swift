// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON

/// An id of Webex, `Y2lzY29zcGFyazovL3VzL1JPT00v…`: base64 of `ciscospark://us/ROOM/<uuid>`.
///
/// The same thing is named with and without its region, and in HTML by its bare UUID, so only what stands behind
/// the last kind tells two things apart.
struct WebexId: Hashable {
    /// `ROOM`, `MESSAGE`, `PEOPLE`; empty where the id does not say.
    let kind: String
    /// What stands behind the kind: mostly a UUID in lower case, else the id as it came.
    let value: String

    private static let scheme = Array("ciscospark://".utf8)
    private static let slash = UInt8(ascii: "/")
    private static let longest = 2_000

    /// Reads an id in any of its forms; `nil` for an empty one.
    init?(_ text: String?) {
        guard var text, !text.isEmpty, text.utf8.count < Self.longest,
            let id = text.withUTF8({ Self($0) })
        else { return nil }
        self = id
    }

    /// Reads an id where it stands, without a text of it: every message has half a dozen.
    init?(_ element: JSONElement?) {
        guard let element, element.kind == .string else { return nil }
        let id = element.withRawBytes { bytes -> WebexId?? in
            let text = UnsafeRawBufferPointer(rebasing: bytes.dropFirst().dropLast())
            guard !text.isEmpty, text.count < Self.longest else { return .some(nil) }
            guard text.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "\\") }) else { return nil }
            return text.withMemoryRebound(to: UInt8.self) { Self($0) }
        }
        guard let known = id ?? WebexId(element.string) else { return nil }
        self = known
    }

    private init?(_ text: UnsafeBufferPointer<UInt8>) {
        let id = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { plain -> WebexId?? in
            if text.starts(with: Self.scheme) { return .some(Self(plain: text)) }
            guard let count = Self.decode(text, into: plain),
                plain[..<count].starts(with: Self.scheme)
            else { return nil }
            return .some(Self(plain: UnsafeBufferPointer(rebasing: plain[..<count])))
        }
        if let id {
            guard let id else { return nil }
            self = id
        } else {
            kind = ""
            let whole = String(decoding: text, as: UTF8.self)
            let hasCapitals = text.contains { (0x41...0x46).contains($0) }
            value = hasCapitals && Self.isUUID(whole) ? whole.lowercased() : whole
        }
    }

    // `ciscospark://us/ROOM/…`: what stands between the slashes.
    private init?(plain: UnsafeBufferPointer<UInt8>) {
        let inner = plain[Self.scheme.count...]
        guard let first = inner.firstIndex(of: Self.slash),
            let second = inner[(first + 1)...].firstIndex(of: Self.slash), second + 1 < plain.count
        else { return nil }
        let word = inner[(first + 1)..<second]
        // Webex writes capitals; changing them to what they are costs as much as all the rest.
        let isCapital = word.allSatisfy { (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "_") }
        let stated = String(decoding: word, as: UTF8.self)
        kind = isCapital ? stated : stated.uppercased()
        let rest = inner[(second + 1)...]
        let isPlain = rest.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) }
        let text = String(decoding: rest, as: UTF8.self)
        value = isPlain ? text : text.lowercased()
    }

    /// Whether it can be a person's: texts and lists hold whatever somebody typed.
    var isPerson: Bool { kind == "PEOPLE" || (kind.isEmpty && Self.isUUID(value)) }

    /// Whether a text has the form of a UUID.
    static func isUUID(_ text: some StringProtocol) -> Bool {
        guard text.utf8.count == 36 else { return false }
        return text.utf8.enumerated().allSatisfy { index, byte in
            index == 8 || index == 13 || index == 18 || index == 23
                ? byte == UInt8(ascii: "-") : (48...57).contains(byte) || (97...102).contains(byte | 0x20)
        }
    }

    // Standard and URL-safe alphabet, with and without padding; gives how many bytes it wrote.
    private static func decode(
        _ text: UnsafeBufferPointer<UInt8>, into bytes: UnsafeMutableBufferPointer<UInt8>
    ) -> Int? {
        sextets.withUnsafeBufferPointer { sextets in
            var bits: UInt32 = 0
            var width: UInt32 = 0
            var count = 0
            for byte in text where byte != UInt8(ascii: "=") {
                let value = sextets[Int(byte)]
                guard value < 64 else { return nil }
                bits = bits << 6 | UInt32(value)
                width &+= 6
                guard width >= 8 else { continue }
                width &-= 8
                bytes[count] = UInt8(truncatingIfNeeded: bits &>> width)
                count &+= 1
            }
            return count
        }
    }

    /// What each byte stands for, 64 for none of the alphabet.
    private static let sextets: [UInt8] = (UInt8.min...UInt8.max).map { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte + 4
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: 64
        }
    }
}
