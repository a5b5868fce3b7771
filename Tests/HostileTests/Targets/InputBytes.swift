// SPDX-License-Identifier: Apache-2.0

/// Takes an input apart: a few bytes that choose, and the rest that is read.
struct InputBytes {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// The next byte; zero behind the end.
    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    /// What is left, as bytes.
    var bytes: [UInt8] { Array(rest) }

    /// What is left, as text; broken UTF-8 repaired as the readers do.
    var text: String { String(decoding: rest, as: UTF8.self) }

    /// The bytes in pieces whose lengths follow from a seed; together they are the bytes.
    static func pieces(_ bytes: [UInt8], seed: UInt8) -> [ArraySlice<UInt8>] {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            let longest = seed % 4 == 0 ? 1 : seed % 4 == 1 ? 7 : 61
            let end = min(bytes.count, start + 1 + Int(state % UInt64(longest)))
            pieces.append(bytes[start..<end])
            start = end
        }
        return pieces
    }
}
