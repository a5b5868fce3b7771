// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import FerryTestKit
import Glibc
import ImportMail
import Testing

/// The public test mails in `Fixtures`, each in one line: what is read of it. `expected.txt` beside them was looked
/// through mail by mail.
///
/// With `FERRY_WRITE_EXPECTED` set the file is written instead; look at the difference before committing it.
struct MailFixtureTests {
    static let files = list("").sorted()

    private static func list(_ folder: String) -> [String] {
        TestFile.names(in: MailFolder.fixtures + "/" + folder).flatMap { name -> [String] in
            let path = folder.isEmpty ? name : folder + "/" + name
            let inner = list(path)
            if !inner.isEmpty { return inner }
            return ["LICENSE", "README.md", "MIT-LICENSE", "expected.txt"].contains(name) ? [] : [path]
        }
    }

    @Test("every mail of the fixtures comes out as it was looked through")
    func lines() throws {
        let lines = try Self.files.map { try Self.line($0) }
        let path = MailFolder.fixtures + "/expected.txt"
        if getenv("FERRY_WRITE_EXPECTED") != nil {
            try TestFile.write(lines.joined(separator: "\n") + "\n", to: path)
        }
        let expected = String(decoding: try TestFile.bytes(path), as: UTF8.self).split(separator: "\n").map(
            String.init)
        #expect(lines.count == expected.count)
        for (line, wanted) in zip(lines, expected) { #expect(line == wanted) }
    }

    private static func line(_ name: String) throws -> String {
        let sink = try MailFolder.read(mail: try TestFile.bytes(MailFolder.fixtures + "/" + name))
        guard let message = sink.messages.first, sink.messages.count == 1 else {
            return name + " | \(sink.messages.count) mails"
        }
        let files = sink.attachments.map { attachment -> String in
            var size = ""
            if case .entry(let entry) = attachment.location {
                size = sink.bytes[entry].map { " \($0.count)" } ?? " no bytes"
            }
            let mark = message.attachments.contains(attachment.key) ? "" : "*"
            return attachment.key.key.id.split(separator: "/").last.map(String.init).map {
                "\($0)\(mark) \(attachment.name) \(attachment.mediaType)\(size)"
            } ?? ""
        }
        let text = message.body.plain.replacing("\n", with: "⏎")
        return [
            name, message.envelope?.subject ?? "",
            message.author.key.id + (message.kind == .notice ? " (notice)" : ""),
            "\(message.sentAt.milliseconds / 1000)", files.sorted().joined(separator: "; "),
            sink.lossCounts.keys.sorted().joined(separator: " "), "\(text.count): " + text.prefix(160),
        ].joined(separator: " | ")
    }
}
