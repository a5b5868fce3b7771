// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryTestImports
import FerryTestKit
import ImportMail

/// Mail as a folder on disk, removed when the test is over.
final class MailFolder: ExportFolder {
    /// What the importer makes of the folder when everything in it is one mailbox called Desk, unless told otherwise.
    func read(_ options: MailOptions = MailOptions(mailboxes: ["* = Desk"])) throws -> ListSink {
        try Self.read(path, options)
    }

    /// What the importer makes of an archive.
    static func read(_ path: String, _ options: MailOptions) throws -> ListSink {
        let sink = ListSink()
        let archive = try Archive.open(path)
        let importer = MailImporter(options)
        try importer.read(archive, into: sink)
        try importer.readAttachments(of: archive, into: sink)
        return sink
    }

    /// What the importer makes of one mail.
    static func read(mail: [UInt8], _ options: MailOptions = MailOptions(mailboxes: ["* = Desk"])) throws
        -> ListSink
    {
        let folder = try MailFolder()
        try folder.write("mail.eml", mail)
        return try folder.read(options)
    }

    static func read(mail: String) throws -> ListSink { try read(mail: Array(mail.utf8)) }

    /// The folder of fixtures.
    static let fixtures = Checkout.root + "/Tests/ImportMailTests/Fixtures"
}

extension MailFolder {
    /// A mail from Anna with an id, a minute of one morning, a subject and a text, and more lines of header.
    static func mail(
        _ id: String, minute: Int = 0, subject: String = "Budget",
        from: String = "Anna Weber <anna@example.org>", more: String = "",
        _ text: String = "Hello all, here is the text of this mail."
    ) -> String {
        """
        From: \(from)
        To: desk@example.org
        Date: Mon, 3 Nov 2025 09:\(minute < 10 ? "0" : "")\(minute):00 +0100
        Subject: \(subject)
        \(id.isEmpty ? "" : "Message-ID: <\(id)>\n")\(more.isEmpty ? "" : more + "\n")
        \(text)

        """
    }

    /// An mbox of mails.
    static func mbox(_ mails: String...) -> String {
        mails.map { "From anna@example.org Mon Nov  3 09:00:00 2025\n" + $0 + "\n" }.joined()
    }
}
