// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// Slack's `ts`: seconds and microseconds as a decimal text, a message's id within its channel and its order.
/// Kept as whole microseconds, because a floating-point number would make different messages equal.
struct SlackTime: Hashable, Comparable {
    /// Microseconds since the Unix epoch.
    let microseconds: Int64

    /// Reads `1735689600.000100`; `nil` for anything that is not such a time.
    init?(_ text: String) { self.init(text.utf8) }

    private init?(_ text: some Sequence<UInt8>) {
        var seconds: Int64 = 0
        var fraction: Int64 = 0
        var digits = 0
        var decimals = -1
        for byte in text {
            guard byte != UInt8(ascii: ".") else {
                guard decimals < 0 else { return nil }
                decimals = 0
                continue
            }
            guard byte >= 48, byte <= 57 else { return nil }
            if decimals < 0 {
                digits += 1
                guard digits <= 12 else { return nil }
                seconds = seconds * 10 + Int64(byte - 48)
            } else {
                // What is finer than a microsecond is beyond Slack's times.
                if decimals < 6 { fraction = fraction * 10 + Int64(byte - 48) }
                decimals += 1
            }
        }
        guard digits > 0, decimals != 0 else { return nil }
        for _ in max(0, min(decimals, 6))..<6 { fraction *= 10 }
        microseconds = seconds * 1_000_000 + fraction
    }

    /// Reads a `ts` that some tool may have written as a number.
    init?(_ element: JSONElement?) {
        guard let element else { return nil }
        switch element.kind {
        case .string:
            // There are several in every message: no text is made of them.
            let plain = element.withRawBytes { Self.init($0.dropFirst().dropLast()) }
            guard let time = plain ?? Self.init((element.string ?? "").utf8) else { return nil }
            self = time
        case .number:
            guard let time = element.withRawBytes({ Self.init($0) }) else { return nil }
            self = time
        default: return nil
        }
    }

    /// The text in Slack's form, always with six decimals.
    var text: String {
        String(unsafeUninitializedCapacity: 24) { buffer in write(to: buffer) }
    }

    /// Writes the text into a buffer of at least 24 bytes; gives how many it took.
    func write(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var seconds = microseconds / 1_000_000
        var fraction = microseconds % 1_000_000
        var digits = 1
        var bound: Int64 = 10
        while seconds >= bound {
            digits += 1
            bound *= 10
        }
        for index in stride(from: digits + 6, to: digits, by: -1) {
            buffer[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction % 10)
            fraction /= 10
        }
        buffer[digits] = UInt8(ascii: ".")
        for index in stride(from: digits - 1, through: 0, by: -1) {
            buffer[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: seconds % 10)
            seconds /= 10
        }
        return digits + 7
    }

    /// The moment, in milliseconds.
    var timestamp: Timestamp { Timestamp(milliseconds: microseconds / 1000) }

    static func < (left: SlackTime, right: SlackTime) -> Bool { left.microseconds < right.microseconds }
}
