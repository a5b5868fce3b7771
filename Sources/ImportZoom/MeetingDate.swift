// SPDX-License-Identifier: Apache-2.0

/// The day of a meeting and, where known, its time of day, as a clock on a wall shows them.
public struct MeetingDate: Hashable, Sendable {
    /// Days since 1970-01-01.
    let day: Int64
    /// Seconds after midnight at which it began, where known.
    let second: Int64?
    /// Whether both are in UTC, whatever the zone of the people.
    let isUTC: Bool

    init(day: Int64, second: Int64?, isUTC: Bool = false) {
        self.day = day
        self.second = second
        self.isUTC = isUTC
    }

    /// Reads `2026-09-15`, `2026-09-15 14:30`, `2026-09-15 14.30.12` or `2026-09-15T14:30:12Z`; `nil` for
    /// anything else.
    public init?(_ text: String) {
        guard let (date, rest) = Self.leading(text), rest.isEmpty else { return nil }
        self = date
    }

    /// Reads a date at the start of a text, and what stands behind it.
    static func leading(_ text: String) -> (date: MeetingDate, rest: Substring)? {
        let bytes = Array(text.utf8)
        guard let year = digits(bytes, 0, 4), byte(bytes, 4, in: "-"), let month = digits(bytes, 5, 2),
            byte(bytes, 7, in: "-"), let day = digits(bytes, 8, 2),
            let days = CivilTime.days(year: year, month: month, day: day)
        else { return nil }
        guard byte(bytes, 10, in: " T_"), let hour = digits(bytes, 11, 2), hour < 24,
            byte(bytes, 13, in: ".:-"),
            let minute = digits(bytes, 14, 2), minute < 60
        else { return (MeetingDate(day: days, second: nil), rest(text, 10)) }
        var end = 16
        var second: Int64 = 0
        if byte(bytes, 16, in: ".:-"), let stated = digits(bytes, 17, 2), stated < 60 {
            second = stated
            end = 19
        }
        let isUTC = byte(bytes, end, in: "Z")
        return (
            MeetingDate(day: days, second: hour * 3600 + minute * 60 + second, isUTC: isUTC),
            rest(text, isUTC ? end + 1 : end)
        )
    }

    /// Reads `GMT20260915-143012` at the start of the name of a file of a cloud recording, and what stands behind it.
    static func leadingGMT(_ text: String) -> (date: MeetingDate, rest: Substring)? {
        let bytes = Array(text.utf8)
        guard text.hasPrefix("GMT"), let year = digits(bytes, 3, 4), let month = digits(bytes, 7, 2),
            let day = digits(bytes, 9, 2), byte(bytes, 11, in: "-"), let hour = digits(bytes, 12, 2),
            let minute = digits(bytes, 14, 2), let second = digits(bytes, 16, 2), hour < 24, minute < 60,
            second < 60,
            let days = CivilTime.days(year: year, month: month, day: day)
        else { return nil }
        let date = MeetingDate(day: days, second: hour * 3600 + minute * 60 + second, isUTC: true)
        return (date, rest(text, 18))
    }

    private static func digits(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int64? {
        guard bytes.count >= start + count else { return nil }
        let digits = bytes[start..<(start + count)]
        guard digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }

    private static func byte(_ bytes: [UInt8], _ position: Int, in set: String) -> Bool {
        position < bytes.count && set.utf8.contains(bytes[position])
    }

    private static func rest(_ text: String, _ count: Int) -> Substring {
        Substring(text.utf8.dropFirst(count))
    }
}
