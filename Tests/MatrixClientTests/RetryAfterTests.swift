// SPDX-License-Identifier: Apache-2.0
import MatrixClient
import Testing

@Suite struct RetryAfterTests {
    // 1994-11-06 08:49:37 UTC, the example of RFC 9110.
    static let example: Int64 = 784_111_777

    @Test(arguments: [
        ("0", 0), ("120", 120), ("Sun, 06 Nov 1994 08:49:37 GMT", 60), ("Sunday, 06-Nov-94 08:49:37 GMT", 60),
        ("Sun Nov  6 08:49:37 1994", 60), ("Sun, 06 Nov 1994 08:48:00 GMT", 0),
        ("Mon, 07 Nov 1994 08:48:37 GMT", 86400),
    ])
    func usableValueGivesSeconds(_ value: String, _ seconds: Int) {
        #expect(RetryAfter.parse(value, now: Self.example - 60) == .seconds(seconds))
    }

    @Test func leapDayIsCounted() {
        // 2024-02-29 00:00:00 and 2024-03-01 00:00:00 UTC
        #expect(RetryAfter.parse("Thu, 29 Feb 2024 00:00:00 GMT", now: 1_709_164_799) == .seconds(1))
        #expect(RetryAfter.parse("Fri, 01 Mar 2024 00:00:00 GMT", now: 1_709_251_199) == .seconds(1))
    }

    @Test(arguments: [
        "", "-1", "+1", "1.5", "soon", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 06 Nov 1994 08:49 GMT", "Sun, 32 Nov 1994 08:49:37 GMT", "99999999999999999999",
    ])
    func unusableValueGivesNothing(_ value: String) {
        #expect(RetryAfter.parse(value, now: 0) == nil)
    }

    @Test func longerOneOfHeaderAndBodyCounts() {
        #expect(RetryAfter.delay(header: "2", milliseconds: 2500, now: 0) == .milliseconds(2500))
        #expect(RetryAfter.delay(header: "3", milliseconds: 2500, now: 0) == .seconds(3))
        #expect(RetryAfter.delay(header: nil, milliseconds: 1, now: 0) == .milliseconds(1))
        #expect(RetryAfter.delay(header: "x", milliseconds: -1, now: 0) == nil)
        #expect(RetryAfter.delay(header: nil, milliseconds: .max, now: 0) == .milliseconds(Int64.max))
    }
}
