// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Brings the bytes of an XML file into UTF-8: by its byte order mark, by how `<?xml` is written, or by the encoding
/// that the declaration names.
///
/// Bytes of UTF-8 pass through unchecked. A declaration that names UTF-16 in a file of single bytes is not believed:
/// .NET writes such files.
final class XMLDecoder {
    private var head: [UInt8] = []
    private var isDecided = false
    private var converter: iconv_t?
    private var rest: [UInt8] = []
    private var output = [UInt8](repeating: 0, count: 64 << 10)
    /// How many sequences of bytes had no meaning in the encoding.
    private(set) var replaced = 0

    deinit {
        if let converter { iconv_close(converter) }
    }

    /// Converts the next bytes and hands them out.
    func feed(_ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard !isDecided else { return try pass(bytes, body) }
        head.append(contentsOf: bytes)
        guard head.count >= 4, isDeclarationWhole || head.count >= Self.longestHead else { return }
        try decide(body)
    }

    /// Hands out what is left at the end of the file.
    func finish(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        if !isDecided { try decide(body) }
        guard !rest.isEmpty else { return }
        replaced += 1
        try Self.mark.withUnsafeBytes(body)
    }

    // What a longer declaration says does not count, however the bytes come.
    private static let longestHead = 1024

    /// Stands for what cannot be read.
    static let mark: [UInt8] = [0xEF, 0xBF, 0xBD]

    // MARK: The encoding

    private var isDeclarationWhole: Bool {
        let start = Self.withoutBlanks(head.prefix(Self.longestHead))
        let known = Array("<?xml".utf8)
        guard start.prefix(known.count).elementsEqual(known.prefix(start.count)) else { return true }
        return start.count >= known.count && start.contains(UInt8(ascii: ">"))
    }

    private static func withoutBlanks(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    }

    private func decide(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        isDecided = true
        let (name, length) = Self.encoding(of: head.prefix(Self.longestHead))
        if let name, name != "UTF-8" {
            let opened = iconv_open("UTF-8", name)
            guard let opened, opened != iconv_t(bitPattern: -1) else { throw XMLError(.encoding, line: 1) }
            converter = opened
        }
        let bytes = head[length...]
        head = []
        // Before a declaration nothing may stand, but blank lines do.
        let start = converter == nil ? Self.withoutBlanks(bytes) : bytes
        try Array(start).withUnsafeBytes { try pass($0, body) }
    }

    /// The name of the encoding, `nil` where nothing says, and the bytes of the mark.
    private static func encoding(of head: ArraySlice<UInt8>) -> (name: String?, length: Int) {
        let marks: [([UInt8], String, Int)] = [
            ([0xEF, 0xBB, 0xBF], "UTF-8", 3), ([0xFF, 0xFE, 0, 0], "UTF-32LE", 4),
            ([0, 0, 0xFE, 0xFF], "UTF-32BE", 4), ([0xFF, 0xFE], "UTF-16LE", 2),
            ([0xFE, 0xFF], "UTF-16BE", 2), ([0x3C, 0, 0, 0], "UTF-32LE", 0),
            ([0, 0, 0, 0x3C], "UTF-32BE", 0),
            ([0x3C, 0], "UTF-16LE", 0), ([0, 0x3C], "UTF-16BE", 0),
        ]
        if let found = marks.first(where: { head.starts(with: $0.0) }) { return (found.1, found.2) }
        let start = withoutBlanks(head)
        guard start.starts(with: "<?xml".utf8), let end = start.firstIndex(of: UInt8(ascii: ">")) else {
            return (nil, 0)
        }
        let declaration = String(decoding: start[..<end], as: UTF8.self)
        guard let word = declaration.firstRange(of: "encoding") else { return (nil, 0) }
        let quotes: Set<Character> = ["\"", "'"]
        let value = declaration[word.upperBound...].drop { !quotes.contains($0) }.dropFirst()
        let name = value.prefix { !quotes.contains($0) }.uppercased()
        return (name.isEmpty || name.hasPrefix("UTF-16") || name.hasPrefix("UTF-8") ? nil : name, 0)
    }

    // MARK: Conversion

    private func pass(
        _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard let converter else { return try body(bytes) }
        guard !rest.isEmpty else { return try convert(bytes, with: converter, body) }
        let input = rest + bytes
        rest = []
        try input.withUnsafeBytes { try convert($0, with: converter, body) }
    }

    private func convert(
        _ bytes: UnsafeRawBufferPointer, with converter: iconv_t,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var start = 0
        var filled = 0
        while start < bytes.count {
            let input = UnsafeRawBufferPointer(rebasing: bytes[start...])
            let (taken, written, code) = convert(input, to: filled, with: converter)
            start += taken
            filled += written
            if code == EINVAL {
                rest = Array(bytes[start...])
                break
            }
            if code == EILSEQ {
                replaced += 1
                start += 1
                output.replaceSubrange(filled..<filled + Self.mark.count, with: Self.mark)
                filled += Self.mark.count
            }
            // A character takes up to four bytes, the mark three.
            if code == E2BIG || output.count - filled < 16 {
                try output.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<filled])) }
                filled = 0
            }
        }
        try output.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<filled])) }
    }

    /// Converts into the output from a place on, as far as it comes; says how many bytes it has taken and written, and
    /// the error that it stopped with.
    private func convert(
        _ input: UnsafeRawBufferPointer, to place: Int, with converter: iconv_t
    ) -> (taken: Int, written: Int, code: Int32) {
        output.withUnsafeMutableBytes { target in
            // The function only reads from its source.
            var from = UnsafeMutableRawPointer(mutating: input.baseAddress)?.assumingMemoryBound(
                to: CChar.self)
            var to = target.baseAddress?.advanced(by: place).assumingMemoryBound(to: CChar.self)
            var left = input.count
            var room = target.count - place
            let result = iconv(converter, &from, &left, &to, &room)
            let code = result == Int.max || result == -1 ? errno : 0
            return (input.count - left, target.count - place - room, code)
        }
    }
}
