// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Moments as Zoom's interfaces state them.
enum ZoomMoment {
    /// A number of seconds, milliseconds or microseconds since 1970, whichever lies between 1980 and 2100; Zoom's
    /// documentation says microseconds where its answers hold milliseconds.
    static func since1970(_ number: Int64) -> Timestamp? {
        switch number {
        case 315_532_800..<4_102_444_800: Timestamp(seconds: number)
        case 315_532_800_000..<4_102_444_800_000: Timestamp(milliseconds: number)
        case 315_532_800_000_000..<4_102_444_800_000_000: Timestamp(milliseconds: number / 1000)
        default: nil
        }
    }

    /// `2026-09-15T14:30:12Z`, with decimals or an offset or without; `nil` for what names no zone.
    static func iso(_ text: String) -> Timestamp? {
        guard let (seconds, milliseconds, offset) = parts(text), let offset else { return nil }
        return Timestamp(milliseconds: (seconds - offset) * 1000 + milliseconds)
    }

    /// The wall-clock seconds, the milliseconds and the offset in seconds, which is `nil` when not stated.
    static func parts(_ text: String) -> (seconds: Int64, milliseconds: Int64, offset: Int64?)? {
        guard let (date, rest) = MeetingDate.leading(text), let second = date.second else { return nil }
        let wall = date.day * 86_400 + second
        if date.isUTC { return rest.isEmpty ? (wall, 0, 0) : nil }
        var tail = Array(rest.utf8)[...]
        var milliseconds: Int64 = 0
        if tail.first == UInt8(ascii: ".") {
            let digits = tail.dropFirst().prefix { (48...57).contains($0) }
            milliseconds = (0..<3).reduce(0) { value, place in
                value * 10 + (place < digits.count ? Int64(digits[digits.startIndex + place] - 48) : 0)
            }
            tail = tail.dropFirst(digits.count + 1)
        }
        guard !tail.isEmpty else { return (wall, milliseconds, nil) }
        let zone = String(decoding: tail, as: UTF8.self)
        if zone == "Z" { return (wall, milliseconds, 0) }
        guard let rules = try? ZoneRules(named: zone, folder: "") else { return nil }
        return (wall, milliseconds, rules.offset(atUTC: wall))
    }
}
