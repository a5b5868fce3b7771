// SPDX-License-Identifier: Apache-2.0

/// A moment written as ISO 8601 has it: `2025-08-12T13:03:39.181+00:00`, `…:39Z`, with any number of decimals, a blank
/// in place of the `T`, and UTC where no offset is stated.
public struct ISOMoment: Hashable, Sendable {
    /// Whole seconds since 1970-01-01 UTC, rounded down.
    public let seconds: Int64
    /// What comes on top of the seconds, in units of 100 nanoseconds; finer decimals are cut off.
    public let ticks: Int64

    private static let longest = 40

    /// Reads a text; `nil` for anything else than a moment of a day that there is, of any year from 0 to 9999.
    public init?(_ text: String) {
        var text = text
        guard let found = text.withUTF8({ Self.read($0) }) else { return nil }
        self = found
    }

    private init(seconds: Int64, ticks: Int64) {
        self.seconds = seconds
        self.ticks = ticks
    }

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> ISOMoment? {
        guard (19...longest).contains(bytes.count), bytes[4] == UInt8(ascii: "-"),
            bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
            let day = number(bytes[8..<10]), let hour = number(bytes[11..<13]),
            let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
            let date = CivilDay(year: year, month: month, day: day), hour < 24, minute < 60, second < 61
        else { return nil }
        var rest = bytes[19...]
        let ticks = fraction(&rest)
        guard let offset = offset(rest) else { return nil }
        return ISOMoment(
            seconds: date.daysSince1970 * 86_400 + hour * 3_600 + minute * 60 + second - offset * 60,
            ticks: ticks)
    }

    /// Takes the decimals off.
    private static func fraction(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Int64 {
        guard rest.first == UInt8(ascii: ".") else { return 0 }
        rest = rest.dropFirst()
        var ticks: Int64 = 0
        var unit: Int64 = 1_000_000
        while let digit = rest.first, (48...57).contains(digit) {
            ticks += Int64(digit - 48) * unit
            unit /= 10
            rest = rest.dropFirst()
        }
        return ticks
    }

    /// The offset from UTC in minutes.
    private static func offset(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
        guard let sign = rest.first, sign != UInt8(ascii: "Z") else { return rest.count <= 1 ? 0 : nil }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        var digits: Int64 = 0
        var count = 0
        for byte in rest.dropFirst() where byte != UInt8(ascii: ":") {
            guard (48...57).contains(byte), count < 4 else { return nil }
            digits = digits * 10 + Int64(byte - 48)
            count += 1
        }
        let (hours, minutes) = digits.quotientAndRemainder(dividingBy: 100)
        guard count == 4, hours < 24, minutes < 60 else { return nil }
        return (hours * 60 + minutes) * (sign == UInt8(ascii: "+") ? 1 : -1)
    }

    private static func number(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
        var number: Int64 = 0
        for byte in bytes {
            guard (48...57).contains(byte) else { return nil }
            number = number * 10 + Int64(byte - 48)
        }
        return number
    }
}
