// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// White space as HTML has it: a run of it is one blank, none at the ends of a line; a no-break space is a blank
/// that stays.
enum InlineSpace {
    // Blanks that may collapse are marked by the line feed, which no text of a line holds otherwise, until the
    // whole line is known.
    static let soft = UInt8(ascii: "\n")

    /// Text of a fragment, its runs of white space marked until `collapsed` sees the whole line.
    static func marked(_ text: String) -> String {
        rewritten(text) { bytes, result in
            var index = 0
            while index < bytes.count {
                let (byte, next, after) = (bytes[index], bytes.at(index + 1), bytes.at(index + 2))
                index += 1
                switch byte {
                case 9, 10, 12, 13, 32:
                    if result.last != soft { result.append(soft) }
                case 0xC2 where next == 0xA0:
                    result.append(32)
                    index += 1
                // U+200B and U+FEFF: editors of Teams leave them everywhere.
                case 0xE2 where next == 0x80 && after == 0x8B, 0xEF where next == 0xBB && after == 0xBF:
                    index += 2
                default: result.append(byte)
                }
            }
        }
    }

    /// A text from the UTF-8 bytes of another; what the body leaves out are whole characters.
    static func rewritten(
        _ text: String, _ body: (UnsafeBufferPointer<UInt8>, inout ByteLine) -> Void
    ) -> String {
        var text = text
        return text.withUTF8 { bytes in
            String(unsafeUninitializedCapacity: bytes.count) { memory in
                var result = ByteLine(memory)
                body(bytes, &result)
                return result.count
            }
        }
    }

    /// Bytes written into the memory of a new text, no more of them than the old one has.
    struct ByteLine {
        private let memory: UnsafeMutableBufferPointer<UInt8>
        private(set) var count = 0

        fileprivate init(_ memory: UnsafeMutableBufferPointer<UInt8>) { self.memory = memory }

        /// The byte that was written last.
        var last: UInt8? { count > 0 ? memory[count - 1] : nil }

        /// Writes a byte; nothing once there are as many as the old text has.
        mutating func append(_ byte: UInt8) {
            guard count < memory.count else { return }
            memory[count] = byte
            count += 1
        }
    }

    /// Code as it stands, with blanks for the no-break spaces that editors indent with.
    static func code(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where scalar != "\r" && scalar != "\u{200B}" {
            result.append(scalar == "\u{A0}" ? " " : scalar)
        }
        return String(result)
    }

    /// The parts of a whole line without the blanks that HTML does not show, nothing if only blanks are left.
    static func collapsed(_ inlines: [RichText.Inline]) -> [RichText.Inline] {
        var line = SpaceLine()
        let parts = line.collapsed(inlines)
        return trimmedEnd(InlineText.trimmed(merged(parts)))
    }

    private static func merged(_ inlines: [RichText.Inline]) -> [RichText.Inline] {
        var run = [RichText.Inline]()
        for part in inlines {
            if case .text(let more) = part, case .text(let text)? = run.last {
                run[run.count - 1] = .text(text + more)
            } else {
                run.append(part)
            }
        }
        return run
    }

    private static func trimmedEnd(_ inlines: [RichText.Inline]) -> [RichText.Inline] {
        var inlines = inlines
        while let last = inlines.last {
            if last == .lineBreak {
                inlines.removeLast()
                continue
            }
            guard case .text(let text) = last else { break }
            let blanks = text.utf8.reversed().prefix { $0 == 32 }.count
            if blanks == 0 { break }
            if blanks == text.utf8.count {
                inlines.removeLast()
                continue
            }
            inlines[inlines.count - 1] = .text(String(text.unicodeScalars.dropLast(blanks)))
            break
        }
        while case .text(let text)? = inlines.first, text.utf8.first == 32 {
            let kept = text.drop { $0 == " " }
            guard kept.isEmpty else {
                inlines[0] = .text(String(kept))
                break
            }
            inlines.removeFirst()
            while inlines.first == .lineBreak { inlines.removeFirst() }
        }
        return inlines
    }
}

/// Walks along one line and drops the blanks that follow another or begin a line.
private struct SpaceLine {
    private var followsSpace = true

    mutating func collapsed(_ inlines: [RichText.Inline]) -> [RichText.Inline] {
        inlines.compactMap { collapsed($0) }
    }

    private mutating func collapsed(_ inline: RichText.Inline) -> RichText.Inline? {
        switch inline {
        case .text(let text):
            let kept = collapsed(text)
            return kept.isEmpty ? nil : .text(kept)
        case .lineBreak:
            followsSpace = true
            return inline
        case .strong(let inner): return wrapped(inner) { .strong($0) }
        case .emphasis(let inner): return wrapped(inner) { .emphasis($0) }
        case .underline(let inner): return wrapped(inner) { .underline($0) }
        case .strike(let inner): return wrapped(inner) { .strike($0) }
        case .colour(let colour, let inner): return wrapped(inner) { .colour(colour, $0) }
        case .link(let url, let inner): return wrapped(inner) { .link(url: url, $0) }
        default:
            followsSpace = false
            return inline
        }
    }

    private mutating func wrapped(
        _ inner: [RichText.Inline], _ wrap: ([RichText.Inline]) -> RichText.Inline
    ) -> RichText.Inline? {
        let kept = collapsed(inner)
        return kept.isEmpty ? nil : wrap(kept)
    }

    private mutating func collapsed(_ text: String) -> String {
        guard text.utf8.contains(InlineSpace.soft) else {
            if !text.isEmpty { followsSpace = false }
            return text
        }
        return InlineSpace.rewritten(text) { bytes, result in
            for byte in bytes {
                if byte != InlineSpace.soft {
                    result.append(byte)
                } else if !followsSpace {
                    result.append(32)
                }
                followsSpace = byte == InlineSpace.soft
            }
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The byte at a place, `nil` behind the end.
    fileprivate func at(_ index: Int) -> UInt8? { index < count ? self[index] : nil }
}

extension StringProtocol where UTF8View: BidirectionalCollection {
    /// The text without blanks and line breaks at both ends.
    var trimmingBlanks: String {
        // Most texts have none, as their first and last bytes tell.
        let signs: ClosedRange<UInt8> = 0x21...0x7E
        if let first = utf8.first, let last = utf8.last, signs.contains(first), signs.contains(last) {
            return String(self)
        }
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
