// SPDX-License-Identifier: Apache-2.0

/// Makes of nearly well-formed XML in UTF-8 what a strict parser takes, and counts what it had to change: control
/// characters and broken UTF-8 (replaced by U+FFFD), references to characters that XML does not allow, a bare `&` or
/// `<`, entities that nobody defined.
///
/// A DOCTYPE is refused, so that no entity can be defined at all. Of comments only the line ends stay, and a long CDATA
/// section becomes several: the parser ends a file where one of either is above 10 MB.
struct XMLCleaner {
    private enum Part {
        case text
        case cdata
        case comment
        case instruction
    }

    private var part = Part.text
    /// Bytes whose meaning the next ones decide; fewer than 20.
    private var held: [UInt8] = []
    private var output: [UInt8] = []
    /// Bytes of the CDATA section since it began or was last divided.
    private var sectionBytes = 0
    /// How many places were changed.
    private(set) var repaired = 0
    private var line = 1

    private static let cdata = Array("<![CDATA[".utf8)
    private static let comment = Array("<!--".utf8)
    private static let doctype = Array("<!DOCTYPE".utf8)
    private static let longestReference = 16
    private static let longestSection = 1 << 20
    private static let division = Array("]]><![CDATA[".utf8)

    /// Cleans the next bytes and hands them out, also those before a place that is refused: what is wrong first is
    /// told, however the bytes come.
    mutating func feed(
        _ bytes: UnsafeRawBufferPointer, isLast: Bool = false, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        output.removeAll(keepingCapacity: true)
        let taken = Result { try take(bytes, isLast) }
        try output.withUnsafeBytes { if !$0.isEmpty { try body($0) } }
        try taken.get()
    }

    private mutating func take(_ bytes: UnsafeRawBufferPointer, _ isLast: Bool) throws {
        if held.isEmpty {
            let done = try clean(bytes, isLast)
            held.append(contentsOf: bytes[done...])
        } else {
            var joined = held
            joined.append(contentsOf: bytes)
            let done = try joined.withUnsafeBytes { try clean($0, isLast) }
            held = Array(joined[done...])
        }
    }

