// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// A moment as Teams states it, to 100 nanoseconds: `2025-08-12T13:03:39.181+00:00`, `…:39Z` with up to seven
/// decimals, or `/Date(1616883610266)/` as Windows PowerShell writes it.
struct TeamsTime: Hashable, Comparable {
    /// Units of 100 nanoseconds since the Unix epoch.
    let ticks: Int64

    private static let ticksPerMillisecond: Int64 = 10_000
    /// The year 9999: beyond it lies no message.
    private static let latest: Int64 = 253_402_300_800_000

    /// Takes units of 100 nanoseconds since the Unix epoch.
    init(ticks: Int64) { self.ticks = ticks }

    /// Takes milliseconds since the Unix epoch; `nil` for what lies before 1970 or after 9999.
    init?(milliseconds: Int64) {
        guard (1...Self.latest).contains(milliseconds) else { return nil }
        self.init(ticks: milliseconds * Self.ticksPerMillisecond)
    }

    /// Reads a text; `nil` for anything that is no such moment, `0001-01-01T00:00:00Z` included.
    init?(_ text: String) {
        if let milliseconds = Self.milliseconds(inDate: text) {
            self.init(milliseconds: milliseconds)
            return
        }
        guard let moment = ISOMoment(text), moment.seconds > 0, moment.seconds < Self.latest / 1000 else {
            return nil
        }
        self.init(ticks: moment.seconds * 10_000_000 + moment.ticks)
    }

    /// The moment in milliseconds.
    var timestamp: Timestamp { Timestamp(milliseconds: ticks / Self.ticksPerMillisecond) }

    static func < (left: TeamsTime, right: TeamsTime) -> Bool { left.ticks < right.ticks }

    /// `2025-08-12 13:03 UTC`.
    var shown: String { timestamp.utcText }

    private static func milliseconds(inDate text: String) -> Int64? {
        guard text.hasPrefix("/") || text.hasPrefix("\\/"), let open = text.firstRange(of: "Date(") else {
            return nil
        }
        let digits = text[open.upperBound...].prefix { $0 == "-" || $0.isNumber }
        return Int64(digits)
    }
}
