// SPDX-License-Identifier: Apache-2.0

/// Reads one text of a storage onto its tape, in one pass and without recursion.
///
/// The text ends in zero bytes, which no rule of the grammar takes, so the loops need no end check; whether a
/// zero byte is the end or content is looked up only where it stops one.
struct JSONScanner {
    private let storage: JSONStorage
    private let text: UnsafePointer<UInt8>
    private let end: Int
    private let limits: JSONLimits
    private var tape: UnsafeMutablePointer<JSONNode>
    private var room: Int
    private var count = 0
    private var position = 0
    private var depth = 0
    private var open = Self.none

    private static let none = UInt32.max

    private enum Step {
        case value
        case firstElement
        case firstKey
        case afterValue
        case finished
    }

    /// Prepares the text that the storage holds.
    init(_ storage: JSONStorage, limits: JSONLimits) {
        self.storage = storage
        self.limits = limits
        text = UnsafePointer(storage.text)
        end = storage.textCount
        tape = storage.tape
        room = min(storage.tapeCapacity, limits.values)
    }

    /// Fills the tape, the root first.
    mutating func scan() throws(JSONError) {
        if end >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF { position = 3 }
        var step = Step.value
        while step != .finished {
            skipSpace()
            switch step {
            case .value: step = try value()
            case .firstElement:
                step = text[position] == ASCII.closeBracket ? close() : try value()
            case .firstKey:
                step = text[position] == ASCII.closeBrace ? close() : try member()
            case .afterValue: step = try afterValue()
            case .finished: break
            }
        }
    }

    /// What stopped the scanner at the position.
    private func unexpected() -> JSONError {
        position >= end
            ? JSONError(.truncated, offset: end)
            : JSONError(.unexpectedByte(text[position]), offset: position)
    }

    @inline(__always)
    private mutating func skipSpace() {
        while text[position] <= ASCII.space, ASCII.isSpace(text[position]) {
            position += 1
            while ByteWord(text + position).isBlank { position += 8 }
        }
    }

    @inline(__always)
    private mutating func append(
        _ kind: JSONElement.Kind, offset: Int, length: Int, flags: JSONNode.Flags = [], span: UInt32 = 1
    ) throws(JSONError) {
        if count == room { try makeRoom() }
        (tape + count).initialize(
            to: JSONNode(
                offset: UInt32(truncatingIfNeeded: offset), length: UInt32(truncatingIfNeeded: length),
                span: span, kind: kind, flags: flags))
        count += 1
    }

    @inline(never)
    private mutating func makeRoom() throws(JSONError) {
        guard count < limits.values else { throw JSONError(.tooLarge, offset: position) }
        storage.growTape()
        tape = storage.tape
        room = min(storage.tapeCapacity, limits.values)
    }

    // MARK: Structure

    @inline(__always)
    private mutating func value() throws(JSONError) -> Step {
        switch text[position] {
        case ASCII.quote: try string()
        case ASCII.openBrace:
            try begin(.object)
            return .firstKey
        case ASCII.openBracket:
            try begin(.array)
            return .firstElement
        case ASCII.minus, ASCII.zero...ASCII.nine: try number()
        case UInt8(ascii: "t"): try literal("true", .bool)
        case UInt8(ascii: "f"): try literal("false", .bool)
        case UInt8(ascii: "n"): try literal("null", .null)
        default: throw unexpected()
        }
        return .afterValue
    }

    @inline(__always)
    private mutating func afterValue() throws(JSONError) -> Step {
        guard open != Self.none else {
            guard position == end else { throw JSONError(.trailingBytes, offset: position) }
            return .finished
        }
        let byte = text[position]
        let inObject = tape[Int(open)].kind == .object
        if byte == ASCII.comma {
            position += 1
            skipSpace()
            return inObject ? try member() : try value()
        }
        guard byte == (inObject ? ASCII.closeBrace : ASCII.closeBracket) else { throw unexpected() }
        return close()
    }

