// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import Testing

/// Which downloaded file is which attachment.
struct TeamsFilesTests {
    private static let first: Int64 = 1_673_251_200_000
    private static let guid = "153fa47d-18c9-4179-be08-9879815a9f90"
    private static let url =
        "https://x.sharepoint.com/sites/test/Shared%20Documents/General/test%20doc.docx?web=1"
    private static let picture =
        "https://graph.microsoft.com/v1.0/chats/c/messages/\(first)/hostedContents/aWQ9eA==/$value"

    private static var message: String {
        TeamsFolder.message(
            first,
            #"<p>x<img src=\"\#(picture)\" alt=\"plan\"><attachment id=\"\#(guid)\"></attachment></p>"#,
            #""attachments":[{"id":"\#(guid)","contentType":"reference","contentUrl":"\#(url)","name":"Budget.docx"}]"#
        )
    }

    private func read(_ files: [String: String]) throws -> ListSink {
        try TeamsFolder(messages: Self.message, files: files).read()
    }

    @Test("without files: links and losses")
    func none() throws {
        let sink = try read([:])
        #expect(sink.attachments.map(\.location).allSatisfy { if case .missing = $0 { true } else { false } })
        #expect(sink.messages.first?.attachments.count == 2)
        #expect(sink.attachments.compactMap(\.link) == [Self.url])
        #expect(sink.attachments.first { $0.link != nil }?.name == "Budget.docx")
        #expect(sink.lossCounts["teams.file.not-in-archive"] == 1)
        #expect(sink.lossCounts["teams.hosted-content.not-in-archive"] == 1)
        #expect(sink.messages.first?.body.plain == "x")
    }

    @Test(
        "a file is found by",
        arguments: [
            "files/\(guid)/anything.docx", "files/\(guid.uppercased())_Budget.docx", "files/\(guid).docx",
            "download/\(guid)",
            "files/General/test doc.docx", "sites/test/Shared Documents/General/Test Doc.docx",
        ])
    func found(name: String) throws {
        let sink = try read([name: "bytes", "data/hosted_content_\(Self.first)_aWQ9eA==": "png"])
        let locations = sink.attachments.map { String(describing: $0.location) }.sorted()
        #expect(
            locations
                == ["entry(\"\(name)\")", "entry(\"data/hosted_content_\(Self.first)_aWQ9eA==\")"].sorted())
        #expect(sink.lossCounts == ["teams.chat.not-described": 1])
    }

    @Test(
        "a name alone, or one that two files have, is no answer",
        arguments: [
            ["test doc.docx"], ["a/General/test doc.docx", "b/General/test doc.docx"],
            ["General/test doc.docx.json.bak"],
        ])
    func notFound(names: [String]) throws {
        let sink = try read(Dictionary(uniqueKeysWithValues: names.map { ($0, "x") }))
        #expect(sink.lossCounts["teams.file.not-in-archive"] == 1)
        #expect(sink.lossCounts["teams.entry.unknown"] == names.count)
    }

    @Test("files.csv maps whatever else there is")
    func mapped() throws {
        let csv =
            "message;attachment;file\r\n\(Self.first);\(Self.guid);dl\\one.bin\r\n\(TeamsFolder.group)/\(Self.first);aWQ9eA==;dl/two.bin\r\n;x;gone\r\n"
        let sink = try read(["out/files.csv": csv, "out/dl/one.bin": "1", "out/dl/two.bin": "2"])
        #expect(
            Set(sink.attachments.map { String(describing: $0.location) }) == [
                "entry(\"out/dl/one.bin\")", "entry(\"out/dl/two.bin\")",
            ])
        #expect(sink.lossCounts == ["teams.chat.not-described": 1])
        let byUrl = try read(["files.csv": "attachment,file\n\(Self.url),f.bin\n", "f.bin": "1"])
        #expect(byUrl.lossCounts["teams.file.not-in-archive"] == nil)
    }

    private static func pictures(_ html: String) throws -> ListSink {
        func source(_ name: String) -> String {
            "https://graph.microsoft.com/v1.0/chats/c/messages/\(first)/hostedContents/\(name)/$value"
        }
        let body = html.replacing("IMG1", with: #"<img src=\"\#(source("one"))\" alt=\"plan\">"#)
            .replacing("IMG2", with: #"<img src=\"\#(source("two"))\">"#)
        return try TeamsFolder(
            messages: TeamsFolder.message(first, body),
            files: ["hosted_content_\(first)_one": "1", "hosted_content_\(first)_two": "2"]
        ).read()
    }

    @Test("a picture with text behind it stands in its place, one at the end goes with the message")
    func places() throws {
        let sink = try Self.pictures("<p>before</p><p>IMG1</p><p>after</p><p>IMG2&nbsp;</p>")
        let message = try #require(sink.messages.first)
        let one = try #require(sink.attachments.first { $0.key.key.id.hasSuffix("/one") })
        #expect(
            message.body.blocks == [
                .paragraph([.text("before")]), .paragraph([.image(one.key, alt: "plan")]),
                .paragraph([.text("after")]),
            ])
        #expect(message.attachments.map(\.key.id) == ["\(TeamsFolder.group)/\(Self.first)/two"])
        #expect(sink.lossCounts == ["teams.chat.not-described": 1])
    }

    @Test("pictures alone are the message")
    func alone() throws {
        let sink = try Self.pictures("<div>IMG1<br>IMG2</div>")
        #expect(sink.messages.first?.body.isEmpty == true)
        #expect(
            sink.messages.first?.attachments.map(\.key.id)
                == ["one", "two"].map {
                    "\(TeamsFolder.group)/\(Self.first)/\($0)"
                })
        #expect(sink.lossCounts == ["teams.chat.not-described": 1])
    }

    @Test("a picture of a list or a quote stays in it")
    func inside() throws {
        let sink = try Self.pictures("<blockquote><p>x IMG1</p></blockquote>")
        #expect(sink.messages.first?.body.plain == "> x plan")
        #expect(sink.messages.first?.attachments.isEmpty == true)
    }
}
