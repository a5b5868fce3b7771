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
        let bytes = Array(text.utf8)
        if let milliseconds = Self.milliseconds(inDate: text) {
            self.init(milliseconds: milliseconds)
            return
        }
        guard bytes.count >= 19, bytes.count <= 40, bytes[4] == UInt8(ascii: "-"),
            bytes[7] == UInt8(ascii: "-"),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10]), let hour = Self.number(bytes[11..<13]),
            let minute = Self.number(bytes[14..<16]), let second = Self.number(bytes[17..<19]),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61,
            let (fraction, offset) = Self.rest(bytes[19...])
        else { return nil }
        let seconds =
            Self.days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset * 60
        guard seconds > 0, seconds < Self.latest / 1000 else { return nil }
        self.init(ticks: seconds * 10_000_000 + fraction)
    }

    /// The moment in milliseconds.
    var timestamp: Timestamp { Timestamp(milliseconds: ticks / Self.ticksPerMillisecond) }

    static func < (left: TeamsTime, right: TeamsTime) -> Bool { left.ticks < right.ticks }

    /// `2025-08-12 13:03 UTC`.
    var shown: String {
        let (year, month, day) = Self.date(ticks / 864_000_000_000)
        let minutes = ticks / 600_000_000 % 1_440
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day)) \(two(minutes / 60)):\(two(minutes % 60)) UTC"
    }

    /// The decimals in ticks and the offset in minutes.
    private static func rest(_ bytes: ArraySlice<UInt8>) -> (Int64, Int64)? {
        var rest = bytes
        var fraction: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            let digits = rest.prefix { (48...57).contains($0) }
            rest = rest.dropFirst(digits.count)
            fraction = (0..<7).reduce(0) { value, place in
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

    private static func milliseconds(inDate text: String) -> Int64? {
        guard text.hasPrefix("/") || text.hasPrefix("\\/"), let open = text.firstRange(of: "Date(") else {
            return nil
        }
        let digits = text[open.upperBound...].prefix { $0 == "-" || $0.isNumber }
        return Int64(digits)
    }

    private static func number(_ bytes: some Collection<UInt8>) -> Int64? {
        guard !bytes.isEmpty, bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }

    // Days since 1970-01-01 in the Gregorian calendar and back, counting years from March.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let ofEra = year - era * 400
        let ofYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    private static func date(_ days: Int64) -> (Int64, Int64, Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * month + 2) / 5 + 1
        let calendarMonth = month < 10 ? month + 3 : month - 9
        return (year + era * 400 + (calendarMonth <= 2 ? 1 : 0), calendarMonth, day)
    }
}
