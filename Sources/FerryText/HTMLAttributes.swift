// SPDX-License-Identifier: Apache-2.0

/// Counts the attributes of HTML's tags without parsing them.
enum HTMLAttributes {
    /// Whether a tag has more attributes than this.
    static func areMore(in bytes: [UInt8], than limit: Int) -> Bool {
        // An attribute has two bytes at least, so most texts are too short for many of them.
        guard bytes.count / 2 > limit else { return false }
        return bytes.withUnsafeBufferPointer { most(in: $0, enough: limit) > limit }
    }

    /// How many attributes the tag has that has most, as far as it takes to see that they are more than enough.
    private static func most(in bytes: UnsafeBufferPointer<UInt8>, enough: Int) -> Int {
        var most = 0
        var index = 0
        while index < bytes.count, most <= enough {
            defer { index += 1 }
            guard bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count,
                (97...122).contains(bytes[index + 1] | 0x20)
            else { continue }
            most = max(most, skipTag(in: bytes, from: &index, enough: enough))
        }
        return most
    }

    /// Goes to the end of a tag and counts the words in it that are no values in quotes.
    private static func skipTag(
        in bytes: UnsafeBufferPointer<UInt8>, from index: inout Int, enough: Int
    ) -> Int {
        var count = 0
        var isInWord = true
        var isValue = false
        while index < bytes.count, count <= enough {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: ">"): return count
            case 0x20, 0x09, 0x0A, 0x0C, 0x0D, UInt8(ascii: "/"): isInWord = false
            case UInt8(ascii: "="): isValue = true
            case UInt8(ascii: "\""),
                UInt8(ascii: "'") where isValue:
                let rest = UnsafeBufferPointer(rebasing: bytes[(index + 1)...])
                guard let length = rest.firstIndex(of: byte) else {
                    // Without an end it is no value to all of the parser's versions.
                    isValue = false
                    break
                }
                index += length + 1
                isInWord = false
                isValue = false
            default:
                if !isInWord, !isValue { count += 1 }
                isInWord = true
                isValue = false
            }
            index += 1
        }
        return count
    }
}
