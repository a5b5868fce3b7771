// SPDX-License-Identifier: Apache-2.0
internal import FerryModel
internal import FerryText

/// Makes what is shown of a mail out of its parts.
struct MailComposer {
    /// What is shown of a mail.
    struct Body {
        var text = RichText([])
        var files: [MailFile] = []
        /// Files that have a place in the text and do not stand behind it.
        var pictures: [MailFile] = []
        var losses: [(code: String, reason: String)] = []
        var isFromMachine = false
        /// The parts that are files and end before their end.
        var cut: Set<String> = []
    }

    // A text of more bytes is read in part; the whole mail is kept as a file then.
    private static let textLimit = 2 << 20

    private let options: MailOptions
    private let unquotes: Bool
    private let key: MessageKey

    /// Makes a composer for the mail of a key.
    init(_ options: MailOptions, unquotes: Bool, key: MessageKey) {
        self.options = options
        self.unquotes = unquotes
        self.key = key
    }

    /// What is shown of a mail; `rest` are its bytes behind the header, the first ones of a large mail.
    /// `endsInLine`: whether its last byte is no line end; `isShort`: whether the file that holds it says that there is
    /// more of it.
    /// `isWhole`: whether `rest` is all of it.
    func body(
        of mail: MimeMail, rest: UnsafeRawBufferPointer, isWhole: Bool, endsInLine: Bool, isShort: Bool
    ) -> Body {
        let cuts = MailCuts(mail, isWhole ? rest : nil, isShort: isShort, endsInLine: endsInLine)
        let parts = MailParts(mail.root)
        // A multipart whose boundary never comes has no parts, but what stands there is often the text.
        if parts.texts.isEmpty, parts.files.isEmpty {
            var body = text(rest)
            if body.losses.isEmpty, cuts.isMailCut { body.losses.append(Self.cut) }
            return body
        }
        var body = Body()
        var placed: Set<String> = []
        var isWholeNeeded = mail.isCut
        for text in parts.texts {
            var bytes = text.node.bytes(limit: Self.textLimit)
            if bytes.count >= Self.textLimit { isWholeNeeded = true }
            if !text.isHTML { bytes = unpack(bytes, text.node, &body) }
            let decoded = MailCharset.decode(bytes, stated: text.node.parameter("charset"))
            if decoded.isGuessed, decoded.text.unicodeScalars.contains("\u{FFFD}") {
                body.losses.append(
                    ("mail.charset", "bytes of the text fit no character set and are marked in it"))
            }
            if text.isHTML {
                read(html: decoded.text, parts, &placed, &body, &isWholeNeeded)
            } else {
                read(plain: decoded.text, text.node, &body)
            }
        }
        for calendar in parts.calendars { body.text.blocks += summary(calendar) }
        body.files += parts.files.filter { !placed.contains($0.path) }.map { MailFile($0) }
        body.pictures = parts.files.filter { placed.contains($0.path) }.map { MailFile($0) }
        note(parts.marks, in: &body)
        note(cuts, of: parts, in: &body)
        body.isFromMachine = parts.marks.contains(.report)
        // Nothing to show, though there is something: a title that never ends, a page of scripts.
        if body.text.isEmpty, body.files.isEmpty, body.pictures.isEmpty, rest.count > 200 {
            isWholeNeeded = true
        }
        fit(&body, isWholeNeeded: isWholeNeeded)
        return body
    }

    /// What is shown of bytes that are no parts of a mail: the text they are.
    func text(_ rest: UnsafeRawBufferPointer) -> Body {
        var body = Body()
        let decoded = MailCharset.decode(Array(rest.prefix(Self.textLimit)), stated: nil).text
        let lines = decoded.split(separator: "\n", omittingEmptySubsequences: false).filter {
            !$0.hasPrefix("--")
        }
        body.text = MailPlainText(folds: options.foldsQuotes).read(lines.joined(separator: "\n"))
        if !body.text.isEmpty {
            body.losses.append(
                (
                    "mail.structure",
                    "the mail has no parts where it says so, or no header; its text is shown as it stands"
                ))
        }
        fit(&body, isWholeNeeded: rest.count > Self.textLimit)
        return body
    }

    /// What is shown of a mail that is not parsed.
    func unparsed() -> Body {
        var body = Body()
        body.text = RichText([
            Self.note(
                "This mail is larger or more involved than any that people write; it is attached as it is.")
        ])
        body.files = [Self.whole]
        body.losses = [
            ("mail.not-parsed", "the mail is too large or too involved to be parsed and is kept as a file")
        ]
        return body
    }

    private static let whole = MailFile(part: MailPartName.whole, name: "mail.eml", type: "message/rfc822")

    // MARK: Texts

