// SPDX-License-Identifier: Apache-2.0

/// Looks at the tags of HTML without parsing it.
enum HTMLNesting {
    /// Whether more elements are open at once than this.
    static func isDeeper(_ bytes: [UInt8], than limit: Int) -> Bool {
        // A tag has two bytes at least, so most texts are too short for many of them.
        bytes.count / 2 > limit && deepest(in: bytes) > limit
    }

    /// How many elements are open at most, elements that close themselves not counted. An estimate: what looks
    /// like a tag inside an attribute counts.
    static func deepest(in bytes: [UInt8]) -> Int {
        var depth = 0
        var deepest = 0
        var index = bytes.startIndex
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            index = start + 1
            let isEnd = index < bytes.endIndex && bytes[index] == UInt8(ascii: "/")
            if isEnd { index += 1 }
            let name = bytes[index...].prefix(16).prefix { isNamePart($0) }
            index += name.count
            guard !name.isEmpty else { continue }
            if isEnd {
                depth = max(0, depth - 1)
            } else if name.count > 6
                || !HTMLTag.selfClosing.contains(String(decoding: name, as: UTF8.self).lowercased())
            {
                depth += 1
                deepest = max(deepest, depth)
            }
        }
        return deepest
    }

    /// The bytes with a blank for each tag.
    static func withoutTags(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let isTag =
                bytes[index] == UInt8(ascii: "<") && index + 1 < bytes.endIndex
                && (isNamePart(bytes[index + 1]) || bytes[index + 1] == UInt8(ascii: "/"))
            guard isTag else {
                text.append(bytes[index])
                index += 1
                continue
            }
            text.append(UInt8(ascii: " "))
            index = bytes[index...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.endIndex
        }
        return text
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        (97...122).contains(byte | 0x20) || (48...57).contains(byte)
    }
}
