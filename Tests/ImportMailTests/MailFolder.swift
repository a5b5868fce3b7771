// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import Glibc
import ImportMail

/// Mail as a folder on disk, removed when the test is over.
final class MailFolder {
    let path: String

    /// Writes the files, by their path in the folder.
    init(_ files: [String: String] = [:]) throws {
        var template = Array("/tmp/mail-archive-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Problem.system(errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        for (name, text) in files { try write(name, Array(text.utf8)) }
    }

    enum Problem: Error { case system(Int32) }

    deinit { Self.remove(path) }

    /// Writes one file, with the folders it needs.
    func write(_ name: String, _ bytes: [UInt8]) throws {
        let parts = name.split(separator: "/")
        for end in parts.indices.dropFirst() {
            mkdir(path + "/" + parts[..<end].joined(separator: "/"), 0o700)
        }
        guard let file = fopen(path + "/" + name, "w") else { throw Problem.system(errno) }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Problem.system(errno) }
    }

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
        try importer.readAttachments(try sink.wantedEntries(), of: archive, into: sink)
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

    /// The whole content of a file.
    static func bytes(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else { throw Problem.system(errno) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        return bytes
    }

    /// Puts a text into a file outside a test's folder.
    static func overwrite(_ path: String, _ text: String) throws {
        guard let file = fopen(path, "w") else { throw Problem.system(errno) }
        defer { fclose(file) }
        fputs(text, file)
    }

    /// The names in a folder.
    static func names(_ path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func remove(_ path: String) {
        for name in names(path) { remove(path + "/" + name) }
        if rmdir(path) != 0 { unlink(path) }
    }

    /// The folder of the package.
    static var package: String { "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") }

    /// The folder of fixtures.
    static var fixtures: String { package + "/Tests/ImportMailTests/Fixtures" }
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
