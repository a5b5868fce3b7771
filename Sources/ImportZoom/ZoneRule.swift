// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// How a zone changes its clocks every year: the last line of a zone file, `CET-1CEST,M3.5.0,M10.5.0/3`
/// (POSIX.1, environment variable `TZ`).
struct ZoneRule: Hashable, Sendable {
    private let standard: Int64
    private let summer: Summer?

    private struct Summer: Hashable {
        let offset: Int64
        let begin: Change
        let end: Change
    }

    /// When the clocks change: the nth weekday of a month, or a day of the year.
    private enum Change: Hashable {
        case weekday(month: Int64, week: Int64, weekday: Int64, seconds: Int64)
        /// A day counted from 0; `true` when 29 February is never counted.
        case day(Int64, leapless: Bool, seconds: Int64)
    }

    /// Reads the text; `nil` for one that says nothing.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        guard Self.name(&rest), let standard = Self.clock(&rest) else { return nil }
        self.standard = -standard
        guard !rest.isEmpty, Self.name(&rest) else {
            summer = nil
            return
        }
        let offset = rest.first == UInt8(ascii: ",") ? nil : Self.clock(&rest)
        guard let begin = Self.change(&rest), let end = Self.change(&rest) else { return nil }
        summer = Summer(offset: -(offset ?? standard - 3600), begin: begin, end: end)
    }

    /// Seconds east of UTC at a moment in seconds since 1970.
    func offset(atUTC seconds: Int64) -> Int64 {
        guard let summer else { return standard }
        let local = seconds + standard
        let year = CivilTime.year(ofDay: local >= 0 ? local / 86_400 : -1)
        let begin = Self.seconds(of: summer.begin, year: year) - standard
        let end = Self.seconds(of: summer.end, year: year) - summer.offset
        let isSummer =
            begin < end ? (begin..<end).contains(seconds) : !(end..<begin).contains(seconds)
        return isSummer ? summer.offset : standard
    }

    private static func seconds(of change: Change, year: Int64) -> Int64 {
        switch change {
        case .weekday(let month, let week, let weekday, let seconds):
            let first = CivilTime.days(year: year, month: month, day: 1) ?? 0
            var day = first + ((weekday - CivilTime.weekday(ofDay: first)) % 7 + 7) % 7 + (week - 1) * 7
            while day >= first + CivilDay.length(ofMonth: month, year: year) { day -= 7 }
            return day * 86_400 + seconds
        case .day(let day, let leapless, let seconds):
            let first = CivilTime.days(year: year, month: 1, day: 1) ?? 0
            let isLeap = CivilDay.length(ofMonth: 2, year: year) == 29
            return (first + day + (leapless && isLeap && day >= 59 ? 1 : 0)) * 86_400 + seconds
        }
    }

    // MARK: Reading

    private static func name(_ rest: inout ArraySlice<UInt8>) -> Bool {
        if rest.first == UInt8(ascii: "<") {
            rest = rest.drop { $0 != UInt8(ascii: ">") }.dropFirst()
            return true
        }
        let letters = rest.prefix { ($0 | 0x20) >= 97 && ($0 | 0x20) <= 122 }
        rest = rest.dropFirst(letters.count)
        return letters.count >= 3
    }

    private static func number(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        let digits = rest.prefix { (48...57).contains($0) }
        guard !digits.isEmpty, digits.count <= 5 else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }

    // `[+-]hh[:mm[:ss]]` in seconds.
    private static func clock(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        guard var seconds = number(&rest).map({ $0 * 3600 }) else { return nil }
        for unit in [Int64(60), 1] where rest.first == UInt8(ascii: ":") {
            rest = rest.dropFirst()
            guard let part = number(&rest) else { return nil }
            seconds += part * unit
        }
        return isNegative ? -seconds : seconds
    }

    private static func change(_ rest: inout ArraySlice<UInt8>) -> Change? {
        guard rest.first == UInt8(ascii: ",") else { return nil }
        rest = rest.dropFirst()
        func seconds() -> Int64 {
            guard rest.first == UInt8(ascii: "/") else { return 7200 }
            rest = rest.dropFirst()
            return clock(&rest) ?? 7200
        }
        if rest.first == UInt8(ascii: "M") {
            rest = rest.dropFirst()
            guard let month = number(&rest), rest.popFirst() == UInt8(ascii: "."), let week = number(&rest),
                rest.popFirst() == UInt8(ascii: "."), let weekday = number(&rest), (1...12).contains(month),
                (1...5).contains(week), (0...6).contains(weekday)
            else { return nil }
            return .weekday(month: month, week: week, weekday: weekday, seconds: seconds())
        }
        let isLeapless = rest.first == UInt8(ascii: "J")
        if isLeapless { rest = rest.dropFirst() }
        guard let day = number(&rest), day <= 366 else { return nil }
        return .day(isLeapless ? day - 1 : day, leapless: isLeapless, seconds: seconds())
    }
}
