// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

/// One message and its channel, in every form in which tools save what Graph answers.
struct TeamsFormsTests {
    private static let id: Int64 = 1_673_251_200_000
    private static var message: String { TeamsFolder.post(id, "Grüße 😀") }
    private static var key: String { "\(TeamsFolder.channel)/\(id)" }

    private func check(_ sink: ListSink, count: Int = 1) {
        #expect(sink.messages.count == count)
        #expect(sink.message(Self.key)?.body.plain == "Grüße 😀")
        #expect(sink.lossCounts["teams.json.broken-file"] == nil)
        #expect(sink.lossCounts["teams.element.unknown"] == nil)
    }

    @Test(
        "arrays, pages, single messages, lines, pages behind and inside each other",
        arguments: [
            "[\(message)]", message, "\n \(message)\n", message + "\n" + message, message + message,
            #"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#x","@odata.count":1,"@odata.nextLink":"https://x","value":[\#(message)]}"#,
            #"{"value":[\#(message)],"Count":1}"#, #"{"Value":[\#(message)]}"#,
            #"{"value":[\#(message)]} {"value":[\#(message)]}"#, #"[{"value":[\#(message)]},{"value":[]}]"#,
            #"{"messages":[\#(message)]}"#,
        ])
    func forms(text: String) throws {
        check(try TeamsFolder(["a.json": text]).read())
    }

    @Test("keys in the way of the admin centre's export are the same keys")
    func pascal() throws {
        var text = Self.message
        for key in [
            "id", "messageType", "createdDateTime", "chatId", "from", "user", "displayName",
            "userIdentityType",
            "body", "contentType", "content", "channelIdentity", "teamId", "channelId",
        ] {
            text.replace("\"\(key)\":", with: "\"\(key.prefix(1).uppercased() + key.dropFirst())\":")
        }
        check(try TeamsFolder(["a.json": "[" + text + "]"]).read())
    }

    @Test("byte order marks and UTF-16 of both orders")
    func encodings() throws {
        let text = "[" + Self.message + "]"
        let little = text.utf16.flatMap {
            [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
        }
        let big = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        for bytes in [
            [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + little, little, [0xFE, 0xFF] + big, big,
        ] {
            let folder = try TeamsFolder([:])
            try folder.write("a.json", bytes)
            check(try folder.read())
        }
    }

    @Test("what ConvertTo-Json cut off is stated, and what can be saved of it is")
    func cutOff() throws {
        let text = #"""
            {"id":"\#(Self.id)","messageType":"message","createdDateTime":"\/Date(\#(Self.id))\/","chatId":null,
             "channelIdentity":"@{teamId=\#(TeamsFolder.team); channelId=\#(TeamsFolder.channel)}",
             "from":{"application":null,"user":"@{id=\#(TeamsFolder.anna); displayName=Anna; userIdentityType=aadUser}"},
             "body":"@{contentType=html; content=<p>Grüße 😀</p>}","reactions":"System.Object[]"}
            """#
        let sink = try TeamsFolder(["a.json": text]).read()
        check(sink)
        #expect(sink.messages.first?.author.key.id == TeamsFolder.anna)
        #expect(sink.lossCounts["teams.json.cut-off"] == 1)
    }

    @Test("a file cut off anywhere: what stands before is carried, the rest is one loss")
    func truncated() throws {
        let messages = (0..<4).map { TeamsFolder.post(Self.id + $0, "m\($0) ä") }
        for text in [
            "[" + messages.joined(separator: ",") + "]",
            #"{"value":["# + messages.joined(separator: ",") + "]}",
        ] {
            let whole = Array(text.utf8)
            let folder = try TeamsFolder([:])
            for length in stride(from: 12, to: whole.count, by: 7) {
                try folder.write("a.json", Array(whole[..<length]))
                let sink = try folder.read()
                let start = String(decoding: whole[..<length], as: UTF8.self)
                #expect(sink.messages.count == messages.count { start.contains($0) })
                #expect(sink.lossCounts["teams.json.broken-file"] == 1)
            }
        }
    }

    @Test("a broken element is one loss, what stands around it is carried")
    func broken() throws {
        let text = "[" + TeamsFolder.post(Self.id + 1, "a") + #",{"id": tru},"# + Self.message + "]"
        let sink = try TeamsFolder(["a.json": text]).read()
        check(sink, count: 2)
        #expect(sink.lossCounts["teams.json.broken-element"] == 1)
    }

    @Test("files that hold no objects, errors, calendar entries and strangers are stated")
    func strangers() throws {
        let sink = try TeamsFolder([
            "a.json": "[" + Self.message + ",7,{},[]]", "b.json": "hello",
            "c.json": #"{"error":{"code":"Forbidden"}}"#,
            "users/\(TeamsFolder.anna)/meetings_\(TeamsFolder.anna).json":
                #"[{"Id":"1","Subject":"s","Attendees":[],"Organizer":{},"Body":{"Content":""}},{"Id":"2","Attendees":[]}]"#,
            "notes.txt": "x",
        ]).read()
        #expect(sink.messages.count == 1)
        #expect(sink.losses.filter { $0.code == "teams.element.unknown" }.map(\.count) == [3])
        #expect(sink.losses.filter { $0.code == "teams.meeting.not-supported" }.map(\.count) == [2])
        for code in ["teams.json.not-json", "teams.graph.error", "teams.entry.unknown"] {
            #expect(sink.lossCounts[code] == 1)
        }
    }
}
