// SPDX-License-Identifier: Apache-2.0

internal import CGMime

/// A text with files written into it: uuencoded (`begin 644 name` … `end`) or yEnc (http://www.yenc.org/yenc-draft.1.3.txt).
struct PackedText {
    /// A file inside a text.
    struct File {
        let name: String
        let bytes: [UInt8]
        /// Whether it has not as many bytes as its end states.
        var isCut = false
    }

    /// The bytes of the text without the files.
    private(set) var rest: [UInt8]
    private(set) var files: [File] = []

    /// Takes the files out of a text. It is looked at byte by byte, since yEnc writes bytes of no character set.
    init(_ bytes: [UInt8]) {
        rest = bytes
        guard Self.holds("begin ", bytes) || Self.holds("=ybegin ", bytes) else { return }
        var kept: [UInt8] = []
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map {
            $0.last == 13 ? $0.dropLast() : $0
        }
        var index = 0
        while index < lines.count {
            if let (file, next) = Self.file(lines, at: index) {
                files.append(file)
                index = next
            } else {
                kept += lines[index]
                kept.append(10)
                index += 1
            }
        }
        if !files.isEmpty { rest = kept }
    }

    private static func holds(_ mark: String, _ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { ferry_find($0.baseAddress, $0.count, mark, mark.utf8.count) != nil }
    }

    private typealias Line = ArraySlice<UInt8>

    private static func text(_ line: Line) -> String { MailCharset.decode(Array(line), stated: nil).text }

    private static func file(_ lines: [Line], at index: Int) -> (File, Int)? {
        let line = lines[index]
        if line.starts(with: "begin ".utf8) {
            let words = line.split(separator: 32, maxSplits: 2)
            guard words.count == 3, (3...4).contains(words[1].count),
                words[1].allSatisfy({ (48...55).contains($0) })
            else {
                return nil
            }
            return uuencoded(lines, at: index, name: text(words[2]))
        }
        guard line.starts(with: "=ybegin ".utf8) else { return nil }
        let head = text(line)
        guard let name = head.firstRange(of: "name=") else { return nil }
        return yEncoded(lines, at: index, name: String(head[name.upperBound...]))
    }

    private static func uuencoded(_ lines: [Line], at index: Int, name: String) -> (File, Int)? {
        var bytes: [UInt8] = []
        for next in (index + 1)..<max(index + 1, lines.count) {
            let line = Array(lines[next])
            if line.elementsEqual("end".utf8) { return (File(name: name, bytes: bytes), next + 1) }
            guard let first = line.first else { continue }
            guard (32...96).contains(first) else { return nil }
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

    private static func yEncoded(_ lines: [Line], at index: Int, name: String) -> (File, Int)? {
        var bytes: [UInt8] = []
        for next in (index + 1)..<max(index + 1, lines.count) {
            if lines[next].starts(with: "=yend".utf8) {
                let stated = text(lines[next]).split(separator: " ").first { $0.hasPrefix("size=") }
                let size = stated.flatMap { Int($0.dropFirst(5)) }
                return (
                    File(name: name, bytes: bytes, isCut: size.map { $0 != bytes.count } ?? false), next + 1
                )
            }
            if lines[next].starts(with: "=ypart".utf8) { continue }
            var isEscaped = false
            for byte in lines[next] {
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
}
