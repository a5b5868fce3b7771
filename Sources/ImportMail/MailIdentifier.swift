// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Message-IDs and what stands in `References` and `In-Reply-To`.
enum MailIdentifier {
    /// How many of a mail's references are looked at, the nearest ones.
    static let referenceLimit = 60

    /// The id without its brackets; `nil` for an empty one (`<>`), which HyperKitty and others have met.
    static func one(_ value: [UInt8]) -> [UInt8]? { bracketed(value, limit: 1).first ?? bare(value).first }

    /// The ids of a list of references, the nearest last.
    static func list(_ value: [UInt8]) -> [[UInt8]] {
        let found = bracketed(value, limit: 10_000)
        return Array((found.isEmpty ? bare(value) : found).suffix(referenceLimit))
    }

    private static func bracketed(_ value: [UInt8], limit: Int) -> [[UInt8]] {
        var found: [[UInt8]] = []
        var index = value.startIndex
        while found.count < limit, let open = value[index...].firstIndex(of: UInt8(ascii: "<")),
            let close = value[open...].firstIndex(of: UInt8(ascii: ">"))
        {
            let id = value[(open + 1)..<close].filter { $0 > 32 && $0 != UInt8(ascii: "<") }
            if !id.isEmpty { found.append(id) }
            index = close + 1
        }
        return found
    }

    // Without brackets only what looks like an id counts, since people wrote sentences here.
    private static func bare(_ value: [UInt8]) -> [[UInt8]] {
        value.split {
            $0 == 32 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">")
        }
        .filter { $0.contains(UInt8(ascii: "@")) && !$0.contains(UInt8(ascii: "\"")) }.map { Array($0) }
    }

    /// A number for an id, to look it up by during one run.
    static func number(_ bytes: [UInt8], salt: UInt8 = 0) -> Int64 {
        var hasher = Hasher()
        hasher.combine(salt)
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        return Int64(truncatingIfNeeded: hasher.finalize())
    }

    /// The id as it may stand in a key: as it is, or its digest where it is too long or not plain text.
    static func keyText(_ id: [UInt8]) -> String {
        let isPlain = id.count <= 200 && id.allSatisfy { $0 > 32 && $0 < 127 }
        return isPlain ? String(decoding: id, as: UTF8.self) : "sha256:" + SHA256.digest(of: id).hex
    }
}
