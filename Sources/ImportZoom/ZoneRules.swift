// SPDX-License-Identifier: Apache-2.0
internal import FerryModel
internal import Glibc

/// When the clocks of a place stood how far from UTC, from the system's zone database (RFC 8536).
public struct ZoneRules: Hashable, Sendable {
    /// The name in the zone database, or the offset as it was given.
    public let name: String
    private let transitions: [Int64]
    /// Seconds east of UTC before the first transition and from each on.
    private let offsets: [Int64]
    private let rule: ZoneRule?

    /// UTC.
    public static let utc = ZoneRules(name: "UTC", offset: 0)

    init(name: String, offset: Int64) {
        self.name = name
        transitions = []
        offsets = [offset]
        rule = nil
    }

    /// Reads a zone by its name (`Europe/Berlin`), or an offset such as `+02:00`.
    ///
    /// - Parameter folder: where the zone database lies.
    /// - Throws: `Failure.configuration` for a name that is not in it.
    public init(named name: String, folder: String = "/usr/share/zoneinfo") throws {
        if name == "UTC" || name == "GMT" || name == "Z" {
            self = .utc
            return
        }
        if let offset = Self.offset(name) {
            self.init(name: name, offset: offset)
            return
        }
        let isName = name.utf8.allSatisfy {
            ($0 | 0x20 >= 97 && $0 | 0x20 <= 122) || (48...57).contains($0) || "/_+-".utf8.contains($0)
        }
        guard isName, !name.hasPrefix("/"), let bytes = Self.read(folder + "/" + name),
            let rules = ZoneRules(name: name, bytes: bytes)
        else {
            throw Failure(
                .configuration, "there is no time zone \(name)", at: "zoom.time_zone",
                remedy: "use a name such as Europe/Berlin, or an offset such as +01:00")
        }
        self = rules
    }

    /// Reads the content of a file of the zone database; `nil` when it is none.
    init?(name: String, bytes: [UInt8]) {
        var file = ZoneFile(bytes)
        guard let content = file.content() else { return nil }
        self.name = name
        transitions = content.transitions
        offsets = content.offsets
        rule = ZoneRule(content.footer)
    }

    /// Seconds east of UTC at a moment in seconds since 1970.
    func offset(atUTC seconds: Int64) -> Int64 {
        var range = transitions.startIndex..<transitions.endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range =
                transitions[middle] <= seconds ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
        }
        if range.lowerBound == transitions.endIndex, let rule { return rule.offset(atUTC: seconds) }
        return offsets[min(range.lowerBound, offsets.count - 1)]
    }

    /// The moment at which the clocks show so many seconds since 1970. Of a time that comes twice the first is
    /// meant; one that is skipped counts on from before the gap.
    func utc(fromLocal seconds: Int64) -> Int64 {
        let guesses = [offset(atUTC: seconds - 86_400), offset(atUTC: seconds + 86_400)]
        for guess in guesses where offset(atUTC: seconds - guess) == guess { return seconds - guess }
        return seconds - guesses[0]
    }

    private static func offset(_ text: String) -> Int64? {
        guard let sign = text.utf8.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
            return nil
        }
        let digits = text.utf8.dropFirst().filter { $0 != UInt8(ascii: ":") }
        guard digits.count == 4 || digits.count == 2, digits.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        let number = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) } * (digits.count == 2 ? 100 : 1)
        guard number / 100 <= 14, number % 100 < 60 else { return nil }
        let seconds = number / 100 * 3600 + number % 100 * 60
        return sign == UInt8(ascii: "+") ? seconds : -seconds
    }

    private static func read(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return count > 0 ? Array(bytes[..<count]) : nil
    }
}
