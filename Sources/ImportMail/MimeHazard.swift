// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// What no mail that people wrote has, and what would cost a parser hundreds of megabytes: looked for before parsing.
enum MimeHazard {
    private static let headerRun = 50_000
    private static let headerLine = 1 << 20
    private static let boundaries = 20_000

    /// Whether a mail has so many headers, so long ones or so many parts that it is kept as a file, unparsed.
    static func isIn(_ mail: UnsafeRawBufferPointer) -> Bool {
        guard mail.count > headerLine, let base = mail.baseAddress else { return false }
        var start = 0
        var run = 0
        var marks = 0
        while start < mail.count {
            let found = memchr(base + start, 10, mail.count - start)
            let end = found.map { UnsafeRawPointer($0) - base } ?? mail.count
            let first = mail[start]
            if first == UInt8(ascii: "-"), start + 1 < end, mail[start + 1] == UInt8(ascii: "-") {
                marks += 1
                if marks > boundaries { return true }
            }
            // A folded line goes on with the header before it.
            let isHeader = first == 32 || first == 9 ? run > 0 : looksLikeHeader(mail, start..<end)
            run = isHeader ? run + 1 : 0
            if run > headerRun || isHeader && end - start > headerLine { return true }
            start = end + 1
        }
        return false
    }

    private static func looksLikeHeader(_ mail: UnsafeRawBufferPointer, _ line: Range<Int>) -> Bool {
        for position in line.prefix(80) {
            let byte = mail[position]
            if byte == UInt8(ascii: ":") { return position > line.lowerBound }
            if byte <= 32 || byte >= 127 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "{") {
                return false
            }
        }
        return false
    }
}
