// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// How long messages are kept, in calendar units: `90 days`, `12 weeks`, `18 months`, `5 years`.
public struct RetentionPeriod: Hashable, Sendable {
    private static let longest: Int64 = 10_000

    private let days: Int64
    private let months: Int64

    /// Reads a number and a unit; `nil` for anything else, for zero, and for more than ten thousand of a unit.
    public init?(_ text: String) {
        let words = text.lowercased().split { $0 == " " || $0 == "\t" }
        guard words.count == 2, let number = Int64(words[0]), (1...Self.longest).contains(number) else {
            return nil
        }
        switch words[1] {
        case "day", "days": (days, months) = (number, 0)
        case "week", "weeks": (days, months) = (number * 7, 0)
        case "month", "months": (days, months) = (0, number)
        case "year", "years": (days, months) = (0, number * 12)
        default: return nil
        }
    }

    /// The first moment that is kept, seen from the beginning of a day. Where the month has no such day, its last one
    /// counts: a month before the 31st of March is the last of February.
    public func beginning(asOf day: Timestamp) -> Timestamp {
        guard months > 0 else {
            return Timestamp(milliseconds: day.milliseconds - days * 86_400_000)
        }
        let parts = day.utcText.prefix { $0 != " " }.split(separator: "-").compactMap { Int64($0) }
        guard parts.count == 3 else { return Timestamp(milliseconds: .min) }
        let month = parts[0] * 12 + parts[1] - 1 - months
        for date in stride(from: parts[2], through: 1, by: -1) {
            if let found = Self.day(month / 12, month % 12 + 1, date) { return found }
        }
        // Before the year 0: everything is kept.
        return Timestamp(milliseconds: .min)
    }

    private static func day(_ year: Int64, _ month: Int64, _ date: Int64) -> Timestamp? {
        func padded(_ number: Int64, _ count: Int) -> String {
            String(repeating: "0", count: max(0, count - String(number).count)) + String(number)
        }
        return Timestamp(day: padded(year, 4) + "-" + padded(month, 2) + "-" + padded(date, 2))
    }
}
