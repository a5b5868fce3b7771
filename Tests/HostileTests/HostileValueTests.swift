// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryTestImports
import FerryTestKit
import ImportMail
import ImportSlack
import ImportTeams
import Testing

/// Values that no exporter should write, and what becomes of each of them: which messages arrive, and which losses
/// are stated.
@Suite struct HostileValueTests {
    /// One value.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let outcome: String

        /// A file of so many bytes.
        init(_ name: String, bytes: [UInt8], _ outcome: String) {
            (self.name, self.bytes, self.outcome) = (name, bytes, outcome)
        }

        /// A text, `\xNN` in it being that byte.
        init(_ name: String, _ text: String, _ outcome: String) {
            self.init(name, bytes: Self.unescaped(text), outcome)
        }

        var testDescription: String { name }

        private static func unescaped(_ text: String) -> [UInt8] {
            var bytes: [UInt8] = []
            var rest = Array(text.utf8)[...]
            while let byte = rest.popFirst() {
                if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x"),
                    let value = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16)
                {
                    bytes.append(value)
                    rest = rest.dropFirst(3)
                } else {
                    bytes.append(byte)
                }
            }
            return bytes
        }
    }

    private static func message(_ text: String, ts: String = #""1577880000.000100""#, more: String = "")
        -> String
    {
        #"{"type":"message","user":"U1","ts":\#(ts),"text":\#(text)\#(more)}"#
    }

    private static func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    static let slackTexts: [Case] = [
        Case("a byte that begins nothing", "[" + message(#""a\xffb""#) + "]", "1577880000 a<fffd>b; |"),
        Case("an overlong NUL", "[" + message(#""a\xc0\x80b""#) + "]", "1577880000 a<fffd><fffd>b; |"),
        Case(
            "a surrogate as UTF-8", "[" + message(#""a\xed\xa0\x80b""#) + "]",
            "1577880000 a<fffd><fffd><fffd>b; |"),
        Case("a character cut off", "[" + message(#""a\xe2\x82""#) + "]", "1577880000 a<fffd>; |"),
        Case(
            "beyond Unicode", "[" + message(#""a\xf4\x90\x80\x80b""#) + "]",
            "1577880000 a<fffd><fffd><fffd><fffd>b; |"),
        Case(
            "bad UTF-8 between values", "[" + message(#""a""#) + ",\\xff]",
            "1577880000 a; |; slack.json.broken-element 1"),
        Case("a lone high surrogate", "[" + message(#""a\ud800b""#) + "]", "1577880000 a<fffd>b; |"),
        Case("a lone low surrogate", "[" + message(#""a\udc00b""#) + "]", "1577880000 a<fffd>b; |"),
        Case(
            "surrogates the wrong way round", "[" + message(#""\ude00\ud83d""#) + "]",
            "1577880000 <fffd><fffd>; |"),
        Case("a pair of surrogates", "[" + message(#""\ud83d\ude00""#) + "]", "1577880000 <1f600>; |"),
        Case("NUL as it is", "[" + message(#""a\x00b""#) + "]", "1577880000 a<0>b; |"),
        Case("NUL escaped", "[" + message(#""a\u0000b""#) + "]", "1577880000 a<0>b; |"),
        Case("a control character as it is", "[" + message(#""a\x01b""#) + "]", "1577880000 a<1>b; |"),
        Case("a line break as it is", "[" + message("\"a\nb\"") + "]", "1577880000 a<a>b; |"),
        Case("DEL", "[" + message(#""a\x7fb""#) + "]", "1577880000 a<7f>b; |"),
        Case("no characters", "[" + message(#""a\ufffe\uffffb""#) + "]", "1577880000 a<fffe><ffff>b; |"),
        Case("an unknown escape", "[" + message(#""a\qb""#) + "]", "|; slack.json.broken-element 1"),
        Case("half an escape", "[" + message(#""a\u12g4b""#) + "]", "|; slack.json.broken-element 1"),
        Case("marks of direction", "[" + message(#""a\u202eb""#) + "]", "1577880000 a<202e>b; |"),
        Case(
            "a text of a megabyte", "[" + message("\"" + many("x", 1 << 20) + "\"") + "]",
            "1577880000 xxxxxxxxxx… (1048576); |"),
        Case(
            "a text that is a number", "[" + message("1e999") + "]",
            "1577880000 ; |; slack.message.wrong-type 1"),
        Case("a text that is null", "[" + message("null") + "]", "1577880000 ; |"),
        Case(
            "a text that is an object", "[" + message(#"{"a":1}"#) + "]",
            "1577880000 ; |; slack.message.wrong-type 1"),
        Case(
            "a text that is an array", "[" + message(#"["a"]"#) + "]",
            "1577880000 ; |; slack.message.wrong-type 1"),
        Case("a text that is an empty object", "[" + message("{}") + "]", "1577880000 ; |"),
        Case(
            "files that are a text, blocks of numbers, attachments that are an object",
            "[" + message(#""a""#, more: #","files":"F1","blocks":[1],"attachments":{"text":"b"}"#) + "]",
            "1577880000 a; |; slack.block.not-supported 1; slack.message.wrong-type 2"),
        Case(
            "reactions that are a number", "[" + message(#""a""#, more: #","reactions":3"#) + "]",
            "1577880000 a; |; slack.reaction.wrong-type 1"),
        Case("two texts", "[" + message(#""a""#, more: #","text":"b""#) + "]", "1577880000 b; |"),
    ]

    static let slackFiles: [Case] = [
        Case("a mark of the byte order", "\\xef\\xbb\\xbf[" + message(#""a""#) + "]", "1577880000 a; |"),
        Case(
            "a mark in the middle", "[\\xef\\xbb\\xbf" + message(#""a""#) + "]",
            "|; slack.json.broken-element 1; slack.json.broken-file 1; slack.message.not-an-object 1"),
        Case(
            "UTF-16", bytes: Array(("[" + message(#""a""#) + "]").utf16).flatMap { [UInt8($0 & 0xFF), 0] },
            "|; slack.json.broken-element 4; slack.json.broken-file 1"
        ),
        Case("CR LF", "[\r\n" + message(#""a""#) + "\r\n]\r\n", "1577880000 a; |"),
        Case("CR", "[\r" + message(#""a""#) + "\r]", "1577880000 a; |"),
        Case("a comma too many", "[" + message(#""a""#) + ",]", "1577880000 a; |; slack.json.broken-file 1"),
        Case(
            "a comment", "[/* b */" + message(#""a""#) + "]",
            "|; slack.json.broken-element 1; slack.json.broken-file 1"),
        Case(
            "single quotes", "[{'text':'a'}," + message(#""a""#) + "]",
            "1577880000 a; |; slack.json.broken-element 1"),
        Case("no number", "[NaN," + message(#""a""#) + "]", "1577880000 a; |; slack.json.broken-element 1"),
        Case(
            "leading zeros", "[007," + message(#""a""#) + "]", "1577880000 a; |; slack.json.broken-element 1"),
        Case(
            "elements that are no objects", #"[null,7,"x",[],true,"# + message(#""a""#) + "]",
            "1577880000 a; |; slack.message.not-an-object 5"),
        Case("an empty object", "[{}," + message(#""a""#) + "]", "1577880000 a; |; slack.message.no-time 1"),
        Case(
            "something behind the end", "[" + message(#""a""#) + "] x",
            "1577880000 a; |; slack.json.broken-file 1"),
        Case(
            "two arrays", "[" + message(#""a""#) + "][" + message(#""b""#, ts: #""1577880001.000100""#) + "]",
            "1577880000 a; |; slack.json.broken-file 1"),
        Case("only blanks", " \n\t ", "|; slack.json.broken-file 1"),
        Case(
            "a key of a megabyte", "[" + message(#""a""#, more: ",\"" + many("k", 1 << 20) + "\":1") + "]",
            "1577880000 a; |"
        ),
        Case(
            "a number of ten thousand digits",
            "[" + message(#""a""#, more: ",\"n\":" + many("9", 10_000)) + "]", "1577880000 a; |"),
        Case(
            "10 levels", "[" + message(#""a""#, more: ",\"n\":" + many("[", 10) + many("]", 10)) + "]",
            "1577880000 a; |"),
        Case(
            "500 levels", "[" + message(#""a""#, more: ",\"n\":" + many("[", 500) + many("]", 500)) + "]",
            "1577880000 a; |"),
        Case(
            "511 levels", "[" + message(#""a""#, more: ",\"n\":" + many("[", 511) + many("]", 511)) + "]",
            "1577880000 a; |"),
        Case(
            "513 levels", "[" + message(#""a""#, more: ",\"n\":" + many("[", 513) + many("]", 513)) + "]",
            "|; slack.json.broken-element 1"),
        Case(
            "a million levels", "[" + message(#""a""#) + "," + many("[", 1_000_000),
            "1577880000 a; |; slack.json.broken-file 1"),
    ]

    static let slackNumbers: [Case] = [
        Case(
            "a moment beyond numbers", "[" + message(#""a""#, ts: "1e999") + "]", "|; slack.message.no-time 1"
        ),
        Case(
            "a moment that is a number", "[" + message(#""a""#, ts: "1577880000.0001") + "]",
            "1577880000 a; |"),
        Case("no moment", "[" + message(#""a""#, ts: "null") + "]", "|; slack.message.no-time 1"),
        Case("an empty moment", "[" + message(#""a""#, ts: #""""#) + "]", "|; slack.message.no-time 1"),
        Case(
            "a moment before all", "[" + message(#""a""#, ts: #""-1.000100""#) + "]",
            "|; slack.message.no-time 1"),
        Case("the moment 0", "[" + message(#""a""#, ts: #""0""#) + "]", "0 a; |"),
        Case(
            "the year 9999", "[" + message(#""a""#, ts: #""253402300799.000000""#) + "]", "253402300799 a; |"),
        Case(
            "the year 10000", "[" + message(#""a""#, ts: #""253402300800.000000""#) + "]", "253402300800 a; |"
        ),
        Case(
            "a moment of thirty digits", "[" + message(#""a""#, ts: "\"" + many("9", 30) + "\"") + "]",
            "|; slack.message.no-time 1"),
        Case(
            "a moment with NUL", "[" + message(#""a""#, ts: #""1577880000\u0000.0001""#) + "]",
            "|; slack.message.no-time 1"),
        Case(
            "two moments", "[" + message(#""a""#, more: #","ts":"1577880009.000100""#) + "]",
            "1577880009 a; |"),
        Case(
            "an edit that is none", "[" + message(#""a""#, more: #","edited":{"user":7,"ts":"x"}"#) + "]",
            "1577880000 a; |"),
        Case(
            "reactions by nobody",
            "[" + message(#""a""#, more: #","reactions":[{"name":"+1","users":null,"count":-1}]"#) + "]",
            "1577880000 a; |"),
        Case(
            "-1 replies",
            "[" + message(#""a""#, more: #","reply_count":-1,"thread_ts":"1577880000.000100""#) + "]",
            "1577880000 a; |"),
        Case(
            "a file of -1 bytes",
            "[" + message(#""a""#, more: #","files":[{"id":"F1","name":"x","size":-1}]"#) + "]",
            "1577880000 a; |; slack.file.not-in-archive 1"),
        Case(
            "a file of 1e999 bytes",
            "[" + message(#""a""#, more: #","files":[{"id":"F1","name":"x","size":1e999}]"#) + "]",
            "1577880000 a; |; slack.file.not-in-archive 1"),
        Case(
            "a file of 2^64 bytes",
            "[" + message(#""a""#, more: #","files":[{"id":"F1","name":"x","size":18446744073709551616}]"#)
                + "]", "1577880000 a; |; slack.file.not-in-archive 1"),
        Case(
            "a file without id and name", "[" + message(#""a""#, more: #","files":[{"size":1.5}]"#) + "]",
            "1577880000 a; |; slack.file.not-in-archive 1"),
    ]

    @Test("in a day of Slack", arguments: slackTexts + slackFiles + slackNumbers)
    func slack(value: Case) throws {
        let folder = try TestFolder()
        try TestFile.makeFolder(folder.path + "/general")
        try TestFile.write(#"[{"id":"U1","team_id":"T1","name":"anna"}]"#, to: folder.path + "/users.json")
        try TestFile.write(
            #"[{"id":"C1","name":"general","members":["U1"]}]"#, to: folder.path + "/channels.json")
        try TestFile.write(value.bytes, to: folder.path + "/general/2020-01-01.json")
        let found = try outcome(folder.path, SlackImporter())
        #expect(found == value.outcome)
    }

    private static func teams(_ created: String, _ text: String = #""a""#, more: String = "") -> String {
        """
        [{"id":"1577880000000","chatId":"19:a@thread.v2","messageType":"message","createdDateTime":\(created),
        "from":{"user":{"id":"7ea30000-0000-4000-8000-000000000001","displayName":"Anna","userIdentityType":"aadUser"}},
        "body":{"contentType":"text","content":\(text)}\(more)}]
        """
    }

    static let teamsValues: [Case] = [
        Case("the year 0", teams(#""0000-01-01T00:00:00Z""#), "1577880000 a; |; teams.chat.not-described 1"),
        Case("the year 1", teams(#""0001-01-01T00:00:00Z""#), "1577880000 a; |; teams.chat.not-described 1"),
        Case(
            "the year 9999", teams(#""9999-12-31T23:59:59.999Z""#),
            "253402300799 a; |; teams.chat.not-described 1"),
        Case(
            "the year 275760", teams(#""+275760-09-13T00:00:00Z""#),
            "1577880000 a; |; teams.chat.not-described 1"),
        Case("month 13", teams(#""2024-13-01T00:00:00Z""#), "1577880000 a; |; teams.chat.not-described 1"),
        Case("30 February", teams(#""2024-02-30T00:00:00Z""#), "1577880000 a; |; teams.chat.not-described 1"),
        Case(
            "a leap second", teams(#""2016-12-31T23:59:60Z""#), "1483228800 a; |; teams.chat.not-described 1"),
        Case(
            "a zone of 99 hours", teams(#""2024-01-01T00:00:00+99:00""#),
            "1577880000 a; |; teams.chat.not-described 1"),
        Case(
            "a thousand digits of a second", teams("\"2024-01-01T00:00:00." + many("1", 1_000) + "Z\""),
            "1577880000 a; |; teams.chat.not-described 1"),
        Case("no moment", teams("null"), "1577880000 a; |; teams.chat.not-described 1"),
        Case("a moment beyond numbers", teams("-1e999"), "1577880000 a; |; teams.chat.not-described 1"),
        Case(
            "a text that is a number", teams(#""2024-01-01T00:00:00Z""#, "7"),
            "1704067200 What this message holds cannot be read.; |; teams.chat.not-described 1; teams.message.wrong-type 1"
        ),
        Case(
            "a text that is an array", teams(#""2024-01-01T00:00:00Z""#, #"["a"]"#),
            "1704067200 What this message holds cannot be read.; |; teams.chat.not-described 1; teams.message.wrong-type 1"
        ),
        Case(
            "a body that is an array",
            teams(#""2024-01-01T00:00:00Z""#, more: #","body":["a"]"#),
            "1704067200 What this message holds cannot be read.; |; teams.chat.not-described 1; teams.message.wrong-type 1"
        ),
        Case(
            "attachments, mentions, reactions and replies that are none",
            teams(
                #""2024-01-01T00:00:00Z""#,
                more: #","attachments":1,"mentions":[2],"reactions":"x","replies":true"#),
            "1704067200 a; |; teams.chat.not-described 1; teams.message.wrong-type 1; "
                + "teams.reaction.wrong-type 1; teams.replies.wrong-type 1"),
        Case(
            "NUL", teams(#""2024-01-01T00:00:00Z""#, #""a\u0000b""#),
            "1704067200 a<0>b; |; teams.chat.not-described 1"),
        Case(
            "a lone surrogate", teams(#""2024-01-01T00:00:00Z""#, #""a\udfffb""#),
            "1704067200 a<fffd>b; |; teams.chat.not-described 1"),
    ]

    @Test("in a message of Teams", arguments: teamsValues)
    func teams(value: Case) throws {
        let folder = try TestFolder()
        try TestFile.write(value.bytes, to: folder.path + "/messages.json")
        let found = try outcome(folder.path, TeamsImporter())
        #expect(found == value.outcome)
    }

    private static func mail(
        date: String = "Mon, 3 Nov 2025 09:00:00 +0100", _ more: String = "", _ body: String = "a"
    ) -> String {
        "From: Anna <anna@example.org>\nTo: desk@example.org\nSubject: s\nMessage-ID: <1@x>\nDate: \(date)\n\(more)\n\(body)\n"
    }

    static let mailValues: [Case] = [
        Case("the year 0", mail(date: "Mon, 3 Nov 0000 09:00:00 +0100"), "946684800 s<a>a; |; mail.date 1"),
        Case(
            "the year 9999", mail(date: "Fri, 31 Dec 9999 23:59:59 +0000"), "946684800 s<a>a; |; mail.date 1"),
        Case(
            "the year 99999999999", mail(date: "Fri, 31 Dec 99999999999 23:59:59 +0000"),
            "946684800 s<a>a; |; mail.date 1"),
        Case(
            "31 November", mail(date: "Mon, 31 Nov 2025 09:00:00 +0100"), "946684800 s<a>a; |; mail.date 1"),
        Case(
            "29 February of a year without it", mail(date: "Wed, 29 Feb 2023 09:00:00 +0100"),
            "946684800 s<a>a; |; mail.date 1"),
        Case("a zone of 9999", mail(date: "Mon, 3 Nov 2025 09:00:00 +9999"), "1762160400 s<a>a; |"),
        Case("no date", mail(date: ""), "946684800 s<a>a; |; mail.date 1"),
        Case("NUL in a header", mail("X-A: b\\x00c\n"), "1762156800 s<a>a; |"),
        Case(
            "bare CR", "From: a@example.org\\x0dDate: Mon, 3 Nov 2025 09:00:00 +0100\\x0d\\x0da\\x0d",
            "1762156800 a; |"),
        Case(
            "an unknown set of characters", mail("Content-Type: text/plain; charset=x-\\xff\\xfe\n", "\\xe4"),
            "1762156800 s<a><e4>; |"),
        Case(
            "a size that lies", mail("Content-Length: -1\nLines: 99999999999999999999\n"),
            "1762156800 s<a>a; |"),
        Case(
            "base64 that is none", mail("Content-Transfer-Encoding: base64\n", "!!!! \\x00 ===="),
            "1762156800 s; |"),
    ]

    @Test("in a mail", arguments: mailValues)
    func mail(value: Case) throws {
        let folder = try TestFolder()
        try TestFile.write(value.bytes, to: folder.path + "/1.eml")
        let found = try outcome(folder.path, MailImporter(MailOptions(mailboxes: ["* = Desk"])))
        #expect(found == value.outcome)
    }

    /// The texts that arrive, each with its moment in seconds, and the losses by code.
    private func outcome(_ path: String, _ importer: any Importer) throws -> String {
        let sink = HostileSink()
        do {
            try ArchiveReading(try Archive.open(path), importers: [importer], source: nil).read(into: sink)
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            return "refused"
        }
        let messages = sink.records.values.compactMap { record -> String? in
            guard case .message(let message) = record else { return nil }
            return "\(message.sentAt.milliseconds / 1000) \(Self.visible(message.body.plain))"
        }
        let losses = Dictionary(grouping: sink.losses, by: \.code).map {
            "\($0.key) \($0.value.reduce(0) { $0 + $1.count })"
        }
        return (messages.sorted() + ["|"] + losses.sorted()).joined(separator: "; ")
    }

    private static func visible(_ text: String) -> String {
        let shown = text.unicodeScalars.map { scalar in
            switch scalar.value {
            case 0x20...0x7E: String(scalar)
            default: "<" + String(scalar.value, radix: 16) + ">"
            }
        }.joined()
        return shown.count > 40 ? "\(shown.prefix(10))… (\(shown.count))" : shown
    }
}
