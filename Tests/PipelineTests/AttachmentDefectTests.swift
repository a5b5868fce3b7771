// SPDX-License-Identifier: Apache-2.0
import FerryImport
import FerryJSON
import FerryModel
import Glibc
import ImportCompliance
import ImportMail
import ImportSlack
import ImportTeams
import ImportZoom
import Testing

/// Files with something wrong about them, in each form of archive that holds files: import and plan make exactly one
/// loss of it, in the right state, and the balance holds. Webex names files by its tools' own ways: `WebexHostileTests`.
struct AttachmentDefectTests {
    /// A file as an archive states it and as it is there.
    struct File: Sendable {
        var name = "plan.txt"
        var stated: Int? = 3
        /// `nil` when the archive does not hold it.
        var bytes: [UInt8]? = Array("abc".utf8)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let file: File
        /// The code of the loss, by form; `nil` where there is none.
        let code: @Sendable (Form) -> String?
        var state = Loss.State.carriedWithLoss
    }

    /// Forms of archives, and what is to be known of them.
    enum Form: String, CaseIterable, Sendable {
        case slack, zoom
        /// States no sizes.
        case teams
        /// A picture in a text, whose name and size nothing states.
        case teamsHosted
        case compliance
        /// A size may stand beside a file in a mail, but only as a guess (RFC 2183), and its bytes are in the mail.
        case mail

        var source: String { self == .teamsHosted ? "teams" : rawValue }
        var statesSizes: Bool { [.slack, .zoom, .compliance].contains(self) }
    }

    private static func size(_ form: Form) -> String? {
        form.statesSizes ? form.source + ".file.size-differs" : nil
    }

    private static func name(_ form: Form) -> String? {
        form == .teamsHosted ? nil : "attachment.name-changed"
    }

    // Compliance archives state where a file lies; the last part of that is its name.
    private static func path(_ form: Form) -> String? { form == .compliance ? nil : name(form) }

