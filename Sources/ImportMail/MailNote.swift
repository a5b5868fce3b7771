// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive

/// What the first pass notes of a mail: where it lies, what it belongs to, and what becomes of it.
struct MailNote: Sendable {
    /// Where a mail was found.
    struct Place: Sendable {
        /// The number of the file.
        let file: Int
        let entry: ArchiveEntry
        let mailbox: String
        /// Whether the file says that there is more of the mail than it holds.
        let isShort: Bool
    }

    /// What becomes of a mail.
    enum Fate {
        /// Nobody named anything: it is only counted.
        case counted
        case leftOut(MailFindings.LeftOut.Why)
        /// It goes to a room; with the digest of its body.
        case room(MailRoom, MailFacts, digest: [UInt8])
    }

    let place: Place
    let offset: Int64
    let end: Int64
    let list: MailList?
    let labels: [String]
    let fate: Fate

    /// Looks at the header of a mail, all of which has passed. Nothing it finds depends on other mails.
    init(_ scan: MailScan, at place: Place, _ choices: MailChoices) {
        self.place = place
        (offset, end) = (scan.offset, scan.end)
        let header = scan.header
        list = header.value(.listID).flatMap { MailList($0) }
        labels = header.value(.gmailLabels).map { MailLabels.names($0) } ?? []
        if choices.isEmpty {
            fate = .counted
        } else if let why = Self.flagged(header, place.entry) {
            fate = .leftOut(why)
        } else {
            switch choices.fate(list: list?.id, mailbox: place.mailbox, labels: labels) {
            case .notNamed: fate = .leftOut(.notNamed)
            case .discarded: fate = .leftOut(.discarded)
            case .room(let room):
                let facts = MailFacts(
                    header, separator: scan.separator, arrival: MaildirName.arrival(place.entry.name))
                fate = .room(room, facts, digest: scan.digest())
            }
        }
    }

    /// Whether flags say that the mail was deleted or never sent.
    private static func flagged(_ header: MailHeader, _ entry: ArchiveEntry) -> MailFindings.LeftOut.Why? {
        // Bit 3: deleted, and not cleared away yet.
        if let status = header.text(.mozillaStatus).flatMap({ UInt32($0, radix: 16) }), status & 8 != 0 {
            return .deleted
        }
        guard let name = entry.name.split(separator: "/").last, name.contains("2,") else { return nil }
        let flags = MaildirName.flags(String(name))
        return flags.contains("T") ? .deleted : flags.contains("D") ? .draft : nil
    }
}
