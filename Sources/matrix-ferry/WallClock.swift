// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Glibc

/// What the clock on the wall shows in a zone.
enum WallClock {
    /// Makes a zone the one of this process; nothing else in the program shows local times.
    ///
    /// - Throws: `Failure.usage` for a zone that the zone database does not have: glibc itself would take it for UTC.
    static func use(zone: String) throws {
        let folder = Environment.value("TZDIR") ?? "/usr/share/zoneinfo"
        let isName = !zone.hasPrefix("/") && !zone.contains("..") && !zone.hasPrefix(":")
        guard isName, access(folder + "/" + zone, R_OK) == 0 else {
            throw Failure(
                .usage, "there is no time zone \(zone)", at: folder,
                remedy: "use a name such as Europe/Berlin; the Debian package tzdata has them")
        }
        setenv("TZ", zone, 1)
        tzset()
    }

    /// Now in UTC, as RFC 3339 with milliseconds.
    static func timestamp() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var parts = tm()
        gmtime_r(&now.tv_sec, &parts)
        var text = [CChar](repeating: 0, count: 32)
        strftime(&text, text.count, "%Y-%m-%dT%H:%M:%S", &parts)
        let milliseconds = String(1000 + now.tv_nsec / 1_000_000).dropFirst()
        let seconds = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: seconds, as: UTF8.self) + "." + milliseconds + "Z"
    }

    /// The day, 0 for Monday, and the minutes after midnight.
    static func now() -> (day: Int, minute: Int) {
        var seconds = time(nil)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return ((Int(parts.tm_wday) + 6) % 7, Int(parts.tm_hour) * 60 + Int(parts.tm_min))
    }
}
