// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

struct TimestampTextTests {
    @Test(arguments: [
        (0, "1970-01-01 00:00 UTC"), (951_782_400_000, "2000-02-29 00:00 UTC"),
        (951_868_799_999, "2000-02-29 23:59 UTC"), (1_709_251_199_000, "2024-02-29 23:59 UTC"),
        (4_107_542_400_000, "2100-03-01 00:00 UTC"), (-1, "1969-12-31 23:59 UTC"),
        (1_795_417_500_000, "2026-11-23 07:05 UTC"),
    ])
    func momentIsWrittenInUTC(_ milliseconds: Int64, _ text: String) {
        #expect(Timestamp(milliseconds: milliseconds).utcText == text)
    }
}
