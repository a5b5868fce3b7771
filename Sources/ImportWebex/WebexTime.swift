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
        guard let text, text.utf8.count <= 40 else { return nil }
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
            let day = number(bytes[8..<10]), let hour = number(bytes[11..<13]),
            let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61,
            let (fraction, offset) = rest(bytes[19...])
        else { return nil }
        let seconds = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset * 60
        return checked(seconds * 1_000 + fraction)
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

    /// The decimals in milliseconds and the offset in minutes.
    private static func rest(_ bytes: ArraySlice<UInt8>) -> (Int64, Int64)? {
        var rest = bytes
        var fraction: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            let digits = rest.prefix { (48...57).contains($0) }
            rest = rest.dropFirst(digits.count)
            fraction = (0..<3).reduce(0) { value, place in
                value * 10 + (place < digits.count ? Int64(digits[digits.startIndex + place] - 48) : 0)
            }
        }
        guard let sign = rest.first, sign != UInt8(ascii: "Z") else {
            return rest.count <= 1 ? (fraction, 0) : nil
        }
        let digits = rest.dropFirst().filter { $0 != UInt8(ascii: ":") }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), digits.count == 4,
            let hours = number(digits[..<2]), let minutes = number(digits[2...]), hours < 24, minutes < 60
        else { return nil }
        let offset = hours * 60 + minutes
        return (fraction, sign == UInt8(ascii: "+") ? offset : -offset)
    }

    private static func number(_ bytes: some Collection<UInt8>) -> Int64? {
        guard !bytes.isEmpty, bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }

    // Days since 1970-01-01 in the Gregorian calendar, counting years from March.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let ofEra = year - era * 400
        let ofYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }
}
