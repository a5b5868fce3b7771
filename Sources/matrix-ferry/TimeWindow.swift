// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// When an upload may run, in the wall-clock time of a place: `Mon-Fri 20:00-06:00 Europe/Berlin`.
///
/// Several windows are separated by `;`. A window that ends before it begins ends on the next day. The days are
/// those on which it begins; without days it begins on every day.
struct TimeWindow: Hashable, Sendable {
    /// The zone's name in the zone database; `nil` for the machine's own.
    let zone: String?
    private let spans: [Span]

    private struct Span: Hashable {
        /// 0 for Monday.
        let days: Set<Int>
        /// Minutes after midnight.
        let begin: Int
        let end: Int
    }

    private static let dayMinutes = 24 * 60
    private static let dayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// Reads a window.
    ///
    /// - Throws: `Failure.usage` for anything that is not one, with an example.
    init(_ text: String) throws {
        var zones: Set<String> = []
        spans = try text.split(separator: ";").map { part in
            var words = part.split(whereSeparator: \.isWhitespace).map(String.init)
            if words.count > 1, let last = words.last, !last.contains(":") {
                zones.insert(words.removeLast())
            }
            guard let span = Self.span(words) else { throw Self.failure(text) }
            return span
        }
        guard !spans.isEmpty, zones.count <= 1 else { throw Self.failure(text) }
        zone = zones.first
    }

    private static func span(_ words: [String]) -> Span? {
        guard (1...2).contains(words.count), let times = words.last?.split(separator: "-"), times.count == 2,
            let begin = minutes(times[0]), let end = minutes(times[1]), begin != end
        else { return nil }
        guard words.count == 2 else { return Span(days: Set(0..<7), begin: begin % dayMinutes, end: end) }
        guard let days = days(words[0]) else { return nil }
        return Span(days: days, begin: begin % dayMinutes, end: end)
    }

    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let hours = Int(parts[0]), let minutes = Int(parts[1]),
            (0..<60).contains(minutes),
            (0...24).contains(hours), hours < 24 || minutes == 0
        else { return nil }
        return hours * 60 + minutes
    }

    private static func days(_ text: String) -> Set<Int>? {
        var days: Set<Int> = []
        for range in text.lowercased().split(separator: ",") {
            let ends = range.split(separator: "-").map { dayNames.firstIndex(of: String($0.prefix(3))) }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1] else {
                return nil
            }
            var day = first
            days.insert(day)
            while day != last {
                day = (day + 1) % 7
                days.insert(day)
            }
        }
        return days.isEmpty ? nil : days
    }

    /// Whether an upload may run.
    ///
    /// - Parameters:
    ///   - day: 0 for Monday, in the window's zone.
    ///   - minute: after midnight, in the window's zone.
    func isOpen(day: Int, minute: Int) -> Bool {
        spans.contains { span in
            if span.begin < span.end {
                return span.days.contains(day) && (span.begin..<span.end).contains(minute)
            }
            let isAfterBegin = span.days.contains(day) && minute >= span.begin
            let isBeforeEnd = span.days.contains((day + 6) % 7) && minute < span.end
            return isAfterBegin || isBeforeEnd
        }
    }

    private static func failure(_ text: String) -> Failure {
        Failure(
            .usage, "\(text) is no window", remedy: "write it as in \"Mon-Fri 20:00-06:00 Europe/Berlin\"")
    }
}