    private func read(
        html: String, _ parts: MailParts, _ placed: inout Set<String>, _ body: inout Body,
        _ isWholeNeeded: inout Bool
    ) {
        var used: Set<String> = []
        let reader = MailMarkup(folds: options.foldsQuotes) { name in
            guard let node = parts.pictures[name] else { return nil }
            return MailKeys.attachment(key, node.path)
        }
        let read = reader.read(html)
        for name in read.placed { if let node = parts.pictures[name] { used.insert(node.path) } }
        placed.formUnion(used)
        body.text.blocks += read.text.blocks
        if read.isCut || read.holdsPictures { isWholeNeeded = true }
    }

    private func read(plain stated: String, _ node: MimeNode, _ body: inout Body) {
        var text = unquotes ? Self.unquoted(stated) : stated
        if node.type == "text/enriched" || node.type == "text/richtext" { text = Self.withoutCommands(text) }
        let scrubbed = ScrubbedText(text)
        for (number, file) in scrubbed.files.enumerated() {
            body.files.append(
                MailFile(
                    part: "\(node.path)/scrubbed-\(number + 1)", name: file.name, type: file.type,
                    link: file.link,
                    missing: "mail.attachment.scrubbed"))
        }
        let isFlowed = node.parameter("format")?.lowercased() == "flowed"
        let reader = MailPlainText(
            folds: options.foldsQuotes, isFlowed: isFlowed,
            deletesSpace: node.parameter("delsp")?.lowercased() == "yes")
        body.text.blocks += reader.read(scrubbed.text).blocks
    }

    /// The bytes of a text without the files that are written into it.
    private func unpack(_ bytes: [UInt8], _ node: MimeNode, _ body: inout Body) -> [UInt8] {
        let packed = PackedText(bytes)
        for (number, file) in packed.files.enumerated() {
            body.files.append(
                MailFile(
                    part: "\(node.path)/\(number + 1)", name: file.name, type: "application/octet-stream"))
            if file.isCut { body.cut.insert("\(node.path)/\(number + 1)") }
        }
        return packed.rest
    }

    /// The text without the `>` that mboxrd puts before `From `.
    static func unquoted(_ text: String) -> String {
        guard text.contains(">From ") else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix(">") && line.drop(while: { $0 == ">" }).hasPrefix("From ")
                ? line.dropFirst() : line
        }.joined(separator: "\n")
    }

    // RFC 1896: commands stand in angle brackets, `<<` for one of these, single line breaks are blanks.
    private static func withoutCommands(_ text: String) -> String {
        var result = ""
        var rest = text.replacing("<<", with: "\u{1}")[...]
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            result += rest[..<open]
            rest = rest[rest.index(after: close)...]
        }
        return (result + rest).replacing("\u{1}", with: "<")
    }

    private func summary(_ calendar: MimeNode) -> [RichText.Block] {
        let bytes = calendar.bytes(limit: 256 << 10)
        return CalendarSummary(
            MailCharset.decode(bytes, stated: calendar.parameter("charset") ?? "utf-8").text)?.blocks ?? []
    }

    // MARK: Marks

    private func note(_ marks: Set<MailParts.Mark>, in body: inout Body) {
        if marks.contains(.encrypted) {
            body.text.blocks.append(
                Self.note("This mail is encrypted, or signed as a whole; it is attached as it is."))
            body.losses.append(
                ("mail.encrypted", "the mail is encrypted or signed as a whole and is kept as a file"))
        }
        if marks.contains(.outlook) {
            body.text.blocks.append(
                Self.note("Part of this mail is in Outlook's own format; it is attached as winmail.dat."))
            body.losses.append(
                ("mail.tnef", "part of the mail is in Outlook's own format (TNEF) and is kept as a file"))
        }
        if marks.contains(.partial) {
            body.text.blocks.append(Self.note("Part of this mail lies elsewhere."))
            body.losses.append(
                ("mail.partial", "the mail is one piece of several, or names what lies elsewhere"))
        }
    }

    private func note(_ cuts: MailCuts, of parts: MailParts, in body: inout Body) {
        body.cut.formUnion(parts.files.filter { cuts.isCut($0) }.map(\.path))
        if cuts.isMailCut || parts.texts.contains(where: { cuts.isCut($0.node) }) {
            body.losses.append(Self.cut)
        }
    }

    /// That a mail is carried as far as it is there.
    static let cut = (
        code: "mail.cut", reason: "the mail, or a text in it, ends before its end; what is there is carried"
    )

    static func note(_ text: String) -> RichText.Block { .paragraph([.emphasis([.text(text)])]) }

    // MARK: Size

    private func fit(_ body: inout Body, isWholeNeeded: Bool) {
        let excerpt = MailExcerpt(body.text)
        body.text = excerpt.text
        guard excerpt.isCut || isWholeNeeded else { return }
        body.text.blocks.append(Self.note("[…] The whole mail is attached as mail.eml."))
        body.files.insert(Self.whole, at: 0)
    }
}
