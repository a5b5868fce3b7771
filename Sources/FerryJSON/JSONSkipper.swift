// SPDX-License-Identifier: Apache-2.0

/// Checks one value byte by byte as it passes and keeps nothing of it but what is open.
///
/// The splitter sends what it does not hand out through here, so that a broken text is found even where
/// nobody looks, at any length and in constant memory.
struct JSONSkipper {
    /// What a byte did.
    enum Verdict {
        /// It belongs to the value, which goes on.
        case more
        /// It is the last byte of the value.
        case last
        /// The value, a number, had ended before it.
        case behind
    }

    private enum State {
        case value, firstElement, firstKey, key, colon, afterValue
        case string, escape
        case unicode(Int)
        case literal(StaticString, Int)
        case minus, zero, integer, point, fraction, exponent, exponentSign, power
    }

    private let limits: JSONLimits
    private var state = State.value
    private var inKey = false
    /// What is open, outermost first: `true` for objects.
    private var open: [Bool] = []

    init(limits: JSONLimits) {
        self.limits = limits
    }

    /// Takes the next byte; throws the reason when it does not fit.
    mutating func feed(_ byte: UInt8) throws(JSONError.Reason) -> Verdict {
        switch state {
        case .string, .escape, .unicode: return try feedString(byte)
        case .literal(let word, let index): return try feedLiteral(byte, word, index)
        case .minus, .zero, .integer, .point, .fraction, .exponent, .exponentSign, .power:
            if try feedNumber(byte) { return .more }
            if open.isEmpty { return .behind }
            state = .afterValue
            return try feedStructure(byte)
        default: return try feedStructure(byte)
        }
    }

    /// The position behind most of the bytes that are text in a string and nothing else: these need no feeding.
    func endOfPlainText(_ chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard case .string = state, let base = chunk.baseAddress else { return start }
        var position = start
        while position + 8 <= chunk.count {
            let stops = ByteWord(base + position).stringStops
            guard stops == 0 else { return position + ByteWord.distance(to: stops) }
            position += 8
        }
        return position
    }

    private mutating func feedStructure(_ byte: UInt8) throws(JSONError.Reason) -> Verdict {
        if ASCII.isSpace(byte) { return .more }
        switch (state, byte) {
        case (.firstKey, ASCII.quote), (.key, ASCII.quote):
            inKey = true
            state = .string
        case (.colon, ASCII.colon): state = .value
        case (.firstKey, ASCII.closeBrace), (.firstElement, ASCII.closeBracket): return close()
        case (.afterValue, ASCII.comma): state = open.last == true ? .key : .value
        case (.afterValue, ASCII.closeBrace) where open.last == true: return close()
        case (.afterValue, ASCII.closeBracket) where open.last == false: return close()
        case (.value, _), (.firstElement, _): try begin(byte)
        default: throw .unexpectedByte(byte)
        }
        return .more
    }

    private mutating func begin(_ byte: UInt8) throws(JSONError.Reason) {
        switch byte {
        case ASCII.quote: state = .string
        case ASCII.openBrace, ASCII.openBracket:
            guard open.count < limits.effectiveDepth else { throw .tooDeep }
            open.append(byte == ASCII.openBrace)
            state = byte == ASCII.openBrace ? .firstKey : .firstElement
        case ASCII.minus: state = .minus
        case ASCII.zero: state = .zero
        case ASCII.zero...ASCII.nine: state = .integer
        case UInt8(ascii: "t"): state = .literal("true", 1)
        case UInt8(ascii: "f"): state = .literal("false", 1)
        case UInt8(ascii: "n"): state = .literal("null", 1)
        default: throw .unexpectedByte(byte)
        }
    }

    private mutating func close() -> Verdict {
        open.removeLast()
        return endValue()
    }

    private mutating func endValue() -> Verdict {
        state = .afterValue
        return open.isEmpty ? .last : .more
    }

    private mutating func feedString(_ byte: UInt8) throws(JSONError.Reason) -> Verdict {
        switch state {
        case .escape:
            switch byte {
            case UInt8(ascii: "u"): state = .unicode(4)
            case ASCII.quote, ASCII.backslash, ASCII.slash, UInt8(ascii: "b"), UInt8(ascii: "f"),
                UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
                state = .string
            default: throw .invalidEscape
            }
        case .unicode(let missing):
            guard ASCII.hexadecimal(byte) != nil else { throw .invalidEscape }
            state = missing == 1 ? .string : .unicode(missing - 1)
        default: return try feedText(byte)
        }
        return .more
    }

    private mutating func feedText(_ byte: UInt8) throws(JSONError.Reason) -> Verdict {
        if byte == ASCII.backslash {
            state = .escape
        } else if byte == ASCII.quote {
            guard inKey else { return endValue() }
            inKey = false
            state = .colon
        } else if byte < ASCII.space, !limits.allowControlCharacters {
            throw .controlCharacter
        }
        return .more
    }

    private mutating func feedLiteral(
        _ byte: UInt8, _ word: StaticString, _ index: Int
    ) throws(JSONError.Reason) -> Verdict {
        guard byte == word.utf8Start[index] else { throw .unexpectedByte(byte) }
        if index + 1 == word.utf8CodeUnitCount { return endValue() }
        state = .literal(word, index + 1)
        return .more
    }

    /// Whether the byte belongs to the number.
    private mutating func feedNumber(_ byte: UInt8) throws(JSONError.Reason) -> Bool {
        let digit = ASCII.isDigit(byte)
        switch state {
        case .minus where digit: state = byte == ASCII.zero ? .zero : .integer
        case .integer where digit, .fraction where digit, .power where digit: break
        case .zero where byte == ASCII.point, .integer where byte == ASCII.point: state = .point
        case .point where digit: state = .fraction
        case .zero where ASCII.isExponent(byte), .integer where ASCII.isExponent(byte),
            .fraction where ASCII.isExponent(byte):
            state = .exponent
        case .exponent where byte == ASCII.plus || byte == ASCII.minus: state = .exponentSign
        case .exponent where digit, .exponentSign where digit: state = .power
        case .zero, .integer, .fraction, .power: return false
        default: throw .unexpectedByte(byte)
        }
        return true
    }
}
