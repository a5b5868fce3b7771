// SPDX-License-Identifier: Apache-2.0
internal import FerryText

/// What a mail says, for comparing copies that went different ways: its text without blanks, quotes and line ends, and
/// its files as numbers.
struct MailSketch {
    private static let textLimit = 16 << 10
    /// Shorter texts are the start of too many others.
    private static let sureLength = 24

    let text: [UInt8]
    let files: [Int64]

    /// Takes what was kept.
    init(text: [UInt8], files: [Int64]) {
        self.text = text
        self.files = files
    }

    /// Reads a mail; `nil` for one that is not parsed.
    init?(_ buffer: MailBuffer) {
        guard buffer.isHarmless, let mail = MimeMail(buffer) else { return nil }
        let parts = MailParts(mail.root)
        var text: [UInt8] = []
        for part in parts.texts where text.count < Self.textLimit {
            let decoded = MailCharset.decode(
                part.node.bytes(limit: 1 << 20), stated: part.node.parameter("charset")
            ).text
            let plain = part.isHTML ? HTMLText.plain(decoded) : decoded
            text += plain.utf8.filter { $0 > 32 && $0 != UInt8(ascii: ">") }
        }
        self.text = Array(text.prefix(Self.textLimit))
        files = parts.files.map { node in
            var hasher = Hasher()
            try? node.read { hasher.combine(bytes: $0) }
            return Int64(truncatingIfNeeded: hasher.finalize())
        }
    }

    /// Whether two mails with one id say the same: one text goes on where the other ends, as lists add footers, and none
    /// has a file that the other has in another form.
    func isSame(as other: MailSketch) -> Bool {
        let (short, long) = text.count <= other.text.count ? (text, other.text) : (other.text, text)
        guard long.starts(with: short) else { return false }
        let rest = long.dropFirst(short.count)
        let isFooter = rest.starts(with: "____".utf8) || rest.starts(with: "--".utf8)
        guard rest.isEmpty || isFooter || short.count >= Self.sureLength else { return false }
        let (few, many) = (Set(files), Set(other.files))
        return few.isSubset(of: many) || many.isSubset(of: few)
    }
}
