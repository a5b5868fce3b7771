// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@Suite("Days of the calendar")
struct CivilDayTests {
    @Test(
        "are counted from 1970, leap days included",
        arguments: [
            (1970, 1, 1, 0), (1969, 12, 31, -1), (1972, 2, 29, 789), (1972, 3, 1, 790), (2000, 2, 29, 11_016),
            (1900, 3, 1, -25_508), (2026, 11, 23, 20_780), (9999, 12, 31, 2_932_896), (0, 3, 1, -719_468),
            (-1, 12, 31, -719_529),
        ] as [(Int64, Int64, Int64, Int64)])
    func counted(_ year: Int64, _ month: Int64, _ day: Int64, _ days: Int64) {
        let date = CivilDay(year: year, month: month, day: day)
        #expect(date?.daysSince1970 == days)
        #expect(CivilDay(daysSince1970: days) == date)
    }

    @Test("follow each other without a gap for eight hundred years")
    func successive() {
        var before = CivilDay(daysSince1970: -140_000)
        for days in Int64(-139_999)...150_000 {
            let date = CivilDay(daysSince1970: days)
            #expect(date.daysSince1970 == days)
            let isNextDay = date.day == before.day + 1 && date.month == before.month
            #expect(isNextDay || date.day == 1 && (28...31).contains(before.day))
            before = date
        }
    }

    @Test(
        "are none that no calendar has",
        arguments: [
            (2023, 2, 29), (2024, 2, 30), (1900, 2, 29), (2100, 2, 29), (2023, 2, 31), (2023, 4, 31),
            (2023, 11, 31), (2023, 1, 32), (2023, 1, 0), (2023, 0, 1), (2023, 13, 1), (2023, -1, 1),
        ] as [(Int64, Int64, Int64)])
    func impossible(_ year: Int64, _ month: Int64, _ day: Int64) {
        #expect(CivilDay(year: year, month: month, day: day) == nil)
    }
}
