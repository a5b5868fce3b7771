// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@Suite("Moments as ISO 8601 writes them")
struct ISOMomentTests {
    @Test(
        "are read with decimals and offsets of any kind",
        arguments: [
            ("1970-01-01T00:00:00Z", 0, 0), ("2025-08-12T13:03:39.181+00:00", 1_755_003_819, 1_810_000),
            ("2025-08-12T15:03:39.1812345+02:00", 1_755_003_819, 1_812_345),
            ("2025-08-12T11:33:39.18123456789-0130", 1_755_003_819, 1_812_345),
            ("2025-08-12 13:03:39", 1_755_003_819, 0), ("2025-08-12T13:03:39.Z", 1_755_003_819, 0),
            ("1969-12-31T23:59:59.9Z", -1, 9_000_000), ("2016-12-31T23:59:60Z", 1_483_228_800, 0),
        ] as [(String, Int64, Int64)])
    func read(_ text: String, _ seconds: Int64, _ ticks: Int64) throws {
        let moment = try #require(ISOMoment(text))
        #expect(moment.seconds == seconds)
        #expect(moment.ticks == ticks)
    }

    @Test(
        "are nothing else",
        arguments: [
            "", "2025-08-12", "2025-08-12T13:03", "2025-08-12T13:03:39X", "2025-08-12T13:03:39ZZ",
            "2025-08-12T13:03:39+2:00", "2025-08-12T13:03:39+24:00", "2025-08-12T13:03:39+02:0x",
            "2025-08-12T13:03:39+02:000", "2025-13-12T13:03:39Z", "2025-00-12T13:03:39Z",
            "2025-08-32T13:03:39Z", "2025-08-12T24:03:39Z", "2025-08-12T13:60:39Z", "2025-08-12T13:03:61Z",
            "2O25-08-12T13:03:39Z", "+025-08-12T13:03:39Z", "2025-08-12T13:03:39.00000000000000000000000000Z",
            "2024-02-30T13:03:39Z", "2023-02-29T13:03:39Z", "2024-06-31T13:03:39Z",
        ])
    func refused(_ text: String) { #expect(ISOMoment(text) == nil) }
}
