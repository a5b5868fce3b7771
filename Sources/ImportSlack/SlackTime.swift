// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// Slack's `ts`: seconds and microseconds as a decimal text, a message's id within its channel and its order.
/// Kept as whole microseconds, because a floating-point number would make different messages equal.
struct SlackTime: Hashable, Comparable {
    /// Microseconds since the Unix epoch.
    let microseconds: Int64

    /// Reads `1735689600.000100`; `nil` for anything that is not such a time.
    init?(_ text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 1 || parts.count == 2, let seconds = Self.number(parts[0], digits: 12) else {
            return nil
        }
        var micros: Int64 = 0
        if parts.count == 2 {
            let digits = parts[1].prefix(6)
            guard let fraction = Self.number(digits, digits: 6), parts[1].allSatisfy(Self.isDigit) else {
                return nil
            }
            micros = (digits.count..<6).reduce(fraction) { value, _ in value * 10 }
        }
        microseconds = seconds * 1_000_000 + micros
    }

    /// Reads a `ts` that some tool may have written as a number.
    init?(_ element: JSONElement?) {
        guard let element else { return nil }
        switch element.kind {
        case .string: self.init(element.string ?? "")
        case .number: self.init(String(decoding: element.rawBytes, as: UTF8.self))
        default: return nil
        }
    }

    /// The text in Slack's form, always with six decimals.
    var text: String {
        let fraction = String(microseconds % 1_000_000)
        return "\(microseconds / 1_000_000)." + String(repeating: "0", count: 6 - fraction.utf8.count)
            + fraction
    }

    /// The moment, in milliseconds.
    var timestamp: Timestamp { Timestamp(milliseconds: microseconds / 1000) }

    static func < (left: SlackTime, right: SlackTime) -> Bool { left.microseconds < right.microseconds }

    private static func number(_ bytes: some Collection<UInt8>, digits: Int) -> Int64? {
        guard !bytes.isEmpty, bytes.count <= digits, bytes.allSatisfy(isDigit) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}
