// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryModel

/// What a mail says by itself, so that several can be read at once.
struct MailReading: Sendable {
    /// Who wrote it.
    let author: MailAuthor
    /// The subject, empty when none is stated.
    let subject: String
    /// What is shown of it; `nil` where only who wrote it is wanted.
    let body: MailComposer.Body?
    /// Who the mail names, for people to read.
    let envelope: Envelope?
    /// Whether a machine wrote it, as far as it says so.
    let isFromMachine: Bool

    /// Reads a mail.
    ///
    /// - Parameters:
    ///   - isShort: whether the file that holds it says that there is more of it.
    ///   - isWhole: whether more is wanted than who wrote it.
    init(_ buffer: MailBuffer, key: MessageKey, _ options: MailOptions, isShort: Bool, isWhole: Bool) {
        let end = min(MailHeader.end(of: buffer.bytes, isLast: true) ?? buffer.count, buffer.count)
        let header = MailHeader(Array(buffer.bytes[..<end]))
        author = MailAuthor(header, domains: options.domains)
        guard isWhole else {
            (subject, body, envelope, isFromMachine) = ("", nil, nil, false)
            return
        }
        subject = MimeText.header(header.value(.subject) ?? [])
        // Google's exports are mboxrd.
        let unquotes = options.unquotesFrom || header.value(.gmailThread) != nil
        body = Self.body(
            buffer, MailComposer(options, unquotes: unquotes, key: key), from: end, isShort: isShort)
        envelope = Self.envelope(header, subject)
        isFromMachine =
            author.isMachine || body?.isFromMachine == true || Self.isAutomatic(header)
    }

    private static func body(_ buffer: MailBuffer, _ composer: MailComposer, from end: Int, isShort: Bool)
        -> MailComposer.Body
    {
        guard buffer.isHarmless else {
            var body = composer.unparsed()
            if isShort { body.losses.append(MailComposer.cut) }
            return body
        }
        let rest = UnsafeRawBufferPointer(rebasing: buffer.bytes[end...])
        return MimeMail(buffer).map {
            composer.body(
                of: $0, rest: rest, isWhole: buffer.isInMemory, endsInLine: buffer.endsInLine,
                isShort: isShort)
        } ?? composer.text(rest)
    }

    // RFC 3834 section 5.
    private static func isAutomatic(_ header: MailHeader) -> Bool {
        if let stated = header.text(.autoSubmitted)?.lowercased(), !stated.hasPrefix("no") { return true }
        return header.value(.returnPath).map { $0 == Array("<>".utf8) } ?? false
    }

    private static func envelope(_ header: MailHeader, _ subject: String) -> Envelope {
        // They stand beside the text of the mail in one event, so none takes much room.
        func shown(_ field: MailField) -> [String] {
            let addresses = header.value(field).map { MimeText.addresses($0, limit: 500) } ?? []
            return addresses.map { String(($0.shown.utf8.count > 100 ? $0.address : $0.shown).prefix(100)) }
        }
        let id =
            header.value(.messageID).flatMap { MailIdentifier.one($0) }.map { MailIdentifier.keyText($0) }
            ?? ""
        return Envelope(
            messageID: id, subject: String(subject.prefix(500)), from: shown(.from), to: shown(.to),
            cc: shown(.cc))
    }
}
