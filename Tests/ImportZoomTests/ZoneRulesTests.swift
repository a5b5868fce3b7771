// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@testable import ImportZoom

struct ZoneRulesTests {
    private func local(_ text: String, _ zone: String) throws -> String {
        let date = try #require(MeetingDate(text))
        return Timestamp(
            seconds: try ZoneRules(named: zone).utc(fromLocal: date.day * 86_400 + (date.second ?? 0))
        )
        .utcText
    }

    @Test(
        "clocks are read as they stood, before and behind what the database lists",
        arguments: [
            ("2022-01-15 12:00", "Europe/Berlin", "2022-01-15 11:00 UTC"),
            ("2022-07-15 12:00", "Europe/Berlin", "2022-07-15 10:00 UTC"),
            ("2098-07-15 12:00", "Europe/Berlin", "2098-07-15 10:00 UTC"),
            ("2098-12-31 23:30", "Europe/Berlin", "2098-12-31 22:30 UTC"),
            ("2022-07-15 12:00", "America/New_York", "2022-07-15 16:00 UTC"),
            ("2022-01-15 12:00", "Australia/Sydney", "2022-01-15 01:00 UTC"),
            ("2098-01-15 12:00", "Australia/Sydney", "2098-01-15 01:00 UTC"),
            ("2022-07-15 12:00", "Asia/Kolkata", "2022-07-15 06:30 UTC"),
            ("2022-07-15 12:00", "-03:30", "2022-07-15 15:30 UTC"),
            ("2022-07-15 12:00", "UTC", "2022-07-15 12:00 UTC"),
            // The hour that comes twice, and the one that is skipped.
            ("2022-10-30 02:30", "Europe/Berlin", "2022-10-30 00:30 UTC"),
            ("2022-03-27 02:30", "Europe/Berlin", "2022-03-27 01:30 UTC"),
        ])
    func clocks(_ text: String, zone: String, utc: String) throws { #expect(try local(text, zone) == utc) }

    @Test("the rule of the footer gives the same as the list of changes")
    func rule() throws {
        let rule = try #require(ZoneRule("CET-1CEST,M3.5.0,M10.5.0/3"))
        let rules = try ZoneRules(named: "Europe/Berlin")
        for day in stride(from: Int64(11_000), to: 24_000, by: 1) {
            #expect(rule.offset(atUTC: day * 86_400 + 3_599) == rules.offset(atUTC: day * 86_400 + 3_599))
        }
        #expect(ZoneRule("<-03>3")?.offset(atUTC: 0) == -10_800)
        #expect(ZoneRule("") == nil)
    }

    @Test(
        "names that are in no database are refused",
        arguments: ["Europe/Berln", "../../etc/passwd", "/etc/passwd", "", "+99:00", "Europe"])
    func unknown(_ name: String) { #expect(throws: Failure.self) { try ZoneRules(named: name) } }

    @Test(
        "dates of no calendar are none",
        arguments: [
            "2022-02-29", "2022-13-01", "2022-00-10", "22-01-01", "2022-01-01 25:00", "yesterday",
            "2022-01-01x",
        ])
    func dates(_ text: String) { #expect(MeetingDate(text) == nil) }
}
