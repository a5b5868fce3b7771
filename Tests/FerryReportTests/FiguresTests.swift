// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@testable import FerryReport

@Suite("Numbers are written as people write them")
struct FiguresTests {
    private let english = Figures(language: .english)

    @Test(
        "thousands are grouped",
        arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "−1,234,567")])
    func counts(_ number: Int, _ text: String) { #expect(english.count(number) == text) }

    @Test("German groups with a point and has a decimal comma")
    func german() {
        #expect(Figures(language: .german).count(1_745) == "1.745")
        #expect(Figures(language: .german).decimal(3.25) == "3,3")
    }

    @Test("shares are 100 % only for all and 0 % only for nothing")
    func shares() {
        #expect(english.share(99_999, of: 100_000) == "99.9\u{A0}%")
        #expect(english.share(1, of: 100_000) == "<\u{A0}0.1\u{A0}%")
        #expect(english.share(5, of: 5) == "100\u{A0}%")
        #expect(english.share(0, of: 0) == "0\u{A0}%")
    }

    @Test(
        "sizes have the unit in which they are short",
        arguments: [
            (Int64(0), "0\u{A0}B"), (999, "999\u{A0}B"), (1_000, "1\u{A0}kB"), (14_513, "14.5\u{A0}kB"),
            (999_960, "1\u{A0}MB"), (48_213_660_912, "48.2\u{A0}GB"),
        ])
    func sizes(_ bytes: Int64, _ text: String) { #expect(english.bytes(bytes) == text) }

    @Test("durations and absurd numbers stay readable")
    func durations() {
        #expect(english.duration(5_241.3) == "1\u{A0}h\u{A0}27\u{A0}min")
        #expect(english.duration(25) == "25\u{A0}s")
        #expect(english.duration(.infinity) == "–")
        #expect(english.decimal(.nan) == "–")
    }

    @Test("a forecast is rounded up, never down")
    func forecast() {
        var summary = PlanSummary()
        summary.forecast.hours = 4.1278
        #expect(PlanCounts(summary: summary, words: Wording(language: .english)).hours == "4.2\u{A0}h")
    }
}
