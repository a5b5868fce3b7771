// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@testable import FerryReport

@Suite("Messages over time fit into a chart")
struct TimelineTests {
    private func month(_ month: String, _ source: String = "slack", _ count: Int = 1) -> PlanSummary.Month {
        PlanSummary.Month(month: month, source: source, messages: count)
    }

    @Test("months without messages stand between the others")
    func gaps() {
        let timeline = Timeline([month("2023-12"), month("2024-03")])
        #expect(timeline.periods.map(\.label) == ["2023-12", "2024-01", "2024-02", "2024-03"])
        #expect(timeline.periods.map(\.total) == [1, 0, 0, 1])
    }

    @Test("many months are gathered into quarters, very many into years, and none is lost")
    func gathered() {
        let quarters = Timeline([month("2016-01"), month("2016-03"), month("2024-12")])
        #expect(quarters.unit == .quarter)
        #expect(quarters.periods.first == Timeline.Period(label: "2016-Q1", counts: [2]))
        let years = Timeline([month("1999-05"), month("2024-12", "teams", 7)])
        #expect(years.unit == .year)
        #expect(years.periods.count == 26)
        #expect(years.periods.last?.counts == [0, 7])
    }

    @Test("a message with a broken clock does not stretch the axis over thousands of years")
    func brokenClock() {
        let timeline = Timeline([month("0001-01"), month("2024-01"), month("9999-12")])
        #expect(timeline.periods.map(\.label) == ["1", "2024", "9999"])
    }

    @Test("no messages and unreadable months give no chart", arguments: ["", "2024", "2024-13", "-4712-01"])
    func unreadable(_ text: String) {
        #expect(Timeline([month(text)]).periods.isEmpty)
    }

    @Test("sources stand in the order of the program, not of the archives")
    func order() {
        #expect(
            Timeline([month("2024-01", "mail"), month("2024-01", "slack")]).sources == ["slack", "mail"])
    }

    @Test("bars fill their width, and what is there can be seen")
    func bars() {
        let bar = ShareBar(parts: [(999_999, .whole), (1, .lost), (0, .hurt)], label: "").html.markup
        #expect(bar.contains("x=\"0%\" y=\"0\" width=\"98.8%\""))
        #expect(bar.contains("x=\"98.8%\" y=\"0\" width=\"1.2%\""))
        #expect(!bar.contains("hurt"))
    }
}
