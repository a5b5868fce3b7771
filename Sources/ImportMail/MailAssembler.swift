// SPDX-License-Identifier: Apache-2.0

/// Makes mails of what the splitter reports.
///
/// `Content-Length` is a hint. Separators before the end that it states are taken back when that end is the end of the
/// file or a separator too; until then the mails they would begin are held.
final class MailAssembler: MboxReceiver {
    /// Separators inside what a mail's `Content-Length` states to be its body, taken back or not.
    private(set) var contested = 0

    private static let heldLimit = 500
    private let deliver: (MailScan) throws -> Void
    private var current: MailScan?
    /// The mail whose stated end lies ahead, and what would have been mails inside it.
    private var outer: (mail: MailScan, statedEnd: Int64, firstEnd: Int64)?
    private var held: [MailScan] = []

    /// Makes an assembler that delivers whole mails.
    init(_ deliver: @escaping (MailScan) throws -> Void) { self.deliver = deliver }

    func begin(at offset: Int64, separator: UnsafeRawBufferPointer) throws {
        current = MailScan(at: offset, separator: String(decoding: separator.prefix(1_000), as: UTF8.self))
    }

    func take(_ bytes: UnsafeRawBufferPointer) throws {
        current?.take(bytes)
        if let outer, outer.mail !== current { outer.mail.take(bytes) }
    }

    func end(at offset: Int64) throws {
        guard let mail = current else { return }
        current = nil
        mail.end = offset
        if let outer {
            held.append(mail)
            // A blank line stands between the stated end and the separator.
            if (outer.statedEnd...(outer.statedEnd + 4)).contains(offset) {
                return try settle(isWhole: true, at: offset)
            }
            if offset > outer.statedEnd || held.count >= Self.heldLimit {
                try settle(isWhole: false, at: offset)
            }
            return
        }
        if let stated = Self.statedEnd(of: mail), stated > offset {
            contested += 1
            outer = (mail, stated, offset)
        } else {
            try deliver(mail)
        }
    }

    /// Says that the file ends at an offset.
    func finish(at offset: Int64) throws {
        try settle(
            isWhole: outer.map { $0.statedEnd == offset || $0.statedEnd + 1 == offset } ?? false, at: offset)
    }

    private func settle(isWhole: Bool, at offset: Int64) throws {
        guard let (mail, _, firstEnd) = outer else { return }
        let inner = held
        outer = nil
        held = []
        mail.end = isWhole ? offset : firstEnd
        try deliver(mail)
        guard !isWhole else { return }
        for mail in inner { try deliver(mail) }
    }

    private static func statedEnd(of mail: MailScan) -> Int64? {
        guard let length = mail.header.text(.contentLength).flatMap({ Int64($0) }), length >= 0,
            length < 1 << 40
        else {
            return nil
        }
        return mail.offset + Int64(mail.headerLength) + length
    }
}
