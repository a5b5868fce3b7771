// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// What no mail that people wrote has, and what would cost a parser hundreds of megabytes: looked for before parsing, as
/// the bytes pass by.
struct MimeHazard {
    private static let headerRun = 50_000
    private static let headerLine = 1 << 20
    private static let boundaries = 20_000
    private static let nameLimit = 80

    /// Whether the mail has so many headers, so long ones or so many parts that it is kept as a file, unparsed.
    private(set) var isFound = false
    private var run = 0
    private var marks = 0
    /// The line that is being read: its first bytes and its length.
    private var start: [UInt8] = []
    private var length = 0

    /// Looks at a whole mail.
    static func isIn(_ mail: UnsafeRawBufferPointer) -> Bool {
        guard mail.count > headerLine else { return false }
        var hazard = MimeHazard()
        hazard.add(mail)
        hazard.endLine()
        return hazard.isFound
    }

    /// Looks at the next bytes.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        var position = 0
        while position < bytes.count, !isFound {
            let found = memchr(base + position, 10, bytes.count - position)
            let end = found.map { UnsafeRawPointer($0) - base } ?? bytes.count
            let isWhole = length == 0 && found != nil
            length += end - position
            if isWhole {
                judge(UnsafeRawBufferPointer(rebasing: bytes[position..<end]))
            } else {
                start += bytes[position..<end].prefix(Self.nameLimit - start.count)
                if found != nil { endLine() }
            }
            position = end + 1
        }
        if length > Self.headerLine { start.withUnsafeBytes { isFound = isFound || isHeader($0) } }
    }

    private mutating func endLine() {
        let line = start
        line.withUnsafeBytes { judge($0) }
        start.removeAll(keepingCapacity: true)
    }

    /// Judges a line by its first bytes and its length.
    private mutating func judge(_ line: UnsafeRawBufferPointer) {
        if line.count > 1, line[0] == UInt8(ascii: "-"), line[1] == UInt8(ascii: "-") { marks += 1 }
        let isHeader = isHeader(line)
        run = isHeader ? run + 1 : 0
        isFound =
            isFound || marks > Self.boundaries || run > Self.headerRun
            || isHeader && length > Self.headerLine
        length = 0
    }

    // A folded line goes on with the header before it.
    private func isHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        guard let first = line.first else { return false }
        return first == 32 || first == 9 ? run > 0 : Self.looksLikeHeader(line)
    }

    private static func looksLikeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        for (position, byte) in line.prefix(nameLimit).enumerated() {
            if byte == UInt8(ascii: ":") { return position > 0 }
            if byte <= 32 || byte >= 127 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "{") {
                return false
            }
        }
        return false
    }
}
