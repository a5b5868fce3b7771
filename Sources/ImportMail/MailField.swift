// SPDX-License-Identifier: Apache-2.0

/// The header fields that say where a mail belongs.
enum MailField: Int, CaseIterable {
    case messageID, references, inReplyTo, date, subject, from, listID, received, contentLength, threadIndex,
        gmailThread,
        gmailLabels, mozillaStatus, sender, deliveryDate, to, cc, replyTo, originalFrom, autoSubmitted,
        returnPath

    /// The names in lower case, `listID` and so on by what they are called in mails.
    var name: String {
        switch self {
        case .messageID: "message-id"
        case .references: "references"
        case .inReplyTo: "in-reply-to"
        case .date: "date"
        case .subject: "subject"
        case .from: "from"
        case .listID: "list-id"
        case .received: "received"
        case .contentLength: "content-length"
        case .threadIndex: "thread-index"
        case .gmailThread: "x-gm-thrid"
        case .gmailLabels: "x-gmail-labels"
        case .mozillaStatus: "x-mozilla-status"
        case .sender: "sender"
        case .deliveryDate: "delivery-date"
        case .to: "to"
        case .cc: "cc"
        case .replyTo: "reply-to"
        case .originalFrom: "x-original-from"
        case .autoSubmitted: "auto-submitted"
        case .returnPath: "return-path"
        }
    }

    private static let byLength: [[(name: [UInt8], field: MailField)]] = {
        var table: [[(name: [UInt8], field: MailField)]] = Array(repeating: [], count: 24)
        for field in allCases { table[field.name.utf8.count].append((Array(field.name.utf8), field)) }
        return table
    }()

    /// The field that a name in any case names.
    init?(_ name: UnsafeRawBufferPointer) {
        guard name.count < Self.byLength.count else { return nil }
        for candidate in Self.byLength[name.count] {
            let isSame = zip(name, candidate.name).allSatisfy { byte, lower in
                byte == lower || (65...90).contains(byte) && byte | 0x20 == lower
            }
            if isSame {
                self = candidate.field
                return
            }
        }
        return nil
    }
}
