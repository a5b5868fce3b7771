// SPDX-License-Identifier: Apache-2.0

extension Timestamp {
    /// The moment as `2026-11-23 07:05 UTC`.
    public var utcText: String {
        let minutes = Self.floor(milliseconds, by: 60_000)
        let days = Self.floor(minutes, by: 1440)
        let minute = minutes - days * 1440
        // Days since 0000-03-01 in eras of 400 years, so that the leap day is the last of its year.
        let shifted = days + 719_468
        let era = Self.floor(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return
            "\(year)-\(Self.two(month))-\(Self.two(day)) \(Self.two(minute / 60)):\(Self.two(minute % 60)) UTC"
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
            let day = Int64(String(Substring(parts[2]))), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = Self.floor(shifted, by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let yearOfEra = shifted - era * 400
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(seconds: (era * 146_097 + dayOfEra - 719_468) * 86_400)
        // A day that the month does not have comes out as one of the next.
        guard utcText.hasPrefix(text) else { return nil }
    }

    private static func floor(_ value: Int64, by divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