    @inline(__always)
    private mutating func member() throws(JSONError) -> Step {
        guard text[position] == ASCII.quote else { throw unexpected() }
        try string()
        skipSpace()
        guard text[position] == ASCII.colon else { throw unexpected() }
        position += 1
        skipSpace()
        return try value()
    }

    @inline(__always)
    private mutating func begin(_ kind: JSONElement.Kind) throws(JSONError) {
        guard depth < limits.effectiveDepth else { throw JSONError(.tooDeep, offset: position) }
        depth += 1
        let index = UInt32(truncatingIfNeeded: count)
        try append(kind, offset: position, length: 0, span: open)
        open = index
        position += 1
    }

    @inline(__always)
    private mutating func close() -> Step {
        let index = Int(open)
        position += 1
        depth -= 1
        open = tape[index].span
        tape[index].span = UInt32(truncatingIfNeeded: count - index)
        tape[index].length = UInt32(truncatingIfNeeded: position) &- tape[index].offset
        return .afterValue
    }

    // MARK: Scalars

    @inline(__always)
    private mutating func string() throws(JSONError) {
        let start = position + 1
        var cursor = start
        var high: UInt64 = 0
        var flags: JSONNode.Flags = []
        while true {
            let word = ByteWord(text + cursor)
            let stops = word.stringStops
            high |= word.highBits(before: stops)
            guard stops != 0 else {
                cursor += 8
                continue
            }
            cursor += ByteWord.distance(to: stops)
            if text[cursor] == ASCII.quote { break }
            if text[cursor] == ASCII.backslash {
                flags.insert(.escaped)
                cursor = try escape(at: cursor)
            } else {
                guard cursor < end else { throw JSONError(.truncated, offset: end) }
                guard limits.allowControlCharacters else {
                    throw JSONError(.controlCharacter, offset: cursor)
                }
                cursor += 1
            }
        }
        if high != 0 { flags.insert(.notASCII) }
        try append(.string, offset: start, length: cursor - start, flags: flags)
        position = cursor + 1
    }

    /// Checks an escape and returns the position behind it.
    private func escape(at cursor: Int) throws(JSONError) -> Int {
        switch text[cursor + 1] {
        case ASCII.quote, ASCII.backslash, ASCII.slash, UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return cursor + 2
        case UInt8(ascii: "u"):
            for digit in (cursor + 2)..<(cursor + 6) where ASCII.hexadecimal(text[digit]) == nil {
                throw JSONError(digit < end ? .invalidEscape : .truncated, offset: min(digit, end))
            }
            return cursor + 6
        default:
            throw JSONError(cursor + 1 < end ? .invalidEscape : .truncated, offset: min(cursor + 1, end))
        }
    }

    @inline(__always)
    private mutating func digits() throws(JSONError) {
        guard ASCII.isDigit(text[position]) else { throw unexpected() }
        repeat { position += 1 } while ASCII.isDigit(text[position])
    }

    private mutating func number() throws(JSONError) {
        let start = position
        var flags: JSONNode.Flags = []
        if text[position] == ASCII.minus { position += 1 }
        if text[position] == ASCII.zero { position += 1 } else { try digits() }
        if text[position] == ASCII.point {
            flags.insert(.fractional)
            position += 1
            try digits()
        }
        if ASCII.isExponent(text[position]) {
            flags.insert(.fractional)
            position += 1
            if text[position] == ASCII.plus || text[position] == ASCII.minus { position += 1 }
            try digits()
        }
        try append(.number, offset: start, length: position - start, flags: flags)
    }

    private mutating func literal(_ word: StaticString, _ kind: JSONElement.Kind) throws(JSONError) {
        let start = position
        for index in 0..<word.utf8CodeUnitCount {
            guard text[position] == word.utf8Start[index] else { throw unexpected() }
            position += 1
        }
        try append(kind, offset: start, length: position - start)
    }
}
