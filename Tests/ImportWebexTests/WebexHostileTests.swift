// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryModel
import FerryTestImports
import Glibc
import Testing

@testable import ImportWebex

struct WebexHostileTests {
    private static let hostile = WebexFolder.samples + "/hostile/archive"

    @Test("nothing ends the import, and nobody gets bytes that may be another's")
    func hostile() throws {
        let sink = try WebexFolder.read(Self.hostile)
        let entries = sink.attachments.filter { attachment in
            if case .entry = attachment.location { true } else { false }
        }
        #expect(entries.isEmpty)
        #expect(sink.messages.count { $0.body.plain == "m30" } == 1)
    }

    @Test("values of the wrong type in every place lose themselves at most")
    func wrongTypes() throws {
        let odd = [
            "null", "7", "true", #""text""#, "[]", "{}", "[[]]", "[7]", #"[{}]"#, #"["\ud83d"]"#, "1e999",
        ]
        let keys = [
            "parentId", "roomType", "text", "markdown", "html", "files", "personId", "personEmail",
            "attachments",
            "mentionedPeople", "mentionedGroups", "updated", "isVoiceClip",
        ]
        var messages: [String] = []
        for (index, key) in keys.enumerated() {
            for (other, value) in odd.enumerated() {
                messages.append(
                    """
                    {"id":"ciscospark://us/MESSAGE/\(index)-\(other)","roomId":"ciscospark://us/ROOM/r",\
                    "personId":"ciscospark://us/PEOPLE/p","created":"2023-03-01T08:00:00Z","\(key)":\(value)}
                    """)
            }
        }
        let sink = try WebexFolder(["messages.json": "{\"items\":[" + messages.joined(separator: ",") + "]}"])
            .read()
        let said = sink.messages.filter { $0.kind != .system(.other("stub")) }
        #expect(said.count == messages.count)
    }

    @Test("a page made of nothing but marks, and a thread of many replies, cost no more than their length")
    func large() throws {
        let mark = "<span style='line-height:32px;'><span class='css_email"
        let room = "ciscospark://us/ROOM/r"
        let replies = (0..<5_000).map { number in
            let parent = number == 0 ? "" : ",\"parentId\":\"ciscospark://us/MESSAGE/m0\""
            return """
                {"id":"ciscospark://us/MESSAGE/m\(number)","roomId":"\(room)","roomType":"group","personId":"p",\
                "text":"x","created":"2023-03-01T08:00:00.000Z"\(parent)}
                """
        }
        let page = "<div class='css_messagetext'>" + String(repeating: mark, count: 30_000)
        let folder = try WebexFolder([
            "R/R.json": "[" + replies.joined(separator: ",") + "]", "R/R.html": page,
        ])
        let start = secondsOfThisThread()
        #expect(try folder.read().messages.count == 5_000)
        #expect(secondsOfThisThread() - start < 60)
    }

    @Test("a message with more files than anybody can send keeps the first thousand")
    func manyFiles() throws {
        let message = """
            {"id":"ciscospark://us/MESSAGE/m","roomId":"ciscospark://us/ROOM/r","personId":"p",\
            "created":"2023-03-01T08:00:00Z","files":[\(Array(repeating: "1", count: 3_000).joined(separator: ","))]}
            """
        let sink = try WebexFolder(["messages.json": "{\"items\":[\(message)]}"]).read()
        #expect(sink.attachments.count == 1_000)
        #expect(sink.losses.first { $0.code == "webex.file.too-many" }?.count == 2_000)
    }

    @Test("what is no archive of Webex is not taken for one")
    func foreign() throws {
        let files = [
            ["channels.json": #"[{"id":"C0","name":"general","created":1,"creator":"U0","members":[]}]"#],
            [
                "messages.json":
                    #"{"messages":[{"id":"1","roomId":"2","created":"2023-03-01T08:00:00Z","personId":"x"}]}"#
            ],
            ["value.json": #"{"value":[{"id":"1","chatId":"19:x@thread.v2","body":{"content":"x"}}]}"#],
            ["data.js": "const data = {\"conversations\":[[{\"id\":\"1\",\"html\":\"x\"}]]}"], ["a.txt": "x"],
        ]
        for files in files {
            let folder = try WebexFolder(files)
            #expect(try WebexImporter().recognise(try Archive.open(folder.path)) == nil, "\(files.keys)")
        }
    }

    @Test("replies are looked up again where more messages came than are remembered")
    func manyMessages() {
        var threads = WebexThreads(limit: 1)
        threads.note("a")
        threads.note("b")
        threads.refer(to: "b", in: "r", at: Timestamp(milliseconds: 5))
        #expect(threads.isIncomplete)
        #expect(threads.missing.map(\.id) == ["b"])
        threads.note("b")
        #expect(threads.missing.isEmpty)
    }
}

/// The seconds that this thread has worked: others may keep the machine busy as long as they like.
private func secondsOfThisThread() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec
}
