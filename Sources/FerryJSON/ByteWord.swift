// SPDX-License-Identifier: Apache-2.0

/// Eight bytes looked at together.
///
/// The zero-byte test may mark bytes above the first true hit, never below it, so the lowest mark is exact.
struct ByteWord {
    private let bits: UInt64

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Loads eight bytes; all of them must be readable.
    @inline(__always)
    init(_ pointer: UnsafePointer<UInt8>) {
        bits = UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
    }

    /// Marks the bytes equal to one repeated in all lanes.
    @inline(__always)
    private func marks(equalTo lanes: UInt64) -> UInt64 {
        let difference = bits ^ lanes
        return (difference &- Self.ones) & ~difference
    }

    /// Marks quotes and backslashes: where the inside of a string needs a look.
    @inline(__always)
    var quotesAndBackslashes: UInt64 {
        (marks(equalTo: 0x2222_2222_2222_2222) | marks(equalTo: 0x5C5C_5C5C_5C5C_5C5C)) & Self.highs
    }

    /// Whether all are blanks, as in the indentation of texts that tools have laid out for people.
    @inline(__always)
    var isBlank: Bool { bits == 0x2020_2020_2020_2020 }

    /// Marks quotes, backslashes and control characters.
    @inline(__always)
    var stringStops: UInt64 {
        let controls = (bits &- 0x2020_2020_2020_2020) & ~bits
        return
            (marks(equalTo: 0x2222_2222_2222_2222) | marks(equalTo: 0x5C5C_5C5C_5C5C_5C5C) | controls)
            & Self.highs
    }

    /// The bits above 0x7F of the bytes before a mark, all of them without a mark.
    @inline(__always)
    func highBits(before mark: UInt64) -> UInt64 {
        mark == 0 ? bits & Self.highs : bits & Self.highs & ((mark & (0 &- mark)) &- 1)
    }

    /// How many bytes lie before the lowest mark.
    @inline(__always)
    static func distance(to marks: UInt64) -> Int {
        marks.trailingZeroBitCount >> 3
    }
}
