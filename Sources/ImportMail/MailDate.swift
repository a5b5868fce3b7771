// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Reads the dates of mails, as RFC 5322 and its forerunners have them and as programs get them wrong: without
/// weekday or seconds, with two-digit years, names of zones, comments, the order of `asctime`.
enum MailDate {
    /// The moment; `nil` for what is no date, and for what lies before 1971 or after 2150.
    static func parse(_ text: String) -> Timestamp? {
        var parts = Parts()
        var depth = 0
        var word = ""
        for character in text.unicodeScalars.prefix(200) {
            switch character {
            case "(": depth += 1
            case ")": depth = max(0, depth - 1)
            case " ", ",", ";", "\t":
                if depth == 0 { parts.take(word) }
                word = ""
            default: if depth == 0 { word.unicodeScalars.append(character) }
            }
        }
        parts.take(word)
        return parts.timestamp
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    // Names of zones as RFC 5322 section 4.3 lists them, and those of Europe that programs write; in minutes.
    private static let zones: [String: Int64] = [
        "gmt": 0, "ut": 0, "utc": 0, "z": 0, "wet": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
        "mst": -420,
        "mdt": -360, "pst": -480, "pdt": -420, "cet": 60, "met": 60, "mez": 60, "cest": 120, "mest": 120,
        "mesz": 120,
        "bst": 60, "west": 60, "ist": 330, "eet": 120, "eest": 180, "msk": 180, "jst": 540,
    ]

    private struct Parts {
        var day: Int64?
        var month: Int64?
        var year: Int64?
        var seconds: Int64?
        var zone: Int64 = 0
        var isAfternoon: Bool?

        mutating func take(_ word: String) {
            guard !word.isEmpty else { return }
            let lower = word.lowercased()
            if lower.contains(":") { return takeTime(lower) }
            if let first = lower.utf8.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-"),
                seconds != nil
            {
                return takeZone(lower)
            }
            if lower.contains("-") { return lower.split(separator: "-").forEach { take(String($0)) } }
            // Some programs write the time with dots, as some countries do.
            if day != nil, month != nil, year != nil, seconds == nil, lower.contains(".") {
                return takeTime(lower.replacing(".", with: ":"))
            }
            if let number = Int64(lower) { return takeNumber(number, digits: lower.utf8.count) }
            if let month = MailDate.months.firstIndex(where: { lower.hasPrefix($0) }), month < 12 {
                self.month = self.month ?? Int64(month + 1)
            } else if let zone = MailDate.zones[lower] {
                self.zone = zone
            } else if lower == "am" || lower == "pm" {
                isAfternoon = lower == "pm"
            }
        }

        private mutating func takeNumber(_ number: Int64, digits: Int) {
            if digits == 4, month == nil, day == nil { return year = number }
            if digits <= 2, year != nil, month == nil { return month = number }
            if digits <= 2, day == nil, (1...31).contains(number) { return day = number }
            guard year == nil, digits <= 4 else { return }
            // RFC 5322 section 4.3: two digits below 50 and three digits.
            year = digits == 2 ? number + (number < 50 ? 2000 : 1900) : digits == 3 ? number + 1900 : number
        }

        private mutating func takeTime(_ word: String) {
            guard seconds == nil else { return }
            let time = word.prefix { $0 != "." && $0 != "+" && $0 != "z" }
            let numbers = time.split(separator: ":").map { Int64($0) ?? -1 }
            guard numbers.count >= 2, (0...24).contains(numbers[0]), (0...59).contains(numbers[1]) else {
                return
            }
            let second = numbers.count > 2 && (0...60).contains(numbers[2]) ? numbers[2] : 0
            seconds = numbers[0] * 3600 + numbers[1] * 60 + second
            if let sign = word.firstIndex(of: "+") { takeZone(String(word[sign...])) }
        }

        private mutating func takeZone(_ word: String) {
            let digits = word.dropFirst().filter { $0 != ":" }
            guard (3...4).contains(digits.count), let number = Int64(digits) else { return }
            let minutes = number / 100 * 60 + number % 100
            guard minutes <= 14 * 60 else { return }
            zone = word.hasPrefix("-") ? -minutes : minutes
        }

        var timestamp: Timestamp? {
            guard let day, let month, let year, (1971...2150).contains(year),
                let date = CivilDay(year: year, month: month, day: day)
            else { return nil }
            var time = seconds ?? 0
            if let isAfternoon, time / 3600 <= 12 { time = time % 43_200 + (isAfternoon ? 43_200 : 0) }
            return Timestamp(seconds: date.daysSince1970 * 86_400 + time - zone * 60)
        }
    }
}
