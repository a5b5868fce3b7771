// SPDX-License-Identifier: Apache-2.0

/// Cuts a stream, fed in chunks of any size, into the elements of one array or into the values that follow
/// each other, and hands out whole elements only.
///
/// An element's brackets balance and its strings are closed; whether it is JSON, parsing it tells. What lies
/// outside the array is checked here. Memory is the largest element, and never more than the limits allow: elements
/// that lie inside one chunk are lent without a copy.
public struct JSONSplitter: Sendable {
    /// Takes the bytes of an element, lent for the call, and its offset from the start of the stream.
    public typealias Body = (_ element: UnsafeRawBufferPointer, _ offset: Int64) throws -> Void
    /// Takes the offset from the start of the stream of an element that is larger than the limits allow and is passed
    /// over.
    public typealias TooLarge = (_ offset: Int64) throws -> Void

    /// Breaks the stream off at an element that is too large.
    public static let refused: @Sendable (_ offset: Int64) throws -> Void = { offset in
        throw JSONError(.tooLarge, offset: Int(offset))
    }

    private enum Phase {
        /// Outside the elements.
        case envelope
        /// Before the first element of the array, before one that a comma announced, before any of a sequence.
        case firstElement, element, anyElement
        /// Inside an element.
        case container, containerString, string, scalar
        /// Right behind an element.
        case ended
        /// Before the comma or the end of the array.
        case afterElement
    }

    /// How many elements have been handed out.
    public private(set) var elementCount = 0

    private let limits: JSONLimits
    private let isSequence: Bool
    private var envelope: SplitEnvelope
    private var phase = Phase.envelope
    /// The part of an element that earlier chunks held.
    private var carry: [UInt8] = []
    private var elementOffset: Int64 = 0
    /// Whether the element is too large to be kept and only its end is looked for.
    private var isPassing = false
    private var depth = 0
    private var escaped = false
    /// Bytes fed before the current chunk.
    private var consumed: Int64 = 0
    private var failure: (any Error)?

    /// Makes a splitter for one stream.
    public init(path: SplitPath, limits: JSONLimits = .init()) {
        self.limits = limits
        isSequence = path == .lines
        envelope = SplitEnvelope(path: path, limits: limits)
    }

    /// Takes the next bytes of the stream and calls the body for every element that ends in them.
    ///
    /// Throws a `JSONError` where the stream is broken, and whatever the closures throw. Each of these ends the
    /// stream: later calls throw the same again. `tooLarge` is called as soon as it is known that an element is; where
    /// it does not throw, the next element follows.
    public mutating func feed(
        _ chunk: UnsafeRawBufferPointer, tooLarge: TooLarge = refused, _ body: Body
    ) throws {
        if let failure { throw failure }
        do {
            try split(chunk.bindMemory(to: UInt8.self), tooLarge, body)
        } catch {
            failure = error
            throw error
        }
    }

    /// Takes the next bytes of the stream.
    public mutating func feed(_ chunk: ArraySlice<UInt8>, tooLarge: TooLarge = refused, _ body: Body) throws {
        try chunk.withUnsafeBytes { try feed($0, tooLarge: tooLarge, body) }
    }

    /// Takes the next bytes of the stream.
    public mutating func feed(_ chunk: [UInt8], tooLarge: TooLarge = refused, _ body: Body) throws {
        try chunk.withUnsafeBytes { try feed($0, tooLarge: tooLarge, body) }
    }

    /// States that the stream is over.
    ///
    /// Hands out the number that ends a sequence without a line break. Throws `truncated` when the stream ends
    /// inside something, `arrayNotFound` when it is whole and never had the array.
    public mutating func finish(_ body: Body) throws {
        if let failure { throw failure }
        switch phase {
        case .anyElement: return
        case .scalar where isSequence:
            phase = .anyElement
            try handOut(body)
        case .envelope: try envelope.finish(at: Int(consumed))
        default: throw JSONError(.truncated, offset: Int(consumed))
        }
    }

    /// States that the stream is over; a number that only its end would end is `truncated` then.
    public mutating func finish() throws {
        let end = Int(consumed)
        try finish { _, _ in throw JSONError(.truncated, offset: end) }
    }

    private mutating func split(
        _ chunk: UnsafeBufferPointer<UInt8>, _ tooLarge: TooLarge, _ body: Body
    ) throws {
        var position = 0
        var start = 0
        while position < chunk.count {
            switch phase {
            case .envelope:
                position = try envelope.scan(chunk, from: position, base: Int(consumed))
                if envelope.inArray { phase = isSequence ? .anyElement : .firstElement }
            case .firstElement, .element, .anyElement:
                position = try begin(chunk, from: position)
                start = position
                elementOffset = consumed + Int64(position)
                // The opening bracket or quote is read; a scalar has none.
                if phase == .container || phase == .string { position += 1 }
            case .container: position = scanContainer(chunk, from: position)
            case .containerString, .string: position = scanString(chunk, from: position)
            case .scalar: position = scanScalar(chunk, from: position)
            case .afterElement: position = try separate(chunk, from: position)
            case .ended: break
            }
            if phase == .ended { try deliver(chunk, start..<position, tooLarge, body) }
        }
        if phase == .container || phase == .containerString || phase == .string || phase == .scalar {
            try keep(chunk, start..<chunk.count, tooLarge)
        }
        consumed += Int64(chunk.count)
    }

