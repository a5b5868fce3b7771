// SPDX-License-Identifier: Apache-2.0

/// A code block between two runs of three backticks.
struct SlackFence {
    /// Where the opening backticks start.
    let open: Int
    /// The bytes between the backticks.
    let content: Range<Int>
    /// Where the text goes on.
    let close: Int

    /// The first block that is closed and not empty; `nil` when there is none.
    static func first(in bytes: ArraySlice<UInt8>) -> SlackFence? {
        var search = bytes.startIndex
        while let open = mark(in: bytes, from: search) {
            guard let close = mark(in: bytes, from: open + 3) else { return nil }
            // Longer runs of backticks belong to the content's end.
            var end = close
            while end + 3 < bytes.endIndex, bytes[end + 3] == tick { end += 1 }
            if end > open + 3 { return SlackFence(open: open, content: open + 3..<end, close: end + 3) }
            search = open + 3
        }
        return nil
    }

    /// How many runs of three backticks there are.
    static func count(in bytes: ArraySlice<UInt8>) -> Int {
        var count = 0
        var search = bytes.startIndex
        while let found = mark(in: bytes, from: search) {
            count += 1
            search = found + 3
        }
        return count
    }

    /// The content without the line break at its start and its end.
    static func trimmed(_ content: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var content = content
        if content.first == 10 { content = content.dropFirst() }
        if content.last == 10 { content = content.dropLast() }
        return content
    }

    private static let tick = UInt8(ascii: "`")

    private static func mark(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        var index = start
        while index + 2 < bytes.endIndex {
            if bytes[index] == tick, bytes[index + 1] == tick, bytes[index + 2] == tick { return index }
            index += 1
        }
        return nil
    }
}
