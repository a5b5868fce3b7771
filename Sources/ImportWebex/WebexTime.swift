// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Moments as Webex states them: `2023-03-01T08:05:00.001Z`, also with `+00:00` and other numbers of decimals.
enum WebexTime {
    /// The first moment that can be: Webex did not exist in 2000.
    private static let earliest: Int64 = 946_684_800_000
    /// The year 2100: ids of later times are those of another kind.
    private static let latestOfId: Int64 = 4_102_444_800_000
    /// The year 9999.
    private static let latest: Int64 = 253_402_300_800_000

    /// Reads a text; `nil` for anything that is no such moment.
    static func read(_ text: String?) -> Timestamp? {
        guard let moment = text.flatMap({ ISOMoment($0) }) else { return nil }
        return checked(moment.seconds * 1_000 + moment.ticks / 10_000)
    }

    /// The moment in the id of a message: Webex's are UUIDs of version 1, which hold it to the millisecond.
    static func ofId(_ id: String) -> Timestamp? {
        let digits = Array(id.utf8)
        guard WebexId.isUUID(id), digits[14] == UInt8(ascii: "1") else { return nil }
        let text = String(decoding: digits[15..<18] + digits[9..<13] + digits[0..<8], as: UTF8.self)
        guard let ticks = Int64(text, radix: 16) else { return nil }
        // Units of 100 nanoseconds since the Gregorian calendar began.
        let milliseconds = (ticks - 122_192_928_000_000_000) / 10_000
        return milliseconds < latestOfId ? checked(milliseconds) : nil
    }

    private static func checked(_ milliseconds: Int64) -> Timestamp? {
        (earliest..<latest).contains(milliseconds) ? Timestamp(milliseconds: milliseconds) : nil
    }
}
