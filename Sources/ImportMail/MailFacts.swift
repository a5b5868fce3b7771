// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// What the first pass finds out about a mail that goes to a room.
struct MailFacts {
    /// Where the time of a mail comes from.
    enum Clock: Int64 {
        case date
        case received
        case envelope
        /// The mail before it in the file, once that is known.
        case neighbour
    }

    var messageID: [UInt8]?
    var date: Timestamp
    var clock: Clock
    var subject: MailSubject
    /// The ids it answers, the nearest first.
    var references: [[UInt8]]
    /// What else binds it to a thread: Google's number, Outlook's index.
    var bonds: [[UInt8]]
    var sender: [UInt8]

    /// Reads the header of a mail; `arrival` is what its file's name says.
    init(_ header: MailHeader, separator: String, arrival: Timestamp? = nil) {
        messageID = header.value(.messageID).flatMap { MailIdentifier.one($0) }
        subject = MailSubject(MimeText.header(header.value(.subject) ?? []))
        (date, clock) = Self.time(header, separator: separator, arrival: arrival)
        sender = header.value(.from) ?? []
        var references = header.value(.references).map { MailIdentifier.list($0) } ?? []
        if references.isEmpty, let answered = header.value(.inReplyTo).flatMap({ MailIdentifier.one($0) }) {
            references = [answered]
        }
        let own = messageID
        self.references = references.reversed().filter { $0 != own }
        bonds = []
        if let thread = header.value(.gmailThread), !thread.isEmpty,
            thread.allSatisfy({ (48...57).contains($0) })
        {
            bonds.append(Array("gmail:".utf8) + thread)
        }
        if let index = header.value(.threadIndex).flatMap({ Self.conversation($0) }), !subject.base.isEmpty {
            bonds.append(index + Array(subject.base.utf8))
        }
    }

    // The first 22 bytes name the conversation ([MS-OXOMSG] section 2.2.1.3); programs that send the same ones for
    // everything are why the subject counts too.
    private static func conversation(_ value: [UInt8]) -> [UInt8]? {
        let text = value.filter { $0 != 32 }.prefix(30)
        guard text.count == 30, !text.contains(UInt8(ascii: "=")) else { return nil }
        // 29 digits of base64 and four bits of the next are the 22 bytes.
        return Array("outlook:".utf8) + text.prefix(29)
    }

    /// The date, unless it is missing or absurd; then that of the last station or of the separator.
    private static func time(_ header: MailHeader, separator: String, arrival stored: Timestamp?)
        -> (Timestamp, Clock)
    {
        let stated = header.text(.date).flatMap { MailDate.parse($0) }
        let received = header.text(.received).flatMap { text in
            text.lastIndex(of: ";").flatMap { MailDate.parse(String(text[text.index(after: $0)...])) }
        }
        let envelope = stored ?? envelopeDate(separator)
        let arrival = received ?? header.text(.deliveryDate).flatMap { MailDate.parse($0) }
        if let stated, isPlausible(stated, arrival: arrival) { return (stated, .date) }
        if let received { return (received, .received) }
        if let envelope { return (envelope, .envelope) }
        if let stated, arrival == nil, stated.milliseconds < latest { return (stated, .date) }
        return (Timestamp(milliseconds: 0), .neighbour)
    }

    // 2100: nothing older than this program is from after it.
    private static let latest: Int64 = 4_102_444_800_000
    private static let day: Int64 = 86_400_000

    // Nobody sends before 1980; nothing arrives more than two days before it was sent.
    private static func isPlausible(_ stated: Timestamp, arrival: Timestamp?) -> Bool {
        guard stated.milliseconds > 315_532_800_000, stated.milliseconds < latest else { return false }
        guard let arrival else { return true }
        return stated.milliseconds < arrival.milliseconds + 2 * day
    }

    private static func envelopeDate(_ separator: String) -> Timestamp? {
        let words = separator.split(whereSeparator: \.isWhitespace).dropFirst()
        // The sender may be several words; the date is at the end.
        for count in [6, 5, 4, 7] where words.count >= count {
            if let date = MailDate.parse(words.suffix(count).joined(separator: " ")) { return date }
        }
        return nil
    }
}
