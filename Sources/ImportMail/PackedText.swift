// SPDX-License-Identifier: Apache-2.0

/// A text with files written into it: uuencoded (`begin 644 name` … `end`) or yEnc (http://www.yenc.org/yenc-draft.1.3.txt).
struct PackedText {
    /// A file inside a text.
    struct File {
        let name: String
        let bytes: [UInt8]
    }

    /// The text without the files.
    private(set) var text: String
    private(set) var files: [File] = []

    /// Takes the files out of a text.
    init(_ text: String) {
        self.text = text
        guard text.contains("\nbegin ") || text.hasPrefix("begin ") || text.contains("=ybegin ") else {
            return
        }
        var kept: [Substring] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var index = 0
        while index < lines.count {
            if let (file, next) = Self.file(lines, at: index) {
                files.append(file)
                index = next
            } else {
                kept.append(lines[index])
                index += 1
            }
        }
        if !files.isEmpty { self.text = kept.joined(separator: "\n") }
    }

    private static func file(_ lines: [Substring], at index: Int) -> (File, Int)? {
        let words = lines[index].split(separator: " ", maxSplits: 2)
        if words.count == 3, words[0] == "begin", (3...4).contains(words[1].count),
            words[1].allSatisfy({ ("0"..."7").contains($0) })
        {
            return uuencoded(lines, at: index, name: String(words[2]))
        }
        guard lines[index].hasPrefix("=ybegin "), let name = lines[index].firstRange(of: "name=") else {
            return nil
        }
        return yEncoded(lines, at: index, name: String(lines[index][name.upperBound...]))
    }

    private static func uuencoded(_ lines: [Substring], at index: Int, name: String) -> (File, Int)? {
        var bytes: [UInt8] = []
        for next in (index + 1)..<max(index + 1, lines.count) {
            let line = Array(lines[next].utf8)
            if lines[next] == "end" { return (File(name: name, bytes: bytes), next + 1) }
            guard let first = line.first, (32...96).contains(first) else {
                if line.isEmpty { continue }
                return nil
            }
            let count = Int(first - 32) & 63
            guard line.count >= 1 + (count + 2) / 3 * 4 - 3 || count == 0 else { return nil }
            var decoded: [UInt8] = []
            for start in stride(from: 1, to: line.count, by: 4) {
                let digits = (0..<4).map { place -> UInt32 in
                    start + place < line.count ? UInt32(line[start + place] &- 32) & 63 : 0
                }
                let bits = digits[0] << 18 | digits[1] << 12 | digits[2] << 6 | digits[3]
                decoded += [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)]
            }
            bytes += decoded.prefix(count)
        }
        return nil
    }

    // yEnc writes any byte but a few; what a character set has done to them beyond Latin 1 cannot be undone.
    private static func yEncoded(_ lines: [Substring], at index: Int, name: String) -> (File, Int)? {
        var bytes: [UInt8] = []
        for next in (index + 1)..<max(index + 1, lines.count) {
            if lines[next].hasPrefix("=yend") { return (File(name: name, bytes: bytes), next + 1) }
            if lines[next].hasPrefix("=ypart") { continue }
            var isEscaped = false
            for scalar in lines[next].unicodeScalars {
                guard let byte = latin(scalar) else { return nil }
                if byte == UInt8(ascii: "="), !isEscaped {
                    isEscaped = true
                    continue
                }
                bytes.append(byte &- (isEscaped ? 106 : 42))
                isEscaped = false
            }
        }
        return nil
    }

    private static func latin(_ scalar: Unicode.Scalar) -> UInt8? {
        scalar.value < 256 ? UInt8(scalar.value) : nil
    }
}
