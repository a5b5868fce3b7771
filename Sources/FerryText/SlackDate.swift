// SPDX-License-Identifier: Apache-2.0

/// Slack's dates, `<!date^1392734382^{date} at {time}^link|fallback>`, in words.
/// Source: https://docs.slack.dev/messaging/formatting-message-text#date-formatting
public enum SlackDate {
    /// The fallback where one is stated; else the format filled in for UTC, since the reader's zone is unknown.
    public static func text(seconds: Int64?, format: String, fallback: String?) -> String {
        if let fallback, !fallback.isEmpty { return fallback }
        guard let seconds, abs(seconds) < 1 << 40 else { return format }
        let moment = Moment(seconds: seconds)
        var result = ""
        var rest = format[...]
        var timed = false
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let word = rest[rest.index(after: open)..<close]
            timed = timed || word.hasPrefix("time")
            result += moment.text(for: word)
            rest = rest[rest.index(after: close)...]
        }
        result += rest
        return timed ? result + " UTC" : result
    }

    /// A moment in the calendar of UTC.
    private struct Moment {
        let date: String
        let time: String
        let seconds: String

        init(seconds total: Int64) {
            let days = total >= 0 ? total / 86400 : (total - 86399) / 86400
            let rest = total - days * 86400
            let (year, month, day) = Self.civil(days)
            date = "\(year)-\(Self.padded(month))-\(Self.padded(day))"
            time = "\(Self.padded(rest / 3600)):\(Self.padded(rest / 60 % 60))"
            seconds = Self.padded(rest % 60)
        }

        func text(for word: Substring) -> String {
            switch word {
            case "time": time
            case "time_secs": time + ":" + seconds
            default: date
            }
        }

        private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

        /// Days since 1970-01-01 as year, month and day, counted in years that start in March so that the
        /// leap day is the last.
        private static func civil(_ days: Int64) -> (Int64, Int64, Int64) {
            let shifted = days + 719_468
            let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
            let dayOfEra = shifted - era * 146_097
            let leaps = dayOfEra / 1460 - dayOfEra / 36524 + dayOfEra / 146_096
            let yearOfEra = (dayOfEra - leaps) / 365
            let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
            let shiftedMonth = (5 * dayOfYear + 2) / 153
            let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
            let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
            return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
        }
    }
}
