// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import Testing

@testable import ImportWebex

/// Files whose names stand in transcripts only.
struct WebexTranscriptTests {
    private static let room = "ciscospark://us/ROOM/00000301-0000-4000-8000-000000000301"

    /// A message of the minute, with so many files.
    private static func message(_ minute: Int, files: Int = 0, parent: Int? = nil, text: String = "x")
        -> String
    {
        let two = minute < 10 ? "0\(minute)" : "\(minute)"
        let urls = (0..<files).map { "\"https://webexapis.com/v1/contents/\(minute)-\($0)\"" }
        let parent = parent.map { ",\"parentId\":\"\(id($0))\"" } ?? ""
        let list = urls.isEmpty ? "" : ",\"files\":[" + urls.joined(separator: ",") + "]"
        return """
            {"id":"\(id(minute))","roomId":"\(room)","roomType":"group","personId":"anna","personEmail":"anna@amt.example",\
            "text":"\(text)","created":"2023-03-01T08:\(two):00.000Z"\(parent)\(list)}
            """
    }

    private static func id(_ minute: Int) -> String { "ciscospark://us/MESSAGE/m\(minute)" }

    private static func block(_ files: String...) -> String {
        "<div class='css_messagetext'>x"
            + files.map {
                "<br><div id='fileicon'></div><span style='line-height:32px;'><a href='files/\($0)'>\($0)</a>  (1 B)</span>"
            }
            .joined() + "</div>"
    }

    private func page(_ messages: [String], _ blocks: [String], sort: String = "yes (default)") throws
        -> ListSink
    {
        let head =
            "<div class='cssRoomName'>   R&nbsp;Sort old-new: <span>\(sort)</span>Max messages:<span> 1000 </span>"
        let folder = try WebexFolder([
            "R/R.json": "[" + messages.joined(separator: ",") + "]", "R/R.html": head + blocks.joined(),
            "R/files/a.txt": "a", "R/files/b.txt": "b", "R/files/c.txt": "c",
        ])
        return try folder.read()
    }

    private func entries(_ sink: ListSink) -> [String: String] {
        sink.attachments.reduce(into: [:]) { found, attachment in
            switch attachment.location {
            case .entry(let entry): found[attachment.key.key.id] = entry
            case .missing(let code): found[attachment.key.key.id] = code
            }
        }
    }

    @Test("files follow the order in which the page shows threads")
    func threads() throws {
        // Newest first, a reply of minute 3 to the message of minute 1, which minute 2 does not separate.
        let messages = [
            Self.message(3, files: 1, parent: 1), Self.message(2, files: 1), Self.message(1, files: 1),
        ]
        let sink = try page(messages, [Self.block("a.txt"), Self.block("b.txt"), Self.block("c.txt")])
        #expect(entries(sink) == ["m1/0": "R/files/a.txt", "m3/0": "R/files/b.txt", "m2/0": "R/files/c.txt"])
        #expect(sink.channels.first?.name == "R")
    }

    @Test("also where the page shows the newest thread first, each in its own order")
    func newestFirst() throws {
        let messages = [
            Self.message(3, files: 1, parent: 1), Self.message(2, files: 1), Self.message(1, files: 1),
        ]
        let sink = try page(
            messages, [Self.block("a.txt"), Self.block("b.txt"), Self.block("c.txt")], sort: "no")
        #expect(entries(sink) == ["m2/0": "R/files/a.txt", "m1/0": "R/files/b.txt", "m3/0": "R/files/c.txt"])
    }

    @Test("a page that does not fit the messages gives no file to anybody")
    func misfit() throws {
        let messages = [Self.message(2, files: 1), Self.message(1)]
        let tooMany = try page(messages, [Self.block(), Self.block(), Self.block("a.txt")])
        #expect(entries(tooMany) == ["m2/0": "webex.file.name-unknown"])
        let elsewhere = try page(messages, [Self.block("a.txt"), Self.block()])
        #expect(entries(elsewhere) == ["m2/0": "webex.file.name-unknown"])
    }

    @Test("of two messages of one second by one person nobody knows whose the file is")
    func sameSecond() throws {
        let line = "2023-03-01T08:01:00 anna@amt.example: "
        func read(_ second: String) throws -> ListSink {
            let folder = try WebexFolder([
                "R/R.json": "{\"items\":[\(Self.message(1, files: 1)),\(second)]}",
                "R/space_details.json":
                    "{\"space\":{\"id\":\"\(Self.room)\",\"title\":\"R\",\"type\":\"group\"}}",
                "R/R.txt": line + "x\n" + line + "Attachment: a.txt (1 bytes, text/plain)\n",
                "R/attachments/a.txt": "a",
            ])
            return try folder.read()
        }
        #expect(entries(try read(Self.message(2)))["m1/0"] == "R/attachments/a.txt")
        let twin = Self.message(1, files: 1).replacingFirst("MESSAGE/m1", with: "MESSAGE/m2")
        #expect(Set(entries(try read(twin)).values) == ["webex.file.name-unknown"])
    }
}
