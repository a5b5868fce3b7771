// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// The calendar: days since 1970-01-01, and what a clock on a wall shows.
enum CivilTime {
    /// The days from 1970-01-01 to a day; `nil` for one that is in no calendar.
    static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
        guard (1970...9999).contains(year) else { return nil }
        return CivilDay(year: year, month: month, day: day)?.daysSince1970
    }

    /// The year of a day since 1970-01-01.
    static func year(ofDay day: Int64) -> Int64 { CivilDay(daysSince1970: day).year }

    /// 0 for Sunday.
    static func weekday(ofDay day: Int64) -> Int64 { ((day + 4) % 7 + 7) % 7 }
}