    static let cases: [Case] = [
        Case(testDescription: "nothing wrong", file: File()) { _ in nil },
        Case(testDescription: "shorter than stated", file: File(stated: 5)) { size($0) },
        Case(testDescription: "longer than stated", file: File(stated: 2)) { size($0) },
        Case(testDescription: "no bytes, though some are stated", file: File(bytes: [])) {
            size($0) ?? ($0 == .mail ? nil : "teams.file.empty")
        },
        Case(testDescription: "no bytes, and no size", file: File(stated: nil, bytes: [])) {
            $0 == .mail ? nil : $0.source + ".file.empty"
        },
        Case(
            testDescription: "not there", file: File(bytes: nil),
            code: {
                $0.source + ($0 == .teamsHosted ? ".hosted-content" : ".file") + ".not-in-archive"
            }, state: .notInSource),
        Case(testDescription: "named after a path", file: File(name: "../../etc/passwd")) { path($0) },
        Case(testDescription: "named after a path of Windows", file: File(name: #"C:\a\b"#)) { path($0) },
        Case(testDescription: "a name that turns round", file: File(name: "a\u{202E}gnp.exe")) { name($0) },
        Case(testDescription: "a name with NUL", file: File(name: "a\u{0}b")) {
            // XML cannot hold one: what stands for it, U+FFFD, is harmless. GMime ends the name there.
            [.compliance, .mail].contains($0) ? nil : name($0)
        },
        Case(
            testDescription: "a name of 4,096 bytes",
            file: File(name: String(repeating: "n", count: 4_096))
        ) { name($0) },
    ]

    @Test("one file, one loss", arguments: Form.allCases, cases)
    func defect(_ form: Form, _ value: Case) throws {
        // A file that is in the mail cannot be missing from the archive.
        if form == .mail, value.file.bytes == nil { return }
        let plan = try Self.plan(form, [value.file])
        let losses = plan.summary.losses.filter { $0.kind == .attachment }
        let code = value.code(form)
        #expect(losses.map(\.code) == (code.map { [$0] } ?? []), "\(losses)")
        #expect(losses.allSatisfy { $0.count == 1 && $0.state == value.state })
        let line = try #require(plan.summary.balance[.attachment])
        let isThere = value.file.bytes != nil
        #expect(
            line
                == Balance(
                    parsed: 1, carried: code == nil ? 1 : 0, carriedWithLoss: code != nil && isThere ? 1 : 0,
                    notCarried: isThere ? 0 : 1))
        #expect(plan.summary.media.files == (isThere ? 1 : 0))
        for (kind, line) in plan.summary.balance { #expect(line.isEven, "\(kind)") }
    }

    @Test("files of one name are several files", arguments: Form.allCases)
    func sameName(_ form: Form) throws {
        let plan = try Self.plan(form, [File(), File(bytes: Array("xyz".utf8))])
        #expect(plan.summary.losses.filter { $0.kind == .attachment }.isEmpty)
        #expect(plan.summary.balance[.attachment] == Balance(parsed: 2, carried: 2))
        #expect(plan.summary.media.files == 2)
    }

    // MARK: Archives

    private static func plan(_ form: Form, _ files: [File]) throws -> SamplePlan {
        let plan = try SamplePlan()
        let folder = plan.folder + "/archive"
        for (name, bytes) in archive(form, files) { try write(bytes, to: folder + "/" + name) }
        defer { remove(folder) }
        try plan.take(folder, importers: [importer(form)])
        return plan
    }

    private static func importer(_ form: Form) -> any Importer {
        switch form {
        case .slack: SlackImporter()
        case .zoom: ZoomImporter()
        case .teams, .teamsHosted: TeamsImporter()
        case .compliance: ComplianceImporter()
        case .mail: MailImporter(MailOptions(mailboxes: ["* = Desk"]))
        }
    }

    private static func archive(_ form: Form, _ files: [File]) -> [(name: String, bytes: [UInt8])] {
        switch form {
        case .slack: slack(files)
        case .zoom: zoom(files)
        case .teams: teams(files)
        case .teamsHosted: teamsHosted(files)
        case .compliance: compliance(files)
        case .mail: mail(files)
        }
    }

    private static func json(_ value: JSONValue) -> [UInt8] { value.canonicalBytes() }

    private static func named(_ fields: [String: JSONValue], _ file: File, size: String) -> JSONValue {
        var fields = fields
        fields[size] = file.stated.map { .int(Int64($0)) }
        return .object(fields)
    }

    private static func slack(_ files: [File]) -> [(String, [UInt8])] {
        let stated = files.enumerated().map { index, file in
            named(
                ["id": .string("F\(index)"), "name": .string(file.name), "mode": "hosted"], file, size: "size"
            )
        }
        let message: JSONValue = [
            "type": "message", "user": "U1", "text": "a", "ts": "1577880000.000100", "files": .array(stated),
        ]
        return [
            ("users.json", json([["id": "U1", "team_id": "T1", "name": "anna"]])),
            ("channels.json", json([["id": "C1", "name": "general", "members": ["U1"]]])),
            ("general/2020-01-01.json", json([message])),
        ]
            + files.enumerated().compactMap { index, file in
                file.bytes.map { ("__uploads/F\(index)/x", $0) }
            }
    }

    private static func zoom(_ files: [File]) -> [(String, [UInt8])] {
        let stated = files.enumerated().map { index, file in
            named(
                ["file_id": .string("fAbcdefgh00000000000\(index)"), "file_name": .string(file.name)], file,
                size: "file_size")
        }
        let message: JSONValue = [
            "id": "52400403-DA96-4D7B-9E05-C1C399FF0713", "message": "a", "sender": "anna@example.org",
            "sender_display_name": "Anna", "date_time": "2026-03-02T08:11:00Z",
            "timestamp": 1_772_439_060_000,
            "files": .array(stated),
        ]
        return [("channels/c8f9e3d2b1a04455aabbccddeeff0011/messages-1.json", json(["messages": [message]]))]
            + files.enumerated().compactMap { index, file in
                file.bytes.map { ("files/fAbcdefgh00000000000\(index)/x", $0) }
            }
    }

    private static let group = "19:0123456789abcdef@thread.v2"

    private static func message(_ html: String, _ attachments: [JSONValue]) -> [UInt8] {
        json([
            [
                "id": "1673251200000", "messageType": "message", "createdDateTime": "2023-01-09T08:00:00Z",
                "chatId": .string(group),
                "from": [
                    "user": [
                        "id": "11111111-aaaa-4aaa-8aaa-000000000001", "displayName": "Anna",
                        "userIdentityType": "aadUser",
                    ]
                ],
                "body": ["contentType": "html", "content": .string(html)], "attachments": .array(attachments),
            ]
        ])
    }

    private static func teams(_ files: [File]) -> [(String, [UInt8])] {
        func id(_ index: Int) -> String { "153fa47d-18c9-4179-be08-9879815a9f9\(index)" }
        let stated: [JSONValue] = files.enumerated().map { index, file in
            [
                "id": .string(id(index)), "contentType": "reference", "name": .string(file.name),
                "contentUrl": .string("https://x.sharepoint.com/sites/t/Documents/\(index).txt"),
            ]
        }
        return [("messages.json", message("<p>a</p>", stated))]
            + files.enumerated().compactMap { index, file in
                file.bytes.map { ("files/\(id(index))/x", $0) }
            }
    }

    private static func teamsHosted(_ files: [File]) -> [(String, [UInt8])] {
        let pictures = files.indices.map { index in
            "<img src=\"https://graph.microsoft.com/v1.0/chats/c/messages/1673251200000/hostedContents/p\(index)/$value\">"
        }
        return [("messages.json", message("<p>a</p>" + pictures.joined(), []))]
            + files.enumerated().compactMap { index, file in
                file.bytes.map { ("hosted_content_1673251200000_p\(index)", $0) }
            }
    }

    private static func compliance(_ files: [File]) -> [(String, [UInt8])] {
        let user = "<User><LoginName>anna</LoginName><EmailAddress>anna@example.org</EmailAddress></User>"
        let stated = files.enumerated().map { index, file in
            let size = file.stated.map { "<FileSize>\($0)</FileSize>" } ?? ""
            return """
                <Attachment>\(user)<DateTimeUTC>1584346\(400 + index)</DateTimeUTC>
                <FileName>\(file.name)</FileName><FileID>id\(index).bin</FileID>\(size)</Attachment>
                """
        }
        let xml = """
            <?xml version="1.0"?><FileDump><Version>1.9</Version><Conversation><RoomID>PCHAT-1</RoomID>
            <StartTimeUTC>1584346000</StartTimeUTC>
            <ParticipantEntered>\(user)<DateTimeUTC>1584346000</DateTimeUTC></ParticipantEntered>
            \(stated.joined())<EndTimeUTC>1584347000</EndTimeUTC></Conversation></FileDump>
            """
        return [("a.xml", Array(xml.utf8))]
            + files.enumerated().compactMap { index, file in file.bytes.map { ("id\(index).bin", $0) } }
    }

    private static func mail(_ files: [File]) -> [(String, [UInt8])] {
        let parts = files.map { file in
            let name = file.name.utf8.map { byte in
                let isPlain = (48...57).contains(byte) || (97...122).contains(byte | 0x20)
                return isPlain
                    ? String(UnicodeScalar(byte))
                    : "%" + String(UInt16(byte) | 0x100, radix: 16).suffix(2).uppercased()
            }.joined()
            let size = file.stated.map { "; size=\($0)" } ?? ""
            return """
                --b
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename*=utf-8''\(name)\(size)
                Content-Transfer-Encoding: 7bit

                \(String(decoding: file.bytes ?? [], as: UTF8.self))

                """
        }
        let text = """
            From: Anna <anna@example.org>
            To: desk@example.org
            Date: Mon, 3 Nov 2025 09:00:00 +0100
            Subject: Plan
            Message-ID: <1@example.org>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            Here it is.
            \(parts.joined())--b--

            """
        return [("1.eml", Array(text.utf8))]
    }

    // MARK: Files

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let parts = path.split(separator: "/").map(String.init)
        for end in parts.indices.dropFirst() { mkdir("/" + parts[..<end].joined(separator: "/"), 0o700) }
        let file = try #require(fopen(path, "w"), "\(path)")
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    private static func remove(_ path: String) {
        guard unlink(path) != 0, let directory = opendir(path) else { return }
        defer {
            closedir(directory)
            rmdir(path)
        }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { remove(path + "/" + name) }
        }
    }
}
