// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryPlan
import FerryStore
import FerryTestRecords
import Testing

private typealias Small = SmallWorkspace

@Suite("How long messages are kept")
struct RetentionTests {
    private func beginning(_ text: String, _ day: String) throws -> String? {
        let day = try #require(Timestamp(day: day))
        return RetentionPeriod(text)?.beginning(asOf: day).utcText
    }

    @Test("is reckoned back from a day, by the calendar")
    func calendar() throws {
        let cases = [
            ("90 days", "2026-12-01", "2026-09-02"), ("2 weeks", "2026-01-10", "2025-12-27"),
            ("1 month", "2026-03-31", "2026-02-28"), ("18 Months", "2026-05-15", "2024-11-15"),
            ("5 years", "2026-12-01", "2021-12-01"), ("1 year", "2024-02-29", "2023-02-28"),
        ]
        for (text, day, expected) in cases {
            #expect(try beginning(text, day) == expected + " 00:00 UTC", "\(text) before \(day)")
        }
        for text in ["", "5", "years", "5 ages", "0 days", "-1 days", "5 years ago", "99999 years"] {
            #expect(RetentionPeriod(text) == nil, "\(text)")
        }
    }

    @Test("leaves out what is older, counted by its own reason, and takes nothing back that was sent")
    func filtered() throws {
        var fixture = try PlanFixture([
            Small.workspace, Small.who("anna"), Small.room("general"), Small.member("anna", of: "general"),
            Small.message("1", in: "general", by: "anna", at: 1100, "one"),
            Small.message("2", in: "general", by: "anna", at: 1200, "two"),
            Small.message("3", in: "general", by: "anna", at: 1300, "three"),
            Small.reaction("👍", to: "1", in: "general", by: "anna"),
        ])
        fixture.options.filter.retainedSince = Timestamp(seconds: 1200)
        fixture.options.filter.since = Timestamp(seconds: 1300)
        let summary = try fixture.plan().summary
        #expect(try fixture.room("general").filter { $0.kind == .sendEvent }.map(\.words) == ["three"])
        let reasons = summary.losses.filter { $0.kind == .message }.map { "\($0.code) \($0.count)" }
        #expect(reasons.sorted() == ["filter.before 1", "filter.retention 1"])
        #expect(summary.balance[.reaction]?.notCarried == 1)
        try fixture.carryAll()
        fixture.options.filter.retainedSince = Timestamp(seconds: 9000)
        let later = try fixture.plan().summary
        #expect(later.balance[.message]?.carried == 1)
        #expect(try fixture.lanes().isEmpty)
    }
}
