// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryJSON
import FerryModel
import FerryTestImports
import Testing

struct TeamsHostileTests {
    private static let first: Int64 = 1_673_251_200_000
    private static let odd = [
        "null", "7", "true", #""text""#, #""@{a=b}""#, "[]", "{}", "[[]]", "[7]", #"{"user":7}"#, "[{}]",
        #"["\ud83d"]"#,
        "1e999", #"{"id":{"id":[]}}"#,
    ]

    @Test("values of the wrong type everywhere lose themselves at most")
    func wrongTypes() throws {
        let keys = [
            "createdDateTime", "lastEditedDateTime", "deletedDateTime", "subject", "importance", "replyToId",
            "from",
            "attachments", "mentions", "reactions", "policyViolation", "eventDetail", "channelIdentity",
            "replies",
            "webUrl", "summary", "messageType", "hostedContents",
        ]
        for key in keys {
            let messages = Self.odd.enumerated().map {
                TeamsFolder.message(Self.first + Int64($0), "x", "\"\(key)\":\($1)")
            }
            let sink = try TeamsFolder(["messages.json": "[" + messages.joined(separator: ",") + "]"]).read()
            #expect(sink.carriedMessages == Self.odd.count, "\(key)")
        }
        for key in ["id", "chatId", "body"] {
            let messages = Self.odd.enumerated().map {
                TeamsFolder.message(Self.first + Int64($0), "x", "\"\(key)\":\($1)")
            }
            let sink = try TeamsFolder(["messages.json": "[" + messages.joined(separator: ",") + "]"]).read()
            #expect(sink.carriedMessages + sink.lostMessages >= Self.odd.count - 2, "\(key)")
        }
    }

    @Test("lists of chats, channels, teams, members and users of the wrong types do not hurt")
    func wrongLists() throws {
        for template in [
            #"{"id":"19:a@thread.v2","chatType":#,"members":#,"topic":#,"messages":#,"onlineMeetingInfo":#}"#,
            #"{"id":"19:a@thread.tacv2","membershipType":"standard","displayName":#,"description":#,"members":#}"#,
            #"{"id":"\#(TeamsFolder.team)","isArchived":#,"displayName":#,"channels":#,"members":#}"#,
            #"{"userId":#,"roles":#,"displayName":#,"email":#}"#,
            ##"{"id":"x","userPrincipalName":"a#EXT#@b","mail":#,"proxyAddresses":#,"accountEnabled":#}"##,
        ] {
            let elements = Self.odd.map {
                template.replacing("#,", with: $0 + ",").replacing("#}", with: $0 + "}")
            }
            let sink = try TeamsFolder(["a.json": "[" + elements.joined(separator: ",") + "]"]).read()
            #expect(sink.lossCounts["teams.json.broken-element"] == nil)
        }
    }

    @Test("a body of a hundred thousand nested elements keeps its text and is stated")
    func nested() throws {
        let html = String(repeating: "<div>", count: 100_000) + "deep"
        let sink = try TeamsFolder(messages: TeamsFolder.message(Self.first, html)).read()
        #expect(sink.messages.first?.body.plain == "deep")
        #expect(sink.lossCounts["teams.body.cut"] == 1)
    }

    @Test("JSON nested too deeply is one broken element")
    func deepJSON() throws {
        let deep = String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
        let sink = try TeamsFolder(
            messages: TeamsFolder.message(Self.first, "x", "\"a\":" + deep),
            TeamsFolder.message(Self.first + 1, "y")
        ).read()
        #expect(sink.messages.map(\.body.plain) == ["y"])
        #expect(sink.lossCounts["teams.json.broken-element"] == 1)
    }

    @Test("cards that hold themselves, forwards inside forwards, ids that are paths")
    func tricky() throws {
        let inner =
            #"{\"originalMessageContent\":\"<attachment id='f'></attachment>x\",\"attachments\":[{\"id\":\"f\",\"contentType\":\"forwardedMessageReference\",\"content\":{\"originalMessageContent\":\"<attachment id='f'></attachment>y\"}}]}"#
        let sink = try TeamsFolder(
            messages:
                TeamsFolder.message(
                    Self.first, #"<attachment id='f'></attachment>"#,
                    #""attachments":[{"id":"f","contentType":"forwardedMessageReference","content":"\#(inner)"}]"#
                ),
            TeamsFolder.message(Self.first + 1, "x", #""id":"../../etc/passwd""#),
            TeamsFolder.message(
                Self.first + 2, "x",
                #""attachments":[{"id":"../x","contentType":"reference","contentUrl":"javascript:alert(1)","name":"../../x"}]"#
            )
        ).read()
        #expect(sink.messages.count == 3)
        #expect(sink.message("\(TeamsFolder.group)/\(Self.first)")?.body.plain == "> > y\nx")
    }

    @Test("reading twice gives the same records")
    func repeatable() throws {
        let path = TeamsFolder.fixtures + "/graph-docs-json-2023"
        let first = try TeamsFolder.read(path)
        let second = try TeamsFolder.read(path)
        #expect(first.records == second.records)
        #expect(first.losses == second.losses)
    }

    @Test("every message element is one message or one loss")
    func balance() throws {
        for path in ["/graph-docs-json-2023", "/admin-export-sample"] {
            let archive = try Archive.open(TeamsFolder.fixtures + path)
            var keys: Set<String> = []
            var keyless = 0
            func count(_ element: JSONElement) {
                let type = element["messageType"] ?? element["MessageType"]
                if type?.string != nil {
                    let identity = element["channelIdentity"] ?? element["ChannelIdentity"]
                    let room =
                        (element["chatId"] ?? element["ChatId"])?.string
                        ?? (identity?["channelId"] ?? identity?["ChannelId"])?.string
                    // One example says where it stands in the answer's context only.
                    if let id = (element["id"] ?? element["Id"])?.string {
                        keys.insert((room ?? "context") + "/" + id)
                    } else {
                        keyless += 1
                    }
                }
                for inner in element.elements { count(inner) }
                for key in ["value", "replies"] {
                    for inner in element[key]?.elements.map({ $0 }) ?? [] { count(inner) }
                }
            }
            for entry in archive.entries where entry.name.hasSuffix(".json") {
                count(try JSONDocument(parsing: try archive.bytes(of: entry)).root)
            }
            let sink = try TeamsFolder.read(archive.path)
            #expect(keys.count == sink.carriedMessages)
            #expect(keyless == sink.lostMessages)
        }
    }
}
