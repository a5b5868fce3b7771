// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import MatrixEvents
import Testing

@Suite("What identifies an event")
struct IdentityTests {
    private let message = SourceKey(.slack, workspace: "T012", .message, id: "C034/1735689600.000100")

    // A contract: rooms of running migrations are found again by these very values.
    @Test("never changes")
    func knownValues() {
        let marker = Marker(message, part: "", migration: "m1")
        #expect(marker.id == "7b9158771ccd2f30d27d092f86727a7e8db4cff02529efd3186a897d1bb6b973")
        #expect(
            Marker(message, part: "file:1", migration: "m1").id
                == "4a6035b8d6855352cfb39070fafe4e3590d7d6ab361db41dcbe23edbb29b5c16")
        #expect(
            TransactionID(message, part: "", migration: "m1").text
                == "848509d2bbe0db64438fa52bf9a6fb9a851696a899c6716e626d9d019ec5ca2a")
        #expect(
            TransactionID(message, part: "file:1", migration: "m1").text
                == "efb3b199da7a604d5dfd94de05369f211455e234460ac5a18c83475d85815ed0")
        #expect(Marker.name == "eu.matrix-ferry.source")
        #expect(marker.value == ["id": .string(marker.id), "migration": "m1"])
    }

    @Test("is different for every key, part and migration")
    func unique() {
        var markers: Set<String> = []
        var transactions: Set<String> = []
        var count = 0
        for workspace in ["T", "T:", "T:message"] {
            for id in ["1", "1:edit", "", "file:1"] {
                for part in ["", "file:1", "edit:1", "redact"] {
                    for migration in ["a", "b", "ab"] {
                        let key = SourceKey(.slack, workspace: workspace, .message, id: id)
                        let marker = Marker(key, part: part, migration: migration)
                        markers.insert(marker.id + marker.migration)
                        transactions.insert(TransactionID(key, part: part, migration: migration).text)
                        count += 1
                    }
                }
            }
        }
        #expect(markers.count == count)
        #expect(transactions.count == count)
    }

    @Test("is read back from an event's content, and from nothing less")
    func readBack() throws {
        let marker = Marker(message, part: "x", migration: "m1")
        let content: JSONValue = [Marker.name: marker.value, "body": "x"]
        let read = try JSONDocument(parsing: content.canonicalBytes())
        #expect(Marker(in: read.root) == marker)
        for less in [
            [:], [Marker.name: ["id": "x"]], [Marker.name: "x"], [Marker.name: ["id": 1, "migration": "m"]],
        ]
            as [JSONValue]
        {
            #expect(Marker(in: try JSONDocument(parsing: less.canonicalBytes()).root) == nil)
        }
    }

    @Test("of a user follows the grammar")
    func userIDs() throws {
        let user = try #require(UserID("@anna.w=1_2-3/4+5:example.org:8448"))
        #expect(user.localpart == "anna.w=1_2-3/4+5")
        #expect(UserID(localpart: "anna", server: "example.org")?.text == "@anna:example.org")
        let wrong = [
            "anna:example.org", "@anna", "@:example.org", "@anna:", "@a b:x", "@a\u{0}:x", "@a\u{a0}b:x", "",
            "@",
        ]
        for text in wrong { #expect(UserID(text) == nil, "\(text)") }
        // These could be registered once, and never again.
        for localpart in ["Anna", "än", "a\u{301}", "a!b"] {
            #expect(UserID(localpart: localpart, server: "x") == nil)
            #expect(UserID("@\(localpart):x")?.isHistorical == true, "\(localpart)")
        }
        #expect(!user.isHistorical)
        let longest = String(repeating: "a", count: 255 - 3)
        #expect(UserID(localpart: longest, server: "x") != nil)
        #expect(UserID(localpart: longest + "a", server: "x") == nil)
        #expect(UserID("@\(longest)A:x") == nil)
    }

    @Test("of an alias follows the grammar")
    func aliases() throws {
        let alias = try #require(RoomAlias("#town-hall/büro:example.org:8448"))
        #expect(alias.localpart == "town-hall/büro")
        #expect(RoomAlias(localpart: "a", server: "x")?.text == "#a:x")
        for text in ["a:x", "#a", "#:x", "#a:", "#a b:x", "#a\u{0}:x", "#a\u{202e}b:x", "#", ""] {
            #expect(RoomAlias(text) == nil, "\(text)")
        }
        let longest = String(repeating: "ü", count: 126)
        #expect(RoomAlias(localpart: longest, server: "x")?.text.utf8.count == 255)
        #expect(RoomAlias(localpart: longest + "a", server: "x") == nil)
    }
}
