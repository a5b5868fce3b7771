// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryTestImports
import ImportMail
import Testing

@testable import FerryArchive

/// Mails that a server packed one by one (Dovecot's zlib plugin), whose names are those of other mails.
@Suite("Packed mails")
struct PackedMailTests {
    private static let mail = MailFolder.mail(
        "p@x", subject: "Packed", more: "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b",
        """
        --b

        packed text
        --b
        Content-Type: application/x; name=f.bin
        Content-Transfer-Encoding: base64

        aGVsbG8=
        --b--
        """)

    /// The bytes as `gzip` writes them, in one block that is not compressed.
    private static func gzip(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var sum = CRC32()
        bytes.withUnsafeBytes { sum.update($0) }
        func little(_ value: UInt32, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32($0 * 8)) }
        }
        let length = UInt32(bytes.count)
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + little(length, 2) + little(~length, 2) + bytes
            + little(sum.value, 4) + little(length, 4)
    }

    @Test(
        "are unpacked in a Maildir of any size and in single files, with their files", arguments: [1, 80],
        ["Maildir/cur/p.host:2,S", "Maildir/.Sub/cur/p.host:2,S", "Maildir/p.eml.gz", "Maildir/p.eml"])
    func unpacked(others: Int, name: String) throws {
        var files: [String: String] = [:]
        for number in 0..<others {
            files["Maildir/cur/\(number).host:2,S"] = MailFolder.mail("m\(number)@x", "text \(number)")
        }
        let folder = try MailFolder(files)
        try folder.write(name, Self.gzip(Self.mail))
        let sink = ListSink()
        let archive = try Archive.open(folder.path)
        let importers: [any Importer] = [MailImporter(MailOptions(mailboxes: ["* = Desk"]))]
        for reading in try ArchiveReading.all(in: archive, importers: importers, source: nil) {
            try reading.read(into: sink)
        }
        #expect(sink.messages.count == others + 1)
        let message = try #require(sink.messages.first { $0.key.key.id.hasSuffix("p@x") })
        #expect(message.body.plain == "Packed\npacked text")
        #expect(sink.bytes.values.contains(Array("hello".utf8)))
        #expect(sink.losses.isEmpty)
    }

    @Test("that were deleted are left out like others")
    func deleted() throws {
        let folder = try MailFolder(["Maildir/cur/1.host:2,S": MailFolder.mail("m@x", "text")])
        try folder.write("Maildir/cur/2.host:2,ST", Self.gzip(Self.mail))
        let sink = try folder.read()
        #expect(sink.messages.count == 1)
        #expect(sink.lossCounts.count == 1)
    }

    @Test("that are damaged are stated, and the others are read")
    func damaged() throws {
        let folder = try MailFolder(["Maildir/cur/1.host:2,S": MailFolder.mail("m@x", "text")])
        try folder.write("Maildir/cur/2.host:2,S", Array(Self.gzip(Self.mail).dropLast(100)))
        let sink = try folder.read()
        #expect(sink.messages.contains { $0.key.key.id.hasSuffix("m@x") })
        #expect(sink.lossCounts["mail.file.damaged"] == 1)
    }
}
