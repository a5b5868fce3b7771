// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// HTML that is one paragraph of text, as most messages are, read without building a tree.
///
/// Gives just what the tree would give, or nothing where anything in it needs a second look.
enum PlainFragment {
    // Larger ones are rare enough to be left to the reader that knows the limits.
    private static let sizeLimit = 10_000

    /// The text of a fragment; `nil` when the tree has to be built.
    static func read(_ html: String) -> RichText? {
        let text = html.utf8.withContiguousStorageIfAvailable { bytes -> String? in
            guard bytes.count <= sizeLimit else { return nil }
            let inner = unwrapped(bytes)
            guard let first = inner.first, let last = inner.last, first != 32, last != 32, isPlain(inner)
            else {
                return nil
            }
            return inner.contains(UInt8(ascii: "&")) ? decoded(inner) : String(decoding: inner, as: UTF8.self)
        }
        guard let text = text ?? nil else { return nil }
        return RichText([.paragraph([.text(text)])])
    }

    /// The bytes inside the elements that only say that something is a paragraph.
    private static func unwrapped(_ bytes: UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>> {
        var inner = bytes[...]
        while inner.first == UInt8(ascii: "<") {
            if inner.starts(with: "<p>".utf8), ends(inner, "</p>") {
                inner = inner.dropFirst(3).dropLast(4)
                // A paragraph holds no other one.
                return inner
            }
            guard inner.starts(with: "<div>".utf8), ends(inner, "</div>") else { return inner }
            inner = inner.dropFirst(5).dropLast(6)
        }
        return inner
    }

    private static func ends(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ tag: StaticString) -> Bool {
        let count = tag.utf8CodeUnitCount
        guard bytes.count > count * 2 else { return false }
        let tail = bytes.suffix(count)
        return tail.elementsEqual(UnsafeBufferPointer(start: tag.utf8Start, count: count))
    }

    /// Whether nothing in the text is markup, or white space that HTML does not show as it stands.
    private static func isPlain(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var before: UInt8 = 0
        var beforeThat: UInt8 = 0
        for byte in bytes {
            switch byte {
            case 0..<32, UInt8(ascii: "<"), 0x7F: return false
            case 32 where before == 32: return false
            // No-break spaces and control characters, byte order marks and what is no character at all.
            case 0xC2, 0xEF: return false
            // The zero-width space.
            case 0x8B where before == 0x80 && beforeThat == 0xE2: return false
            default: break
            }
            beforeThat = before
            before = byte
        }
        return true
    }

    /// The text with the commonest character references undone; `nil` when it holds others.
    private static func decoded(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.first {
            guard byte == UInt8(ascii: "&") else {
                text.append(byte)
                rest = rest.dropFirst()
                continue
            }
            guard let (name, character) = references.first(where: { rest.starts(with: $0.0.utf8) }) else {
                return nil
            }
            text.append(character)
            rest = rest.dropFirst(name.utf8.count)
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let references = [
        ("&amp;", UInt8(ascii: "&")), ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")),
        ("&quot;", UInt8(ascii: "\"")),
    ]
}