    /// Takes in what can be decided and returns how many bytes that are.
    private mutating func clean(_ bytes: UnsafeRawBufferPointer, _ isLast: Bool) throws -> Int {
        var position = 0
        while position < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[position...])
            let plain = rest.firstIndex { !Self.isPlain($0) } ?? rest.count
            if plain > 0 {
                write(rest.prefix(plain))
                position += plain
                continue
            }
            let before = part
            let step = try step(rest, isLast)
            if step.isUndecided { break }
            position += step.length
            if let replacement = step.replacement {
                repaired += 1
                replacement.withUnsafeBytes { write($0[...]) }
            } else if part == before {
                write(rest.prefix(step.length))
            } else {
                output.append(contentsOf: rest.prefix(step.length))
                sectionBytes = 0
            }
        }
        return position
    }

    /// What needs no change and goes over in one piece.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20...0x25, 0x27...0x2C, 0x2E...0x3B, 0x3D...0x3E, 0x40...0x5C, 0x5E...0x7F, 0x09, 0x0D: true
        default: false
        }
    }

    /// Hands out whole characters of the part they stand in.
    private mutating func write(_ bytes: Slice<UnsafeRawBufferPointer>) {
        switch part {
        case .text, .instruction: output.append(contentsOf: bytes)
        case .comment: if bytes.first == 0x0A { output.append(0x0A) }
        case .cdata:
            var rest = bytes
            while !rest.isEmpty {
                if sectionBytes >= Self.longestSection {
                    output.append(contentsOf: Self.division)
                    sectionBytes = 0
                }
                // Of several bytes only ASCII comes in more than one piece.
                let piece = rest.prefix(
                    max(Self.longestSection - sectionBytes, rest.count > 4 ? 1 : rest.count))
                output.append(contentsOf: piece)
                sectionBytes += piece.count
                rest = rest.dropFirst(piece.count)
            }
        }
    }

    private struct Step {
        var length: Int
        var replacement: [UInt8]?
        var isUndecided = false

        static let undecided = Step(length: 0, isUndecided: true)
        static let one = Step(length: 1)
    }

    private mutating func step(_ rest: UnsafeRawBufferPointer, _ isLast: Bool) throws -> Step {
        switch rest[0] {
        case 0x0A:
            line += 1
            return .one
        case 0x80...: return Self.sequence(rest, isLast)
        case 0..<0x20: return Step(length: 1, replacement: XMLDecoder.mark)
        case UInt8(ascii: "&"): return part == .text ? Self.reference(rest, isLast) : .one
        case UInt8(ascii: "<"): return part == .text ? try tag(rest, isLast) : .one
        case UInt8(ascii: "]"): return bracket(rest, isLast)
        case UInt8(ascii: "-"): return end(.comment, "-->", rest, isLast)
        case UInt8(ascii: "?"): return end(.instruction, "?>", rest, isLast)
        default: return .one
        }
    }

    /// A sequence of UTF-8 of two bytes or more.
    private static func sequence(_ rest: UnsafeRawBufferPointer, _ isLast: Bool) -> Step {
        let length: Int
        switch rest[0] {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: return Step(length: 1, replacement: XMLDecoder.mark)
        }
        let found = rest.prefix(length)
        let continued = found.dropFirst().prefix { $0 & 0xC0 == 0x80 }.count
        guard continued == length - 1 else {
            if found.count < length, continued == found.count - 1, !isLast { return .undecided }
            return Step(length: 1, replacement: XMLDecoder.mark)
        }
        let isAllowed =
            switch (rest[0], rest[1]) {
            case (0xE0, ..<0xA0), (0xED, 0xA0...), (0xF0, ..<0x90), (0xF4, 0x90...): false
            case (0xEF, 0xBF): rest[2] < 0xBE
            default: true
            }
        return isAllowed ? Step(length: length) : Step(length: length, replacement: XMLDecoder.mark)
    }

    private mutating func tag(_ rest: UnsafeRawBufferPointer, _ isLast: Bool) throws -> Step {
        guard rest.count > 1 else { return isLast ? .one : .undecided }
        switch rest[1] {
        case UInt8(ascii: "?"):
            part = .instruction
            return Step(length: 2)
        case UInt8(ascii: "!"):
            for (word, next) in [(Self.cdata, Part.cdata), (Self.comment, .comment)] {
                if rest.starts(with: word) {
                    part = next
                    return Step(length: word.count)
                }
                if !isLast, word.starts(with: rest) { return .undecided }
            }
            let upper = rest.prefix(Self.doctype.count).map { (97...122).contains($0) ? $0 - 32 : $0 }
            if upper == Self.doctype { throw XMLError(.doctype, line: line) }
            return !isLast && Self.doctype.starts(with: upper) ? .undecided : .one
        case UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: ":"), 65...90, 97...122, 0x80...: return .one
        default: return Step(length: 1, replacement: Array("&lt;".utf8))
        }
    }

    /// The end of a CDATA section; outside of one it may not stand in a text.
    private mutating func bracket(_ rest: UnsafeRawBufferPointer, _ isLast: Bool) -> Step {
        let end = Array("]]>".utf8)
        guard rest.starts(with: end) else {
            return !isLast && rest.count < 3 && end.starts(with: rest) ? .undecided : .one
        }
        switch part {
        case .cdata:
            part = .text
            return Step(length: 3)
        case .text: return Step(length: 3, replacement: Array("]]&gt;".utf8))
        case .comment, .instruction: return .one
        }
    }

    private mutating func end(
        _ kind: Part, _ mark: StaticString, _ rest: UnsafeRawBufferPointer, _ isLast: Bool
    ) -> Step {
        guard part == kind else { return .one }
        return mark.withUTF8Buffer { mark in
            if rest.starts(with: mark) {
                part = .text
                return Step(length: mark.count)
            }
            return !isLast && rest.count < mark.count && mark.starts(with: rest) ? .undecided : .one
        }
    }

    /// A reference to a character or an entity; what is none is the text it looks like.
    private static func reference(_ rest: UnsafeRawBufferPointer, _ isLast: Bool) -> Step {
        let literal = Step(length: 1, replacement: Array("&amp;".utf8))
        let head = rest.prefix(longestReference)
        guard let end = head.firstIndex(of: UInt8(ascii: ";")) else {
            let isWord = head.dropFirst().allSatisfy { $0 == 35 || isAlphanumeric($0) }
            return isWord && rest.count < longestReference && !isLast ? .undecided : literal
        }
        let length = end - head.startIndex + 1
        let name = String(decoding: head[..<end].dropFirst(), as: UTF8.self)
        guard name.hasPrefix("#") else {
            return ["lt", "gt", "amp", "apos", "quot"].contains(name) ? Step(length: length) : literal
        }
        let digits = name.dropFirst()
        let isHex = digits.hasPrefix("x")
        let number = isHex ? digits.dropFirst() : digits
        guard !number.isEmpty, number.utf8.allSatisfy(isAlphanumeric),
            let code = UInt32(number, radix: isHex ? 16 : 10)
        else { return literal }
        return isCharacter(code) ? Step(length: length) : Step(length: length, replacement: XMLDecoder.mark)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    /// Whether XML 1.0 allows a character. Source: https://www.w3.org/TR/xml/#charsets
    private static func isCharacter(_ code: UInt32) -> Bool {
        switch code {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
