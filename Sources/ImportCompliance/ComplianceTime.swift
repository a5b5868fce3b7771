// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// A moment as compliance XML states it: seconds or milliseconds since 1970, told apart by their size, since the formats'
/// own descriptions are not kept to.
enum ComplianceTime {
    /// In seconds that would be the year 5138, in milliseconds it is 1973.
    private static let leastMilliseconds: Int64 = 100_000_000_000
    /// The year 9999: beyond it lies no message.
    private static let latest: Int64 = 253_402_300_800_000
    /// Units of 100 nanoseconds from the year 1 to 1970.
    private static let epochTicks: Int64 = 621_355_968_000_000_000

    /// Milliseconds since 1970; `nil` for what is no moment after it.
    static func milliseconds(_ text: String?) -> Int64? {
        guard let text, let number = Int64(text), number > 0 else { return nil }
        let milliseconds = number < leastMilliseconds ? number * 1000 : number
        return milliseconds < latest ? milliseconds : nil
    }

    /// Microseconds since 1970 from .NET's ticks.
    static func microseconds(ticks text: String?) -> Int64? {
        guard let text, let ticks = Int64(text), ticks > epochTicks else { return nil }
        let microseconds = (ticks - epochTicks) / 10
        return microseconds < latest * 1000 ? microseconds : nil
    }
}
