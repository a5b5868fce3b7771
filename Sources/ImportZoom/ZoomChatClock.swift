// SPDX-License-Identifier: Apache-2.0

/// Turns the times of a saved chat, which name no day, into seconds since 1970 as the clocks of its place showed them.
struct ZoomChatClock {
    private let date: MeetingDate?
    /// Whether the lines count from the start of the recording.
    private let isElapsed: Bool
    private var day: Int64
    private var last: Int64?
    /// A step back by more than this is midnight; less is a line out of order.
    private static let midnightStep: Int64 = 6 * 3600

    init(_ date: MeetingDate?, first: ZoomChatHead?) {
        self.date = date
        day = date?.day ?? 0
        let start = date?.second ?? 0
        // A chat that begins six hours after the recording did is a clock's time.
        let looksLikeClock =
            start >= Self.midnightStep && (first?.second ?? 0) >= start && !(date?.isUTC ?? false)
        isElapsed = (first?.isCloud ?? false) && !looksLikeClock
        if !isElapsed, let first, start - first.second > Self.midnightStep { day += 1 }
    }

    /// Whether the lines count from a start that nothing states.
    var lacksStart: Bool { isElapsed && date?.second == nil }

    /// The seconds of a line; `nil` when nothing says the day.
    mutating func seconds(of head: ZoomChatHead) -> Int64? {
        if let stated = head.date { return stated.day * 86_400 + head.second }
        guard let date else { return nil }
        if isElapsed { return date.day * 86_400 + (date.second ?? 0) + head.second }
        if let last, last - head.second > Self.midnightStep { day += 1 }
        if let last, head.second - last > 18 * 3600, day > date.day {
            // A line from before midnight that came late.
            return (day - 1) * 86_400 + head.second
        }
        last = head.second
        return day * 86_400 + head.second
    }
}
