// SPDX-License-Identifier: Apache-2.0
import MatrixClient
import Testing

@Suite struct PaceTests {
    @Test(arguments: [(1, 500), (2, 1000), (3, 2000), (7, 32000), (8, 60000), (1000, 60000), (0, 500)])
    func backoffDoublesUpToItsCap(_ attempt: Int, _ milliseconds: Int) {
        #expect(Backoff().delay(afterAttempt: attempt, random: 1) == .milliseconds(milliseconds))
        #expect(Backoff().delay(afterAttempt: attempt, random: 0) == .milliseconds(milliseconds) / 2)
    }

    @Test func backoffHonoursTheServer() {
        #expect(Backoff().delay(afterAttempt: 1, asked: .seconds(90), random: 0.5) == .seconds(90))
        #expect(Backoff().delay(afterAttempt: 8, asked: .seconds(1), random: 1) == .seconds(60))
    }

    @Test func startsAreSpacedEvenly() {
        var pace = Pace(perSecond: 4)
        #expect(pace.take(now: .seconds(10)) == .zero)
        #expect(pace.take(now: .seconds(10)) == .milliseconds(250))
        #expect(pace.take(now: .seconds(10)) == .milliseconds(500))
        #expect(pace.take(now: .milliseconds(10_700)) == .milliseconds(50))
    }

    @Test func idleTimeIsNotCaughtUp() {
        var pace = Pace(perSecond: 1)
        _ = pace.take(now: .zero)
        #expect(pace.take(now: .seconds(100)) == .zero)
        #expect(pace.take(now: .seconds(100)) == .seconds(1))
    }

    @Test(arguments: [nil, 0, -1, Double.infinity, Double.nan])
    func noLimitMeansNoWait(_ rate: Double?) {
        var pace = Pace(perSecond: rate)
        #expect(pace.take(now: .zero) == .zero)
        #expect(pace.take(now: .zero) == .zero)
    }

    @Test func holdDelaysEverybody() {
        var pace = Pace(perSecond: nil)
        pace.hold(for: .seconds(5), now: .seconds(1))
        #expect(pace.take(now: .seconds(2)) == .seconds(4))
        #expect(pace.take(now: .seconds(7)) == .zero)
    }
}
