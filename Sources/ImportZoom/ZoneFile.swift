// SPDX-License-Identifier: Apache-2.0

/// A file of the zone database (RFC 8536), version 2 and up.
struct ZoneFile {
    /// What the file says.
    struct Content {
        var transitions: [Int64] = []
        /// One more than there are transitions.
        var offsets: [Int64] = []
        var footer = ""
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// Reads the file; `nil` for anything else.
    mutating func content() -> Content? {
        // The first block holds 32-bit times for old programs.
        guard let old = header(), skip(old.bytes(timeSize: 4)), let header = header() else { return nil }
        var content = Content()
        for _ in 0..<header.times {
            guard let time = number(8) else { return nil }
            content.transitions.append(time)
        }
        guard let indices = take(header.times) else { return nil }
        var types: [Int64] = []
        for _ in 0..<header.types {
            guard let offset = number(4), skip(2) else { return nil }
            types.append(offset)
        }
        guard let first = types.first,
            skip(header.characters + header.leaps * 12 + header.standards + header.utcs)
        else { return nil }
        content.offsets = [first]
        for index in indices {
            guard Int(index) < types.count else { return nil }
            content.offsets.append(types[Int(index)])
        }
        content.footer = String(decoding: rest.dropFirst().prefix { $0 != 10 }, as: UTF8.self)
        return content
    }

    private struct Header {
        let utcs: Int
        let standards: Int
        let leaps: Int
        let times: Int
        let types: Int
        let characters: Int

        func bytes(timeSize: Int) -> Int {
            times * (timeSize + 1) + types * 6 + characters + leaps * (timeSize + 4) + standards + utcs
        }
    }

    private mutating func header() -> Header? {
        guard rest.starts(with: "TZif".utf8), skip(20) else { return nil }
        var counts: [Int] = []
        for _ in 0..<6 {
            guard let count = number(4), (0...100_000).contains(count) else { return nil }
            counts.append(Int(count))
        }
        return Header(
            utcs: counts[0], standards: counts[1], leaps: counts[2], times: counts[3], types: counts[4],
            characters: counts[5])
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    private mutating func skip(_ count: Int) -> Bool { take(count) != nil }

    // Big-endian, with a sign.
    private mutating func number(_ size: Int) -> Int64? {
        guard let bytes = take(size) else { return nil }
        let value = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }
}
