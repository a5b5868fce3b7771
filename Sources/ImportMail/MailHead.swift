// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryModel

/// The first bytes of a file, and what they say about it.
enum MailHead {
    private static let length = 8_192
    private struct Enough: Error {}

    /// What a file packed with gzip begins with.
    static let gzipMark: [UInt8] = [0x1F, 0x8B]

    /// The first bytes of a mail, unpacked where it is packed with gzip.
    static func ofMail(_ entry: ArchiveEntry, in archive: Archive) throws -> [UInt8] {
        let head = try bytes(of: entry, in: archive)
        return head.starts(with: gzipMark) ? try unpacked(entry, in: archive) : head
    }

    /// The first bytes; none of a file that is damaged there.
    static func bytes(of entry: ArchiveEntry, in archive: Archive) throws -> [UInt8] {
        try collect { try archive.read(entry, $0) }
    }

    /// The first unpacked bytes of a file packed with gzip.
    static func unpacked(_ entry: ArchiveEntry, in archive: Archive) throws -> [UInt8] {
        try collect { try archive.readGzip(entry, $0) }
    }

    private static func collect(_ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws
        -> [UInt8]
    {
        var head: [UInt8] = []
        var ends = LineEnds()
        do {
            try read { chunk in
                try ends.feed(chunk) { head.append(contentsOf: $0.prefix(length - head.count)) }
                if head.count >= length { throw Enough() }
            }
        } catch is Enough {
        } catch let failure as Failure where failure.kind == .archiveInvalid {
        }
        return head
    }

    /// Whether the bytes begin an mbox: its first line is a separator by the rule that parts mails.
    static func isMbox(_ head: [UInt8]) -> Bool {
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        let start = text.drop { $0 == 10 || $0 == 13 }
        let lines = start.split(separator: 10, maxSplits: 2, omittingEmptySubsequences: false).map { line in
            Array(line.last == 13 ? line.dropLast() : line)
        }
        guard lines.count >= 2 else { return false }
        return lines[0].withUnsafeBytes { line in
            lines[1].withUnsafeBytes { MboxSeparator.verdict(line, next: $0) == .separator }
        }
    }

    /// How many bytes stand before the first header of a mail that do not belong to it: a byte order mark, blank lines,
    /// the separator of an mbox, quoted or not.
    static func prelude(_ head: [UInt8]) -> Int {
        var start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < head.count, head[start] == 10 || head[start] == 13 { start += 1 }
        let isQuoted = start < head.count && head[start] == UInt8(ascii: ">")
        guard let end = head[start...].firstIndex(of: 10) else { return start }
        let isEnvelope = head[(start + (isQuoted ? 1 : 0))..<end].withUnsafeBytes {
            MboxSeparator.isEnvelope(
                UnsafeRawBufferPointer(rebasing: $0[..<($0.last == 13 ? $0.count - 1 : $0.count)]))
        }
        return isEnvelope ? end + 1 : start
    }

    /// Whether a mail may begin with something that does not belong to it, by its first bytes.
    static func mayHavePrelude(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let first = bytes.first else { return false }
        return first == 0xEF || first == 10 || first == 13 || first == UInt8(ascii: ">")
            || bytes.starts(with: "From ".utf8)
    }

    private static let known: Set<String> = [
        "return-path", "received", "delivered-to", "from", "date", "subject", "message-id", "mime-version",
        "to",
        "x-mozilla-status", "x-original-to", "envelope-to", "delivery-date", "x-sieve", "x-gm-thrid",
        "reply-to", "sender",
        "dkim-signature", "arc-seal", "authentication-results", "thread-index", "thread-topic",
        "x-ms-exchange-organization-scl",
    ]

    /// Whether the bytes begin one mail: headers to the first blank line, two of them of the ones that every mail has.
    static func isMail(_ head: [UInt8]) -> Bool {
        var names: Set<String> = []
        let lines = head[prelude(head)...].split(separator: 10, omittingEmptySubsequences: false)
        for line in lines.prefix(60) {
            let text = line.last == 13 ? line.dropLast() : line
            if text.isEmpty { break }
            if text.first == 32 || text.first == 9 { continue }
            guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > text.startIndex,
                text[..<colon].allSatisfy({ $0 > 32 && $0 < 127 })
            else { return false }
            let name = String(decoding: text[..<colon], as: UTF8.self).lowercased()
            if known.contains(name) { names.insert(name) }
        }
        return names.count >= 2
    }
}
