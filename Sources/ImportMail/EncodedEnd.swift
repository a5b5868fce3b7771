// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// How the encoded bytes of a part end, which may tell whether all of them are there.
///
/// Base64 without padding is whole only if its last group is (RFC 2045 section 6.8: padding is the evidence "that the
/// end of the data has been reached (without truncation in transit)"). Programs that leave the padding out leave zero
/// bits where it would begin; text that was cut does so by chance only.
enum EncodedEnd: Equatable {
    /// It says itself that this is its end.
    case whole
    /// Nothing speaks against it.
    case plain
    /// Base64 whose last group lacks nothing but so many `=`.
    case unpadded(Int)
    /// It ends where nothing says whether it goes on: a full line of base64, a soft line break, half an escape.
    case open
    /// Nothing that was written whole ends like this.
    case broken

    /// How the base64 of a part ends.
    init(base64 part: MimeNode) {
        // Most files end in padding, so that looking at each of their bytes can be spared.
        if part.encodedTail(64).last(where: { $0 > 32 }) == UInt8(ascii: "=") {
            var padding = Base64Padding()
            part.readEncoded { padding.add($0) }
            self = padding.isFollowed ? .broken : .whole
            return
        }
        var digits = Base64Digits()
        part.readEncoded { digits.add($0) }
        self = digits.end
    }

    /// How the quoted-printable text of a part ends (RFC 2045 section 6.7).
    init(quotedPrintable part: MimeNode) {
        let tail = part.encodedTail(16)
        let text = tail[..<((tail.lastIndex { $0 > 32 } ?? -1) + 1)]
        let isHalfEscape =
            text.dropLast().last == UInt8(ascii: "=") && text.last.map { Self.isHexadecimal($0) } == true
        self = text.last == UInt8(ascii: "=") || isHalfEscape ? .open : .plain
    }

    /// How the uuencoded text of a part ends: a line of no bytes, then `end`.
    init(uuencoded part: MimeNode) {
        let lines = part.encodedTail(512).split(separator: 10).map { $0.filter { $0 > 13 } }
        let isWhole = lines.contains { $0.elementsEqual("end".utf8) || $0 == [96] || $0 == [32] }
        self = isWhole ? .whole : lines.isEmpty ? .plain : .broken
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
    }
}

/// Counts the digits of a base64 text as they pass by.
private struct Base64Digits {
    private var count = 0
    private var last: UInt8 = 0
    private var isPadded = false
    private var padding = Base64Padding()
    /// Digits of the line that is being read, of the one before it and of the longest.
    private var line = 0
    private var lineBefore = 0
    private var longest = 0
    private var lines = 0

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        padding.add(bytes)
        guard !isPadded else { return }
        Self.values.withUnsafeBufferPointer { values in
            for byte in bytes {
                let value = values[Int(byte)]
                if value < 64 {
                    count += 1
                    line += 1
                    last = value
                } else if byte == 10 {
                    endLine()
                } else if byte == UInt8(ascii: "="), count % 4 > 1 {
                    isPadded = true
                    return
                }
            }
        }
    }

    private mutating func endLine() {
        guard line > 0 else { return }
        lines += 1
        longest = max(longest, line)
        lineBefore = line
        line = 0
    }

    /// How the text ends, once all of it has passed.
    var end: EncodedEnd {
        var text = self
        text.endLine()
        if isPadded { return padding.isFollowed ? .broken : .whole }
        guard count > 0 else { return .plain }
        switch count % 4 {
        // What ends with a full line and has nothing behind it is whole once in 57 times.
        case 0: return text.lines > 1 && text.lineBefore == text.longest ? .open : .plain
        case 2 where last & 15 == 0: return .unpadded(2)
        case 3 where last & 3 == 0: return .unpadded(1)
        default: return .broken
        }
    }

    fileprivate static let values: [UInt8] = (0..<256).map { byte in
        switch UInt8(byte) {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt8(byte) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt8(byte) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt8(byte) + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: 255
        }
    }
}

/// Tells whether more digits stand behind the padding of a base64 text, where decoders stop: two texts in one part.
private struct Base64Padding {
    private(set) var isFollowed = false
    private var isPadded = false

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        guard !isFollowed, let base = bytes.baseAddress else { return }
        var start = 0
        if !isPadded {
            guard let found = memchr(base, Int32(UInt8(ascii: "=")), bytes.count) else { return }
            isPadded = true
            start = UnsafeRawPointer(found) - base
        }
        isFollowed = bytes[start...].contains { Base64Digits.values[Int($0)] < 64 }
    }
}
