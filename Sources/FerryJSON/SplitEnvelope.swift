// SPDX-License-Identifier: Apache-2.0

/// What surrounds the elements of a split stream: byte order mark, array brackets, the object that holds the
/// array and its other members. Checked byte by byte; nothing of it is kept but the key being read.
struct SplitEnvelope {
    private enum State {
        /// Inside a byte order mark, with so many of its bytes read.
        case mark(Int)
        case opening
        case firstKey, key, insideKey, escapeInKey, colon
        case memberValue
        case skipping
        case afterMember
        case array
        case finished
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let longestKey = 64 << 10

    private let path: SplitPath
    private let limits: JSONLimits
    private var state = State.mark(0)
    /// The key being read, with its quotes.
    private var key: [UInt8] = []
    private var skipper: JSONSkipper
    private var arrayFound = false

    init(path: SplitPath, limits: JSONLimits) {
        self.path = path
        self.limits = limits
        skipper = JSONSkipper(limits: limits)
    }

    /// Whether the next byte belongs to the array or sequence.
    var inArray: Bool {
        if case .array = state { true } else { false }
    }

    /// Reads until the array begins or the chunk ends; returns the position reached.
    mutating func scan(
        _ chunk: UnsafeBufferPointer<UInt8>, from start: Int, base: Int
    ) throws(JSONError) -> Int {
        var position = start
        while position < chunk.count, !inArray {
            if case .skipping = state {
                position = skipper.endOfPlainText(chunk, from: position)
                guard position < chunk.count else { break }
            }
            do throws(JSONError.Reason) {
                if try feed(chunk[position]) { position += 1 }
            } catch {
                throw JSONError(error, offset: base + position)
            }
        }
        return position
    }

    /// Goes on behind the array.
    mutating func endArray() {
        state = path == .topLevelArray ? .finished : .afterMember
    }

    /// Throws unless the stream may end here.
    func finish(at offset: Int) throws(JSONError) {
        switch state {
        case .finished where arrayFound: return
        case .mark(0) where path == .lines: return
        case .finished: throw JSONError(.arrayNotFound, offset: offset)
        default: throw JSONError(.truncated, offset: offset)
        }
    }

    /// Takes a byte; `false` when the same byte has to be fed again in the new state.
    private mutating func feed(_ byte: UInt8) throws(JSONError.Reason) -> Bool {
        switch state {
        case .mark(let read): return try feedMark(byte, read)
        case .insideKey, .escapeInKey: try feedKey(byte)
        case .skipping:
            let verdict = try skipper.feed(byte)
            if verdict != .more { state = .afterMember }
            return verdict != .behind
        case .memberValue where !ASCII.isSpace(byte): return try beginMember(byte)
        default:
            if !ASCII.isSpace(byte) { try feedStructure(byte) }
        }
        return true
    }

    private mutating func feedMark(_ byte: UInt8, _ read: Int) throws(JSONError.Reason) -> Bool {
        if byte == Self.byteOrderMark[read] {
            state = read == 2 ? afterMark : .mark(read + 1)
            return true
        }
        guard read == 0 else { throw .unexpectedByte(byte) }
        state = afterMark
        return false
    }

    private var afterMark: State { path == .lines ? .array : .opening }

    private mutating func feedStructure(_ byte: UInt8) throws(JSONError.Reason) {
        switch (state, byte) {
        case (.opening, ASCII.openBracket) where path == .topLevelArray: enterArray()
        case (.opening, ASCII.openBrace) where path != .topLevelArray: state = .firstKey
        case (.firstKey, ASCII.quote), (.key, ASCII.quote):
            key = [byte]
            state = .insideKey
        case (.firstKey, ASCII.closeBrace), (.afterMember, ASCII.closeBrace): state = .finished
        case (.colon, ASCII.colon): state = .memberValue
        case (.afterMember, ASCII.comma): state = .key
        case (.finished, _): throw .trailingBytes
        default: throw .unexpectedByte(byte)
        }
    }

    private mutating func feedKey(_ byte: UInt8) throws(JSONError.Reason) {
        guard key.count < Self.longestKey else { throw .tooLarge }
        key.append(byte)
        if case .escapeInKey = state {
            state = .insideKey
        } else if byte == ASCII.backslash {
            state = .escapeInKey
        } else if byte == ASCII.quote {
            state = .colon
        }
    }

    private mutating func beginMember(_ byte: UInt8) throws(JSONError.Reason) -> Bool {
        let name: String?
        // Keys have a bound of their own.
        var limits = limits
        limits.elementBytes = Self.longestKey
        do throws(JSONError) {
            name = try JSONDocument(parsing: key, limits: limits).root.string
        } catch {
            throw error.reason
        }
        if byte == ASCII.openBracket, let name, path == .array(underKey: name) {
            enterArray()
            return true
        }
        skipper = JSONSkipper(limits: limits)
        state = .skipping
        return false
    }

    private mutating func enterArray() {
        arrayFound = true
        state = .array
    }
}
