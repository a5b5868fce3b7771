// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// The calendar: days since 1970-01-01, and what a clock on a wall shows.
enum CivilTime {
    /// The days from 1970-01-01 to a day; `nil` for one that is in no calendar.
    static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
        guard (1...12).contains(month), day >= 1, day <= length(ofMonth: month, year: year),
            (1970...9999).contains(year)
        else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let ofEra = shifted - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    /// The year of a day since 1970-01-01.
    static func year(ofDay day: Int64) -> Int64 {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365 + era * 400
        let ofYear = ofEra - (365 * (year - era * 400) + (year - era * 400) / 4 - (year - era * 400) / 100)
        return ofYear >= 306 ? year + 1 : year
    }

    /// The days of a month.
    static func length(ofMonth month: Int64, year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// 0 for Sunday.
    static func weekday(ofDay day: Int64) -> Int64 { ((day + 4) % 7 + 7) % 7 }
}
