// SPDX-License-Identifier: Apache-2.0

extension Timestamp {
    /// The moment as `2026-11-23 07:05 UTC`.
    public var utcText: String {
        let minutes = Self.floor(milliseconds, by: 60_000)
        let days = Self.floor(minutes, by: 1440)
        let minute = minutes - days * 1440
        let date = CivilDay(daysSince1970: days)
        return "\(date.year)-\(Self.two(date.month))-\(Self.two(date.day)) "
            + "\(Self.two(minute / 60)):\(Self.two(minute % 60)) UTC"
    }

    /// The moment as `2026-11-23T07:05:09Z`, for programs.
    public var isoText: String {
        let seconds = Self.floor(milliseconds, by: 1000)
        let second = seconds - Self.floor(seconds, by: 60) * 60
        return utcText.dropLast(" UTC".count).replacing(" ", with: "T") + ":" + Self.two(second) + "Z"
    }

    /// The beginning of a day in UTC, written `2026-11-23`; `nil` for anything else.
    public init?(day text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.count) == [4, 2, 2],
            parts.allSatisfy({ $0.allSatisfy { (48...57).contains($0) } }),
            let year = Int64(String(Substring(parts[0]))), let month = Int64(String(Substring(parts[1]))),
            let day = Int64(String(Substring(parts[2]))),
            let date = CivilDay(year: year, month: month, day: day)
        else { return nil }
        self.init(seconds: date.daysSince1970 * 86_400)
    }

    private static func floor(_ value: Int64, by divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