    // MARK: Between elements

    /// Finds the first byte of an element, or the end of the array before the first one.
    private mutating func begin(_ chunk: UnsafeBufferPointer<UInt8>, from start: Int) throws(JSONError) -> Int
    {
        var position = start
        while position < chunk.count, ASCII.isSpace(chunk[position]) { position += 1 }
        guard position < chunk.count else { return position }
        switch chunk[position] {
        case ASCII.openBrace, ASCII.openBracket:
            depth = 1
            phase = .container
        case ASCII.quote: phase = .string
        case ASCII.closeBracket where phase == .firstElement:
            endArray()
            position += 1
        case ASCII.closeBracket, ASCII.closeBrace, ASCII.comma, ASCII.colon:
            throw JSONError(.unexpectedByte(chunk[position]), offset: Int(consumed) + position)
        default: phase = .scalar
        }
        return position
    }

    /// Reads the comma or the end of the array behind an element.
    private mutating func separate(
        _ chunk: UnsafeBufferPointer<UInt8>, from start: Int
    ) throws(JSONError) -> Int {
        var position = start
        while position < chunk.count, ASCII.isSpace(chunk[position]) { position += 1 }
        guard position < chunk.count else { return position }
        switch chunk[position] {
        case ASCII.comma: phase = .element
        case ASCII.closeBracket: endArray()
        default: throw JSONError(.unexpectedByte(chunk[position]), offset: Int(consumed) + position)
        }
        return position + 1
    }

    private mutating func endArray() {
        envelope.endArray()
        phase = .envelope
    }

    private mutating func deliver(
        _ chunk: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ tooLarge: TooLarge, _ body: Body
    ) throws {
        phase = isSequence ? .anyElement : .afterElement
        if carry.isEmpty, !isPassing, range.count <= limits.elementBytes {
            elementCount += 1
            return try body(
                UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: chunk[range])), elementOffset)
        }
        try keep(chunk, range, tooLarge)
        try handOut(body)
    }

    /// Hands out the element that is kept, unless it was too large for that.
    private mutating func handOut(_ body: Body) throws {
        guard !isPassing else { return isPassing = false }
        elementCount += 1
        try carry.withUnsafeBytes { try body($0, elementOffset) }
        carry.removeAll(keepingCapacity: true)
    }

    private mutating func keep(
        _ chunk: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ tooLarge: TooLarge
    ) throws {
        guard !isPassing else { return }
        guard carry.count + range.count <= limits.elementBytes else {
            isPassing = true
            carry = []
            return try tooLarge(elementOffset)
        }
        carry.append(contentsOf: chunk[range])
    }

    // MARK: Inside an element

    private mutating func scanContainer(_ chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        var depth = depth
        while position < chunk.count {
            let byte = chunk[position]
            position += 1
            if byte == ASCII.quote {
                position = Self.skipPlainString(chunk, from: position)
                guard position < 0 else { continue }
                position = ~position
                phase = .containerString
                break
            }
            if byte == ASCII.newline { position = Self.skipBlanks(chunk, from: position) }
            // Setting this bit turns a bracket into the brace of its direction and nothing else into one.
            switch byte | 0x20 {
            case ASCII.openBrace: depth += 1
            case ASCII.closeBrace: depth -= 1
            default: continue
            }
            if depth == 0 {
                phase = .ended
                break
            }
        }
        self.depth = depth
        return position
    }

    /// The position behind most of the blanks that indent a line.
    @inline(__always)
    private static func skipBlanks(_ chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = chunk.baseAddress else { return start }
        var position = start
        while position + 8 <= chunk.count, ByteWord(base + position).isBlank { position += 8 }
        return position
    }

    /// The position behind a string that closes in this chunk without an escape; otherwise the complement of
    /// the position where the slow way has to go on.
    @inline(__always)
    private static func skipPlainString(_ chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let position = nextStop(chunk, from: start)
        return position < chunk.count && chunk[position] == ASCII.quote ? position + 1 : ~position
    }

    /// The next quote or backslash, the end of the chunk if there is none.
    @inline(__always)
    private static func nextStop(_ chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = chunk.baseAddress else { return chunk.count }
        var position = start
        while position + 8 <= chunk.count {
            let marks = ByteWord(base + position).quotesAndBackslashes
            if marks != 0 { return position + ByteWord.distance(to: marks) }
            position += 8
        }
        while position < chunk.count, base[position] != ASCII.quote, base[position] != ASCII.backslash {
            position += 1
        }
        return position
    }

    private mutating func scanString(_ chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        while position < chunk.count {
            if escaped {
                escaped = false
                position += 1
                continue
            }
            position = Self.nextStop(chunk, from: position)
            guard position < chunk.count else { break }
            position += 1
            if chunk[position - 1] == ASCII.backslash {
                escaped = true
            } else {
                phase = phase == .string ? .ended : .container
                break
            }
        }
        return position
    }

    private mutating func scanScalar(_ chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        while position < chunk.count {
            let byte = chunk[position]
            if ASCII.isSpace(byte) || byte == ASCII.comma || byte == ASCII.closeBracket {
                phase = .ended
                break
            }
            position += 1
        }
        return position
    }
}
