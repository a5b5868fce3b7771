// SPDX-License-Identifier: Apache-2.0

/// What the first bytes of a file say it is.
enum Signature: Hashable {
    case zip
    /// A tar, or anything in a packing that a tar may come in.
    case tar
    /// An archive that is not read, by the name people know it by.
    case unsupported(String)

    /// Looks at the first 512 bytes; `nil` for no archive.
    init?(_ head: [UInt8]) {
        let known: [([UInt8], Signature)] = [
            ([0x50, 0x4B, 3, 4], .zip), ([0x50, 0x4B, 5, 6], .zip), ([0x50, 0x4B, 7, 8], .zip),
            ([0x1F, 0x8B], .tar), ([0x28, 0xB5, 0x2F, 0xFD], .tar),
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], .tar),
            (Array("BZh".utf8), .tar), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .unsupported("7z")),
            (Array("Rar!".utf8), .unsupported("rar")), (Array("MSCF".utf8), .unsupported("cab")),
        ]
        if let match = known.first(where: { head.starts(with: $0.0) }) {
            self = match.1
        } else if Self.isTarHeader(head) {
            self = .tar
        } else {
            return nil
        }
    }

    /// Whether the checksum of a tar header holds; the oldest tars have no other mark.
    private static func isTarHeader(_ head: [UInt8]) -> Bool {
        guard head.count == 512, head[0] != 0 else { return false }
        let field = head[148..<156]
        let sum = head.reduce(0) { $0 + Int($1) } - field.reduce(0) { $0 + Int($1) } + 8 * 0x20
        let digits = field.drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
        return !digits.isEmpty && sum == digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
    }
}
