// SPDX-License-Identifier: Apache-2.0

/// A ZIP of 776 bytes that holds one file: itself. Who unpacks archives out of archives never comes to an end.
///
/// Its deflate stream is a program of "here are so many bytes" (stored blocks) and "those so many bytes again" (matches),
/// each of exactly five bytes, which prints what stands before it, itself, and what stands behind it. After Russ Cox,
/// "Zip Files All The Way Down", 2010. The checksum stands in the very bytes that it is of; as CRC-32 is linear, that is
/// a system of 32 linear equations, whose solution is written down here.
public enum QuineZip {
    /// The name of the file in it.
    public static let name = "the-archive-that-is-itself.zip"
    /// The checksum of the archive, and of the file in it.
    public static let checksum: UInt32 = 0x5E83_B88F

    /// The archive, and the file in it.
    public static var bytes: [UInt8] {
        let stream = program(head(size: 0, packed: 0), tail(size: 0, packed: 0))
        // The end of the stream stands at the beginning of what comes behind.
        let packed = stream.count + 5
        let size = headSize + stream.count + tailSize
        let (head, tail) = (head(size: size, packed: packed), tail(size: size, packed: packed))
        return head + program(head, tail) + tail
    }

    // Such sizes that "again" takes five bytes: lengths and distances of other sizes have codes of other lengths.
    private static let headSize = 60
    private static let tailSize = 253

    // MARK: What stands around the stream

    private static func common(size: Int, packed: Int) -> [UInt8] {
        little(20, 2) + little(0, 2) + little(8, 2) + [0, 0, 0x21, 0x50] + little(Int(checksum), 4)
            + little(packed, 4) + little(size, 4) + little(name.utf8.count, 2) + little(0, 2)
    }

    private static func head(size: Int, packed: Int) -> [UInt8] {
        [0x50, 0x4B, 3, 4] + common(size: size, packed: packed) + Array(name.utf8)
    }

    private static func tail(size: Int, packed: Int) -> [UInt8] {
        let entry =
            [0x50, 0x4B, 1, 2] + little(20, 2) + common(size: size, packed: packed)
            + [UInt8](repeating: 0, count: 14) + Array(name.utf8)
        let comment = [UInt8](repeating: UInt8(ascii: "c"), count: tailSize - 5 - entry.count - 22)
        return [1, 0, 0, 0xFF, 0xFF] + entry + [0x50, 0x4B, 5, 6] + little(0, 4) + little(1, 2) + little(1, 2)
            + little(entry.count, 4) + little(headSize + packed, 4) + little(comment.count, 2) + comment
    }

    private static func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    // MARK: The stream

    private static func program(_ head: [UInt8], _ tail: [UInt8]) -> [UInt8] {
        let (one, four) = (here(5), here(20))
        let (headHere, headAgain) = (here(head.count + 5), again(lengths: [(0b10100, 7, 6, 3)], from: 65))
        let (tailHere, tailAgain) = (
            here(tail.count + 5), again(lengths: [(0b1100_0101, 8, 0, 0)], from: 258)
        )
        let fourAgain = again(lengths: [(0b1000, 7, 0, 0), (0b1000, 7, 0, 0)], from: 20)
        let pieces: [[UInt8]] = [
            headHere, head, headHere, headAgain, one, headAgain, one, one, four, headAgain, one, one, four,
            fourAgain, four, fourAgain, four, fourAgain, four, fourAgain, four, fourAgain, here(0), here(0),
            tailHere, fourAgain, here(0), here(0), tailHere, tailAgain, tail, tailAgain,
        ]
        return pieces.flatMap { $0 }
    }

    /// The head of a stored block (RFC 1951, 3.2.4).
    private static func here(_ count: Int) -> [UInt8] {
        [0] + little(count, 2) + little(~count, 2)
    }

    /// A block with the fixed codes (RFC 1951, 3.2.6) of one match or two, made up to five bytes with an empty one.
    private static func again(
        lengths: [(code: Int, bits: Int, extra: Int, extraBits: Int)], from distance: Int
    ) -> [UInt8] {
        var (bits, count) = (0, 0)
        func add(_ number: Int, _ length: Int) {
            bits |= number << count
            count += length
        }
        // Codes begin with their highest bit, everything else with its lowest.
        func addCode(_ code: Int, _ length: Int) {
            for bit in (0..<length).reversed() { add(code >> bit & 1, 1) }
        }
        let (code, base, extraBits) =
            distance == 20 ? (8, 17, 3) : distance == 65 ? (12, 65, 5) : (16, 257, 7)
        add(0b010, 3)
        for length in lengths {
            addCode(length.code, length.bits)
            add(length.extra, length.extraBits)
            addCode(code, 5)
            add(distance - base, extraBits)
        }
        add(0, 7)
        if count < 40 {
            add(0b010, 3)
            add(0, 7)
        }
        return little(bits, 5)
    }
}
