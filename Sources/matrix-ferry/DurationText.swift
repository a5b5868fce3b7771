// SPDX-License-Identifier: Apache-2.0

/// Durations as people write them.
enum DurationText {
    /// `90s`, `30m`, `8h`, `2d`, or a bare number of seconds; `nil` for anything else.
    static func duration(_ text: String) -> Duration? {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        let unit = text.last.flatMap { units[$0] }
        guard let number = Double(unit == nil ? text[...] : text.dropLast()), number > 0, number < 1e9 else {
            return nil
        }
        return .seconds(number * (unit ?? 1))
    }

    /// `2 h 05 min`, `3 min 20 s` or `12 s`.
    static func text(seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        if whole >= 3600 { return "\(whole / 3600) h \(two(whole % 3600 / 60)) min" }
        if whole >= 60 { return "\(whole / 60) min \(two(whole % 60)) s" }
        return "\(whole) s"
    }
}
