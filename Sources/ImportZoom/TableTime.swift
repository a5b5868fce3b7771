// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Times as tables write them: `2026-09-15 14:30:12`, `09/15/2026 02:30:12 PM`, `15.09.2026 14:30`,
/// `Sep 15, 2026 02:30:12 PM`, with `UTC`, `GMT` or an offset behind or without.
struct TableTime: Hashable {
    /// Seconds since 1970 as a clock showed them.
    let wall: Int64
    let milliseconds: Int64
    /// Seconds east of UTC, `nil` when the text names no zone.
    let offset: Int64?

    /// Reads a text; `nil` for anything that is no such time.
    ///
    /// - Parameter dayFirst: whether `09/03/2026` is the ninth of March.
    init?(_ text: String, dayFirst: Bool) {
        if let (wall, milliseconds, offset) = ZoomMoment.parts(text) {
            (self.wall, self.milliseconds, self.offset) = (wall, milliseconds, offset)
            return
        }
        if let number = Int64(text), let time = ZoomMoment.since1970(number) {
            let seconds = time.milliseconds / 1000
            (wall, milliseconds, offset) = (seconds, time.milliseconds % 1000, 0)
            return
        }
        var words = text.split {
            $0 == " " || $0 == "T" && text.hasPrefix("2") || $0 == "," || $0 == "\u{202F}" || $0 == "\u{A0}"
        }[...]
        guard let day = Self.day(&words, dayFirst: dayFirst) else { return nil }
        // A date alone is its midnight; what stands behind one has to be a time.
        let clock = words.isEmpty ? (0, nil) : Self.clock(&words)
        guard let (second, offset) = clock, words.isEmpty else { return nil }
        (wall, milliseconds, self.offset) = (day * 86_400 + second, 0, offset)
    }

    /// Whether a text is a date with slashes whose order it tells itself, and then whether the day comes first.
    static func tellsDayFirst(_ text: String) -> Bool? {
        let parts = text.prefix { $0 != " " && $0 != "," }.split(separator: "/").map { Int64($0) }
        guard parts.count == 3, let first = parts[0], let second = parts[1], first <= 31, second <= 31 else {
            return nil
        }
        if first > 12, second <= 12 { return true }
        return second > 12 && first <= 12 ? false : nil
    }

    /// Whether a text is a date with slashes.
    static func hasSlashes(_ text: String) -> Bool { text.prefix(6).contains("/") }

    private static func day(_ words: inout ArraySlice<Substring>, dayFirst: Bool) -> Int64? {
        guard let first = words.first else { return nil }
        for (mark, isDayFirst) in [("/", dayFirst), (".", true), ("-", dayFirst)] as [(Character, Bool)] {
            let parts = first.split(separator: mark).map { Int64($0) }
            guard parts.count == 3, let one = parts[0], let two = parts[1], let three = parts[2] else {
                continue
            }
            words.removeFirst()
            if one > 31 { return CivilTime.days(year: one, month: two, day: three) }
            let year = three < 100 ? three + 2000 : three
            return CivilTime.days(year: year, month: isDayFirst ? two : one, day: isDayFirst ? one : two)
        }
        // `Sep 15 2026`, `15 Sep 2026`
        guard words.count >= 3 else { return nil }
        let parts = Array(words.prefix(3))
        words = words.dropFirst(3)
        let named = parts.firstIndex { month($0) != nil }
        guard let named, named < 2, let month = month(parts[named]), let year = Int64(parts[2]),
            let day = Int64(parts[1 - named].filter(\.isNumber))
        else { return nil }
        return CivilTime.days(year: year, month: month, day: day)
    }

    private static func month(_ word: Substring) -> Int64? {
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        guard word.count >= 3, word.allSatisfy({ $0.isLetter || $0 == "." }) else { return nil }
        return names.firstIndex(of: String(word.lowercased().prefix(3))).map { Int64($0 + 1) }
    }

    private static func clock(_ words: inout ArraySlice<Substring>) -> (second: Int64, offset: Int64?)? {
        guard let text = words.first, text.contains(":") else { return nil }
        let digits = text.prefix { $0.isNumber || $0 == ":" }
        let parts = digits.split(separator: ":").map { Int64($0) ?? 99 }
        guard (2...3).contains(parts.count), parts[0] < 24, parts[1] < 60, parts.count == 2 || parts[2] < 60
        else {
            return nil
        }
        words.removeFirst()
        var second = parts[0] * 3600 + parts[1] * 60 + (parts.count == 3 ? parts[2] : 0)
        var marks = [text[digits.endIndex...]].filter { !$0.isEmpty && $0.first != "." } + words
        words = []
        if let half = marks.first?.uppercased(), ["AM", "PM", "A.M.", "P.M."].contains(half) {
            // `13:00 PM`, as some spreadsheets write, says its hour already.
            if (1...12).contains(parts[0]) {
                second = second % 43_200 + (half.hasPrefix("P") ? 43_200 : 0)
            }
            marks.removeFirst()
        }
        guard let zone = marks.first else { return (second, nil) }
        let name = zone.filter { $0 != "(" && $0 != ")" }
        if ["UTC", "GMT", "Z"].contains(name) { return (second, 0) }
        guard
            let rules = try? ZoneRules(
                named: name.hasPrefix("GMT") ? String(name.dropFirst(3)) : name, folder: "")
        else {
            return nil
        }
        return (second, rules.offset(atUTC: 0))
    }
}
