// SPDX-License-Identifier: Apache-2.0

/// Reads the values of number tokens that the scanner has accepted.
enum JSONNumber {
    /// The exact integer the token stands for, `nil` when there is none in 64 bits.
    static func int64(_ token: UnsafeRawBufferPointer) -> Int64? {
        let negative = token.first == ASCII.minus
        var magnitude: UInt64 = 0
        for byte in token.dropFirst(negative ? 1 : 0) {
            guard ASCII.isDigit(byte) else { return integral(token, negative: negative) }
            guard let next = appending(byte, to: magnitude) else {
                return integral(token, negative: negative)
            }
            magnitude = next
        }
        return signed(magnitude, negative: negative)
    }

    /// The nearest double, `nil` when it is not finite.
    static func double(_ token: UnsafeRawBufferPointer) -> Double? {
        guard let number = Double(String(decoding: token, as: UTF8.self)), number.isFinite else { return nil }
        return number
    }

    /// Integers written with a fraction or an exponent: digits and a power of ten, zeros at the end moved
    /// into the power.
    private static func integral(_ token: UnsafeRawBufferPointer, negative: Bool) -> Int64? {
        var power = exponent(token)
        var digits: [UInt8] = []
        var inFraction = false
        for byte in token.dropFirst(negative ? 1 : 0) {
            if ASCII.isExponent(byte) { break }
            if byte == ASCII.point {
                inFraction = true
                continue
            }
            if inFraction { power -= 1 }
            if byte != ASCII.zero || !digits.isEmpty { digits.append(byte) }
        }
        while digits.last == ASCII.zero {
            digits.removeLast()
            power += 1
        }
        if digits.isEmpty { return 0 }
        guard power >= 0, digits.count + power <= 19 else { return nil }
        digits.append(contentsOf: repeatElement(ASCII.zero, count: power))
        var magnitude: UInt64 = 0
        for byte in digits {
            guard let next = appending(byte, to: magnitude) else { return nil }
            magnitude = next
        }
        return signed(magnitude, negative: negative)
    }

    /// The power of ten behind `e`; beyond a billion it stays there, which no integer survives.
    private static func exponent(_ token: UnsafeRawBufferPointer) -> Int {
        guard let mark = token.firstIndex(where: ASCII.isExponent) else { return 0 }
        var power = 0
        for byte in token[(mark + 1)...] where ASCII.isDigit(byte) {
            power = min(power * 10 + Int(byte &- ASCII.zero), 1_000_000_000)
        }
        return token[mark + 1] == ASCII.minus ? -power : power
    }

    private static func appending(_ digit: UInt8, to magnitude: UInt64) -> UInt64? {
        let (shifted, overflow) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, carry) = shifted.addingReportingOverflow(UInt64(digit &- ASCII.zero))
        return overflow || carry ? nil : sum
    }

    private static func signed(_ magnitude: UInt64, negative: Bool) -> Int64? {
        guard negative else { return Int64(exactly: magnitude) }
        return magnitude <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }
}
