// SPDX-License-Identifier: Apache-2.0
import FerryModel

@testable import ImportMail

extension HostileTarget {
    private final class Collector: MboxReceiver {
        var mails: [(start: Int64, end: Int64, bytes: [UInt8])] = []
        func begin(at offset: Int64, separator: UnsafeRawBufferPointer) throws {
            mails.append((offset, -1, []))
        }
        func take(_ bytes: UnsafeRawBufferPointer) throws { mails[mails.count - 1].bytes += bytes }
        func end(at offset: Int64) throws { mails[mails.count - 1].end = offset }
    }

    /// The same mails, whatever the chunks; each has exactly the bytes of the file between its ends, and what is not
    /// in a mail is a separator or counted as stray.
    static let mbox = HostileTarget("mbox") { input in
        var input = InputBytes(input)
        let seed = input.byte()
        let bytes = input.bytes
        let (whole, facts) = try split([bytes[...]])
        let (pieces, others) = try split(InputBytes.pieces(bytes, seed: seed))
        try promise(facts == others, "the counts depend on the chunks")
        try promise(whole.mails.count == pieces.mails.count, "the mails depend on the chunks")
        for (left, right) in zip(whole.mails, pieces.mails) {
            try promise(left == right, "a mail depends on the chunks")
            try promise(left.start <= left.end && left.end <= bytes.count, "a mail outside the file")
            try promise(
                left.bytes == Array(bytes[Int(left.start)..<Int(left.end)]),
                "a mail has not the bytes of its place")
        }
        for (left, right) in zip(whole.mails, whole.mails.dropFirst()) {
            let between = bytes[Int(left.end)..<Int(right.start)]
            try promise(between.starts(with: Array("From ".utf8)), "bytes between two mails got lost")
        }
        let covered = whole.mails.reduce(0) { $0 + $1.bytes.count }
        try promise(whole.mails.isEmpty || covered <= bytes.count, "more bytes than there are")
    }

    private static func split(_ pieces: [ArraySlice<UInt8>]) throws -> (Collector, [Int64]) {
        let collector = Collector()
        let splitter = MboxSplitter(collector)
        for piece in pieces { try piece.withUnsafeBytes { try splitter.feed($0) } }
        try splitter.finish()
        return (collector, [Int64(splitter.doubtful), Int64(splitter.uncertain), splitter.stray])
    }

    /// A mail parses into parts that are found again by their places; texts are texts.
    static let mime = HostileTarget("mime") { input in
        guard !input.withUnsafeBytes({ MimeHazard.isIn($0) }) else { return }
        let buffer = MailBuffer()
        try input.withUnsafeBytes { try buffer.append($0) }
        guard let mail = MimeMail(buffer), let root = mail.root else { return }
        var seen = 0
        try visit(root, of: mail, depth: 0, &seen)
        try promise(seen <= MimeMail.partLimit, "more parts than allowed")
        _ = MailParts(root)
        for isShort in [false, true] {
            let endsInLine = input.last.map { $0 != 10 } ?? false
            let rest = isShort ? buffer.bytes : nil
            let cuts = MailCuts(mail, rest, isShort: isShort, endsInLine: endsInLine)
            try visitLeaves(root) { leaf in
                try promise(
                    cuts.isCut(leaf) || leaf.encodedEnd != .broken, "a broken part that is no cut one")
            }
        }
        try visitLeaves(root) { leaf in
            var encoded: [UInt8] = []
            leaf.readEncoded { encoded.append(contentsOf: $0) }
            for count in [1, 16, 64, 512] {
                try promise(
                    leaf.encodedTail(count) == Array(encoded.suffix(count)),
                    "a part that ends otherwise than its bytes")
            }
        }
    }

    private static func visitLeaves(_ node: MimeNode, _ body: (MimeNode) throws -> Void) throws {
        if node.kind == .leaf { try body(node) }
        for child in node.children { try visitLeaves(child, body) }
    }

    private static func visit(_ node: MimeNode, of mail: MimeMail, depth: Int, _ seen: inout Int) throws {
        seen += 1
        try promise(depth <= MimeMail.depthLimit, "parts deeper than allowed")
        try promise(mail.node(node.path[...])?.path == node.path, "a part that is not found by its place")
        for text in [node.type, node.disposition, node.fileName, node.contentID, node.header("Subject")] {
            try promise(!text.utf8.contains(0), "NUL in a text of a part")
        }
        _ = node.parameter("charset")
        for child in node.children { try visit(child, of: mail, depth: depth + 1, &seen) }
    }

    /// Headers, addresses, dates, character sets, names of folders and invitations: anything is read, or is nothing.
    static let mailFields = HostileTarget("mail-fields") { input in
        var input = InputBytes(input)
        let choice = input.byte()
        let bytes = input.bytes
        switch choice % 8 {
        case 0: try promise(!MimeText.header(bytes).utf8.contains(0), "NUL in a header")
        case 1: try promise(MimeText.addresses(bytes, limit: 20).count <= 20, "more addresses than asked for")
        case 2: _ = MailAddress.sender(bytes)
        case 3: _ = MailDate.parse(input.text)
        case 4:
            let charsets = [
                nil, "utf-7", "iso-2022-jp", "gb18030", "utf-16", "koi8-r", "x-unknown", "hz-gb-2312",
            ]
            let stated = charsets[Int(input.byte()) % charsets.count]
            try promise(
                !MailCharset.decode(input.bytes, stated: stated).text.utf8.contains(0),
                "NUL in a decoded text")
            _ = MailCharset.decode(bytes, stated: input.text)
        case 5:
            if let summary = CalendarSummary(input.text) { try Rendering.check(RichText(summary.blocks)) }
        case 6:
            _ = (
                MaildirName.mailbox([input.text]), MaildirName.flags(input.text),
                MaildirName.arrival(input.text)
            )
        default:
            let header = MailHeader(bytes)
            for field in MailField.allCases {
                let value = header.value(field) ?? []
                try promise(value.count <= bytes.count, "a field longer than the header")
            }
            let end = bytes.withUnsafeBytes { MailHeader.end(of: $0, isLast: true) }
            try promise((end ?? -1) >= 0 && (end ?? 0) <= bytes.count, "a header that ends nowhere")
        }
    }
}
