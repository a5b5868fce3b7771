// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import Testing

struct SlackFilesTests {
    private static func message(_ file: String, _ second: Int = 0) -> String {
        #"{"user":"U1","text":"see","ts":"\#(1_577_880_000 + second).000100","files":[\#(file)]}"#
    }

    @Test("bytes are found by the file's id, under both conventions")
    func found() throws {
        let sink = try SlackFolder(
            messages: Self.message(
                #"{"id":"F1","name":"a:b.txt","mimetype":"text/plain","size":3,"original_w":3,"original_h":4,"permalink":"https://w.slack.com/files/U1/F1/a.txt"}"#
            ),
            Self.message(
                #"{"id":"F2","name":"c.txt","url_private":"https://files.slack.com/c.txt?t=xoxe-1-2-3"}"#, 1),
            files: ["__uploads/F1/a_b.txt": "one", "general/attachments/F2-c.txt": "two"]
        ).read()
        let first = try #require(sink.attachment("F1"))
        #expect(first.location == .entry("__uploads/F1/a_b.txt"))
        #expect(first.name == "a:b.txt")
        #expect(first.declaredSize == 3)
        #expect(first.pixels == PixelSize(width: 3, height: 4))
        #expect(first.link == "https://w.slack.com/files/U1/F1/a.txt")
        #expect(sink.attachment("F2")?.location == .entry("general/attachments/F2-c.txt"))
        #expect(sink.attachment("F2")?.link == "https://files.slack.com/c.txt")
        #expect(
            sink.bytes.mapValues { String(decoding: $0, as: UTF8.self) }
                == ["__uploads/F1/a_b.txt": "one", "general/attachments/F2-c.txt": "two"])
        #expect(sink.messages.map { $0.attachments.map(\.key.id) } == [["F1"], ["F2"]])
        #expect(sink.losses.isEmpty)
    }

    @Test(
        "files whose bytes are not there say why",
        arguments: [
            (#"{"id":"F1","name":"a"}"#, "slack.file.not-in-archive"),
            (#"{"id":"F1","mode":"tombstone"}"#, "slack.file.tombstone"),
            (#"{"id":"F1","mode":"hidden_by_limit","date_delete":1}"#, "slack.file.hidden-by-limit"),
            (#"{"id":"F1","file_access":"access_denied"}"#, "slack.file.access-denied"),
            (#"{"id":"F1","file_access":"file_not_found"}"#, "slack.file.tombstone"),
            (
                #"{"id":"F1","mode":"external","is_external":true,"name":"doc","url_private":"https://docs.e.eu/d"}"#,
                "slack.file.external"
            ),
        ])
    func missing(file: String, code: String) throws {
        let sink = try SlackFolder(messages: Self.message(file), Self.message(file, 1)).read()
        #expect(sink.attachments.map(\.location) == [.missing(code: code)])
        #expect(sink.lossCounts == [code: 1])
        #expect(sink.losses.first?.key == sink.attachments.first?.key.key)
        #expect(sink.messages.count == 2)
    }

    @Test(
        "files that lie about name or size: what is there counts, whatever it is called",
        arguments: [
            (#""name":"../../etc/passwd","size":-1"#, "../../etc/passwd", ""),
            (#""name":"a\u202egnp.exe","size":1e999"#, "a\u{202E}gnp.exe", "one"),
            (#""name":"C:\\x","size":99999999999999999999"#, "C:\\x", "one"),
            (#""name":"a\u0000b","size":0"#, "a\u{0}b", "one"), (#""name":"","size":"x""#, "", "one"),
        ])
    func lying(fields: String, name: String, content: String) throws {
        let sink = try SlackFolder(
            messages: Self.message(#"{"id":"F1",\#(fields)}"#), files: ["__uploads/F1/a.txt": content]
        ).read()
        let file = try #require(sink.attachment("F1"))
        #expect(file.location == .entry("__uploads/F1/a.txt"))
        #expect(name.isEmpty || file.name == name)
        #expect(file.declaredSize == Int64(content.utf8.count))
        #expect(sink.bytes == ["__uploads/F1/a.txt": Array(content.utf8)])
        #expect(sink.lossCounts == (content.isEmpty ? ["slack.file.empty": 1] : [:]))
    }

    @Test("a file that is shorter than Slack says is carried as it is, and stated once")
    func shorter() throws {
        let file = #"{"id":"F1","name":"a","mode":"hosted","size":1000}"#
        let sink = try SlackFolder(
            messages: Self.message(file), Self.message(file, 1), files: ["__uploads/F1/a": "one"]
        ).read()
        #expect(sink.attachment("F1")?.location == .entry("__uploads/F1/a"))
        #expect(sink.lossCounts == ["slack.file.size-differs": 1])
        #expect(sink.losses.first?.state == .carriedWithLoss)
        #expect(sink.losses.first?.key?.id == "F1")
    }

    @Test("what Slack makes itself is saved in another form")
    func ownForm() throws {
        let sink = try SlackFolder(
            messages: Self.message(#"{"id":"F1","name":"a","mode":"quip","size":1000}"#),
            files: ["__uploads/F1/a": "one"]
        ).read()
        #expect(sink.lossCounts.isEmpty)
    }

    @Test("old exports: one file, and Slack's own sentence around the comment")
    func old() throws {
        let sink = try SlackFolder(
            messages:
                #"{"subtype":"file_share","user":"U1","text":"<@U1> uploaded a file: <https://x.slack.com/f|f>","ts":"1577880000.000100","file":{"id":"F1","name":"f"}}"#,
            #"{"subtype":"file_share","user":"U1","text":"<@U1> uploaded a file: <https://x.slack.com/g|g> and commented: *nice*","ts":"1577880001.000100","file":{"id":"F2","name":"g"}}"#,
            #"{"subtype":"file_share","user":"U1","text":"<@U1> uploaded a file: <https://x.slack.com/h|h>","ts":"1577880002.000100"}"#
        ).read()
        #expect(
            sink.messages.map(\.body.plain) == [
                "", "nice", "@Anna uploaded a file: h<https://x.slack.com/h>",
            ])
        #expect(sink.messages.map { $0.attachments.map(\.key.id) } == [["F1"], ["F2"], []])
        #expect(sink.messages.allSatisfy { $0.kind == .text })
    }

    @Test("a file without an id is known by its message")
    func nameless() throws {
        let sink = try SlackFolder(messages: Self.message(#"{"name":"x"},null"#)).read()
        #expect(sink.attachments.map(\.key.key.id) == ["C1/1577880000.000100/file/0"])
    }
}
