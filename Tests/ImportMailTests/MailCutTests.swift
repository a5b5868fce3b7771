// SPDX-License-Identifier: Apache-2.0
import FerryImport
import FerryModel
import FerryTestImports
import ImportMail
import Testing

/// Mails that were cut off, and mails of careless programs, which are whole.
@Suite struct MailCutTests {
    private static let file: [UInt8] = (0..<4_000).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 256) }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func encoded(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start...].prefix(3)
            let bits = (0..<3).reduce(0) { $0 << 8 | ($1 < group.count ? Int(group[start + $1]) : 0) }
            for digit in 0..<4 {
                text.append(digit > group.count ? UInt8(ascii: "=") : digits[bits >> (18 - 6 * digit) & 63])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func base64(_ bytes: [UInt8], isPadded: Bool = true, line: Int = 76) -> String {
        var text = encoded(bytes)
        if !isPadded { while text.hasSuffix("=") { text.removeLast() } }
        var lines: [Substring] = []
        var rest = text[...]
        while !rest.isEmpty {
            lines.append(rest.prefix(line))
            rest = rest.dropFirst(line)
        }
        return lines.joined(separator: "\n")
    }

    /// A mail with a text and a file, up to what ends the file.
    private static func mail(_ encoded: String, encoding: String = "base64", behind: String = "\n--b--\n")
        -> String
    {
        MailFolder.mail(
            "a@x", more: "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b",
            """
            --b

            the text
            --b
            Content-Type: application/pdf; name=plan.pdf
            Content-Transfer-Encoding: \(encoding)

            \(encoded)
            """
        ).dropLast() + behind
    }

    private static func codes(_ sink: ListSink) -> [String: Int] {
        sink.lossCounts.filter { $0.key == "mail.cut" || $0.key == "mail.attachment.cut" }
    }

    @Test(
        "a mail of a careless program is whole, and only of a boundary that is missing something is said",
        arguments: [4_000, 3_999, 3_998], [true, false])
    func careless(count: Int, isPadded: Bool) throws {
        let bytes = Array(Self.file.prefix(count))
        let encoded = Self.base64(bytes, isPadded: isPadded)
        for behind in ["\n--b--\n", "\n--b--", "\n--b--\n\nabc", "\n--b\n\nabc\n--b--\n", "\n\n--b--\r\n"] {
            let sink = try MailFolder.read(mail: Self.mail(encoded, behind: behind))
            #expect(Self.codes(sink).isEmpty, "\(count) \(isPadded) \(behind)")
            #expect(sink.bytes.values.contains(bytes), "\(count) \(isPadded) \(behind)")
        }
        // The last boundary is missing, as it often is: whether another file stood behind it, nobody knows.
        guard isPadded || count % 3 == 0 else { return }
        for behind in ["\n", "\n\n"] {
            let sink = try MailFolder.read(mail: Self.mail(encoded, behind: behind))
            #expect(Self.codes(sink) == ["mail.cut": 1], "\(count) \(behind)")
            #expect(sink.bytes.values.contains(bytes))
        }
    }

    @Test("a mail that is cut off anywhere in its file is carried as far as it is there, and says so")
    func cutAnywhere() throws {
        let whole = Self.mail(Self.base64(Self.file))
        let start = try #require(whole.firstRange(of: "base64\n\n")).upperBound
        let head = whole[..<start].utf8.count
        for length in stride(from: head + 1, to: whole.utf8.count - 12, by: 61) {
            let sink = try MailFolder.read(mail: Array(whole.utf8.prefix(length)))
            #expect(Self.codes(sink) == ["mail.cut": 1, "mail.attachment.cut": 1], "\(length)")
            #expect(
                sink.bytes.values.contains { !$0.isEmpty && Self.file.starts(with: $0) || length < head + 5 })
        }
        // At the end of a line, where the line end may be there or not.
        let line = head + 77 * 10
        for length in [line - 1, line] {
            let sink = try MailFolder.read(mail: Array(whole.utf8.prefix(length)))
            #expect(Self.codes(sink) == ["mail.cut": 1, "mail.attachment.cut": 1])
        }
        // In the last boundary: the file is there; whether another stood behind it, nobody knows.
        for length in (whole.utf8.count - 5)..<(whole.utf8.count - 2) {
            let sink = try MailFolder.read(mail: Array(whole.utf8.prefix(length)))
            #expect(Self.codes(sink) == ["mail.cut": 1], "\(length)")
            #expect(sink.bytes.values.contains(Self.file))
        }
    }

    @Test("base64 that cannot end as it does is a file that was cut, whatever stands behind it")
    func broken() throws {
        let text = Self.encoded(Self.file)
        for length in [101, 1_001, 4_001] {
            let sink = try MailFolder.read(mail: Self.mail(String(text.prefix(length))))
            #expect(Self.codes(sink) == ["mail.attachment.cut": 1], "\(length)")
        }
    }

    @Test("base64 behind a padding is not read by anyone, and that is stated")
    func followed() throws {
        let two = Self.encoded(Array("hello".utf8)) + "\n" + Self.encoded(Array("world".utf8))
        let sink = try MailFolder.read(mail: Self.mail(two))
        #expect(Self.codes(sink) == ["mail.attachment.cut": 1])
        let unpadded = Self.encoded(Array("hello".utf8)) + "\nYWJj"
        #expect(Self.codes(try MailFolder.read(mail: Self.mail(unpadded))) == ["mail.attachment.cut": 1])
        let padded = Self.encoded(Array("hello".utf8)) + "\n==\n\n"
        #expect(Self.codes(try MailFolder.read(mail: Self.mail(padded))).isEmpty)
    }

    @Test("a text in base64 says the same of itself")
    func texts() throws {
        func read(_ text: String) throws -> ListSink {
            try MailFolder.read(
                mail: MailFolder.mail(
                    "a@x", more: "MIME-Version: 1.0\nContent-Transfer-Encoding: base64", text))
        }
        let bytes = Array("Sehr geehrte Damen und Herren".utf8)
        let padded = Self.encoded(bytes)
        #expect(Self.codes(try read(padded)).isEmpty)
        let cut = try read(String(padded.dropLast(5)))
        #expect(Self.codes(cut) == ["mail.cut": 1])
    }

    @Test("uuencoded files end with a line that says so")
    func uuencoded() throws {
        let encoded = "begin 644 plan.pdf\n#86)C\n`\nend"
        let whole = try MailFolder.read(mail: Self.mail(encoded, encoding: "x-uuencode"))
        #expect(Self.codes(whole).isEmpty)
        #expect(whole.bytes.values.contains(Array("abc".utf8)))
        let cut = try MailFolder.read(mail: Self.mail("begin 644 plan.pdf\n#86)C", encoding: "x-uuencode"))
        #expect(Self.codes(cut) == ["mail.attachment.cut": 1])
    }

    @Test("the end of a long part is looked at, not its beginning, however far behind in the mail it stands")
    func longParts() throws {
        let lines = String(repeating: "M" + String(repeating: "`", count: 60) + "\n", count: 40)
        let uuencoded = "begin 644 plan.pdf\n" + lines
        for (text, codes) in [(uuencoded + "`\nend\n", [:]), (uuencoded, ["mail.attachment.cut": 1])] {
            #expect(Self.codes(try MailFolder.read(mail: Self.mail(text, encoding: "x-uuencode"))) == codes)
        }
        let words = String(repeating: "Gr=C3=BC=C3=9Fe und nicht wenige=\n", count: 40)
        for (end, codes) in [
            ("Ende", ["mail.cut": 1]), ("En=C3=", ["mail.cut": 1, "mail.attachment.cut": 1]),
        ] {
            let read = try MailFolder.read(
                mail: Self.mail(words + end, encoding: "quoted-printable", behind: "\n"))
            #expect(Self.codes(read) == codes)
        }
    }

    @Test("quoted-printable is cut where a line goes on and nothing does")
    func quotedPrintable() throws {
        for (text, behind, isCut) in [
            ("Gr=C3=BC=C3=9Fe=", "\n", true), ("Gr=C3=BC=C3=9", "\n", true), ("Gr=C3=BC=C3=9Fe", "\n", false),
            ("Gr=C3=BC=C3=9Fe=", "\n--b--\n", false), ("Gr=C3=BC=C3=9Fe", "", true),
        ] {
            let sink = try MailFolder.read(
                mail: Self.mail(text, encoding: "quoted-printable", behind: behind))
            #expect(
                Self.codes(sink)
                    == (isCut
                        ? ["mail.cut": 1, "mail.attachment.cut": 1] : behind == "\n" ? ["mail.cut": 1] : [:]),
                "\(text)")
        }
    }

    @Test("a mail of several parts that is cut anywhere says so, also between its parts and in their headers")
    func cutBetweenParts() throws {
        let part =
            "--b\nContent-Type: application/x\nContent-Disposition: attachment; filename=f.bin\n"
            + "Content-Transfer-Encoding: base64\n\naGVsbG8=\n"
        let whole = MailFolder.mail(
            "a@x", more: "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b",
            "--b\nContent-Type: multipart/alternative; boundary=in\n\n--in\n\ntext\n--in\n\ntext\n--in--\n"
                + part
                + part + "--b--\n")
        let start = try #require(whole.firstRange(of: "boundary=b\n\n")).upperBound
        let head = whole[..<start].utf8.count
        let bytes = Array(whole.utf8)
        for length in (head + 1)..<(bytes.count - 4) {
            let sink = try MailFolder.read(mail: Array(bytes.prefix(length)))
            let codes = sink.lossCounts
            #expect(
                codes["mail.cut"] ?? codes["mail.structure"] == 1,
                "\(length - head)")
            // A mail without any part is the text it is. In an mbox the next mail's separator follows.
            let box = Array("From a@x Mon Jan  1 10:00:00 2024\n".utf8) + bytes.prefix(length) + [10]
            let next = Array(("From b@x Mon Jan  1 10:00:00 2024\n" + MailFolder.mail("b@x", "b")).utf8)
            let boxed = try MailFolder(["a.mbox": String(decoding: box + next, as: UTF8.self)]).read()
            #expect(boxed.messages.count == 2, "\(length - head)")
            #expect(
                boxed.lossCounts["mail.cut"] ?? boxed.lossCounts["mail.structure"] == 1, "\(length - head)")
        }
        #expect(try MailFolder.read(mail: bytes).lossCounts["mail.cut"] == nil)
    }

    @Test("an mbox that ends within a line was cut off in its last mail; the others are whole")
    func mbox() throws {
        let box = MailFolder.mbox(MailFolder.mail("a@x"), MailFolder.mail("b@x"))
        #expect(Self.codes(try MailFolder(["a.mbox": box]).read()).isEmpty)
        let cut = try MailFolder(["a.mbox": String(box.dropLast(9))]).read()
        #expect(cut.messages.count == 2)
        let losses = cut.losses.filter { $0.code == "mail.cut" }
        #expect(losses.map { $0.key?.id.hasSuffix("b@x") } == [true])
        // What ends with its last boundary, or with padding, is whole.
        let closed = MailFolder.mbox(Self.mail(Self.base64(Self.file), behind: "\n--b--")).dropLast()
        #expect(Self.codes(try MailFolder(["a.mbox": String(closed)]).read()).isEmpty)
    }

    @Test("a mail that is shorter than its file says was cut off")
    func shorterThanStated() throws {
        let mail = MailFolder.mail("a@x")
        for (stated, isCut) in [(mail.utf8.count, false), (mail.utf8.count + 100, true)] {
            let emlx = try MailFolder(["Messages/1.emlx": "\(stated)\n" + mail]).read()
            #expect(Self.codes(emlx) == (isCut ? ["mail.cut": 1] : [:]))
            let maildir = try MailFolder(["Desk/cur/1700000000.M1P1.host,S=\(stated):2,S": mail]).read()
            #expect(Self.codes(maildir) == (isCut ? ["mail.cut": 1] : [:]))
        }
    }
}
