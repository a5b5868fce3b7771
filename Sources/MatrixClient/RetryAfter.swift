// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// How long a server asks to wait: `Retry-After` in seconds or as a date, or `retry_after_ms` in the body.
public enum RetryAfter {
    /// The longer one of what header and body say; `nil` when neither says anything usable.
    ///
    /// - Parameter now: seconds since 1970. A date in the past is no wait.
    public static func delay(header: String?, milliseconds: Int64?, now: Int64) -> Duration? {
        let fromHeader = header.flatMap { parse($0, now: now) }
        let fromBody = milliseconds.flatMap { $0 >= 0 ? Duration.milliseconds($0) : nil }
        guard let fromHeader, let fromBody else { return fromHeader ?? fromBody }
        return max(fromHeader, fromBody)
    }

    /// A header value (RFC 9110 section 10.2.3); `nil` when it is neither form.
    public static func parse(_ value: String, now: Int64) -> Duration? {
        if let seconds = Int64(value), value.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
            return .seconds(seconds)
        }
        return secondsSince1970(httpDate: value).map { .seconds(max(0, $0 - now)) }
    }

    /// An HTTP date in one of its three forms (RFC 9110 section 5.6.7).
    static func secondsSince1970(httpDate text: String) -> Int64? {
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        switch words.count {
        // Sun, 06 Nov 1994 08:49:37 GMT, or Sunday, 06-Nov-94 08:49:37 GMT
        case 6 where words[5] == "GMT":
            return seconds(day: words[1], month: words[2], year: words[3], time: words[4])
        // Sun Nov  6 08:49:37 1994
        case 5: return seconds(day: words[2], month: words[1], year: words[4], time: words[3])
        default: return nil
        }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func seconds(day: String, month: String, year: String, time: String) -> Int64? {
        let clock = time.split(separator: ":").map { Int64($0) ?? -1 }
        guard let month = months.firstIndex(of: month), let day = Int64(day), var year = Int64(year),
            (0...9999).contains(year), clock.count == 3, (0...23).contains(clock[0]),
            (0...59).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        if year < 100 { year += year < 70 ? 2000 : 1900 }
        guard let date = CivilDay(year: year, month: Int64(month) + 1, day: day) else { return nil }
        return date.daysSince1970 * 86400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
    }
}
