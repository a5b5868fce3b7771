// SPDX-License-Identifier: Apache-2.0

extension JSONStorage {
    /// The bytes of a string or key between its quotes, escapes as written.
    @inline(__always)
    private func bytes(of node: UnsafePointer<JSONNode>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: text + Int(node.pointee.offset), count: Int(node.pointee.length))
    }

    /// Whether a string or key reads as these UTF-8 bytes.
    @inline(__always)
    func text(of node: UnsafePointer<JSONNode>, equals other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard node.pointee.flags.isEmpty else { return decodedText(of: node).utf8.elementsEqual(other) }
        guard Int(node.pointee.length) == other.count else { return false }
        let start = text + Int(node.pointee.offset)
        for index in 0..<other.count where start[index] != other[index] { return false }
        return true
    }

    /// Whether a string or key reads as these UTF-8 bytes but for the case of ASCII letters.
    @inline(__always)
    func text(of node: UnsafePointer<JSONNode>, equalsInAnyCase other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard node.pointee.flags.isEmpty else {
            return decodedText(of: node).utf8.elementsEqual(other) { Self.areSame($0, $1) }
        }
        guard Int(node.pointee.length) == other.count else { return false }
        let start = text + Int(node.pointee.offset)
        for index in 0..<other.count where !Self.areSame(start[index], other[index]) { return false }
        return true
    }

    /// Whether a string or key begins with one of these, as far as that can be told without undoing escapes.
    @inline(__always)
    func mayStart(_ node: UnsafePointer<JSONNode>, with starts: [StaticString]) -> Bool {
        let count = Int(node.pointee.length)
        guard count > 0 else { return false }
        let start = text + Int(node.pointee.offset)
        if start[0] == UInt8(ascii: "\\") { return true }
        for word in starts where word.utf8CodeUnitCount <= count && word.utf8Start[0] == start[0] {
            var index = 1
            while index < word.utf8CodeUnitCount, start[index] == word.utf8Start[index] { index += 1 }
            if index == word.utf8CodeUnitCount { return true }
            if node.pointee.flags.contains(.escaped), start[index] == UInt8(ascii: "\\") { return true }
        }
        return false
    }

    @inline(__always)
    private static func areSame(_ one: UInt8, _ other: UInt8) -> Bool {
        guard one != other else { return true }
        let letter = one | 0x20
        return letter == other | 0x20 && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
    }

    /// The text of a string or key.
    func decodedText(of node: UnsafePointer<JSONNode>) -> String {
        guard node.pointee.flags.contains(.escaped) else {
            return String(decoding: bytes(of: node), as: UTF8.self)
        }
        return String(decoding: JSONUnescape(bytes(of: node)).bytes, as: UTF8.self)
    }

    /// How many characters of a string or key are replaced when it is read.
    func replacements(in node: UnsafePointer<JSONNode>) -> Int {
        guard !node.pointee.flags.isEmpty else { return 0 }
        let plain = JSONUnescape(bytes(of: node))
        guard String(validating: plain.bytes, as: UTF8.self) == nil else { return plain.loneSurrogates }
        // 0xEF is never part of another broken sequence, so what the repair adds is the difference.
        let repaired = Array(String(decoding: plain.bytes, as: UTF8.self).utf8)
        return Self.replacementCharacters(in: repaired) - Self.replacementCharacters(in: plain.bytes)
            + plain.loneSurrogates
    }

    private static func replacementCharacters(in bytes: [UInt8]) -> Int {
        var count = 0
        for index in bytes.indices.dropFirst(2)
        where bytes[index] == 0xBD && bytes[index - 1] == 0xBF && bytes[index - 2] == 0xEF {
            count += 1
        }
        return count
    }
}
