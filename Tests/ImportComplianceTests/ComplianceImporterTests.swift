// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryTestImports
import ImportCompliance
import Testing

struct ComplianceImporterTests {
    static let anna = "anna@lindenfurt.example"
    static let room = "private - bauamt - abcdefghijklmnopqrstuvwxyz"

    static func message(_ text: String, at time: String, more: String = "", login: String = anna) -> String {
        "<Message>\(more)<LoginName>\(login)</LoginName><DateTimeUTC>\(time)</DateTimeUTC>"
            + "<Content>\(text)</Content></Message>"
    }

    static func dump(_ body: String, room: String = room, start: String = "1600000000000", end: String? = nil)
        -> String
    {
        "<FileDump><Conversation Perspective=\"Bauamt\"><RoomID>\(room)</RoomID><StartTimeUTC>\(start)</StartTimeUTC>"
            + body + "<EndTimeUTC>\(end ?? "1600009999000")</EndTimeUTC></Conversation></FileDump>"
    }

    private func read(_ files: [String: String]) throws -> ListSink { try ComplianceFolder(files).read() }

    @Test("seconds and milliseconds are told apart by their size")
    func times() throws {
        for (stated, expected) in [
            ("1600000000", 1_600_000_000_000), ("1600000000123", 1_600_000_000_123),
            ("99999999999", 99_999_999_999_000), ("100000000000", 100_000_000_000),
        ] as [(String, Int64)] {
            let sink = try read(["a.xml": Self.dump(Self.message("x", at: stated))])
            #expect(sink.messages.map(\.sentAt.milliseconds) == [expected])
        }
        for stated in ["", "0", "-1", "1.5", "253402300800000", "99999999999999999999"] {
            let sink = try read(["a.xml": Self.dump(Self.message("x", at: stated))])
            #expect(sink.messages.isEmpty)
            #expect(sink.lossSums == ["compliance.message.no-time": 1])
        }
    }

    @Test("a deletion without an id is found by the text, and a text that begins so is no deletion")
    func oldDeletions() throws {
        let body =
            Self.message("secret", at: "1600000001000")
            + Self.message("delete this please", at: "1600000002000")
            + Self.message("delete secret", at: "1600000003000")
        let sink = try read(["a.xml": Self.dump(body)])
        #expect(sink.messages.map(\.body.plain) == ["", "delete this please"])
        #expect(sink.messages.map { $0.deletedAt?.milliseconds } == [1_600_000_003_000, nil])
        let other = try read(["a.xml": Self.dump(body, room: "PCHAT-1")])
        #expect(other.messages.count == 3)
        #expect(other.messages.allSatisfy { $0.deletedAt == nil })
    }

    @Test("messages without ids have the same keys in every export, and equal ones stay apart")
    func keysWithoutIds() throws {
        let body =
            Self.message("ok", at: "1600000001") + Self.message("ok", at: "1600000001")
            + Self.message("ok", at: "1600000002")
        let first = try read(["a.xml": Self.dump(body)])
        let second = try read([
            "x/b.xml": Self.dump(Self.message("earlier", at: "1600000000") + body),
            "x/c.xml": Self.dump(body),
        ])
        #expect(first.messages.count == 3)
        #expect(second.messages.count == 4)
        #expect(Set(first.messages.map(\.key)).isSubset(of: second.messages.map(\.key)))
        #expect(first.messages.map(\.order) == first.messages.map(\.order).sorted())
    }

    @Test("who is there at the edges of a batch did not join or leave")
    func edges() throws {
        func who(_ kind: String, _ login: String, _ time: String) -> String {
            "<\(kind)><LoginName>\(login)</LoginName><DateTimeUTC>\(time)</DateTimeUTC></\(kind)>"
        }
        let body =
            who("ParticipantEntered", "a", "1600000000000") + who("ParticipantEntered", "b", "1600000005000")
            + who("ParticipantEntered", "c", "1500000000000")
            + who("ParticipantEntered", "d", "1600000000000")
            + who("ParticipantLeft", "a", "1600009999000") + who("ParticipantLeft", "d", "1600000006000")
        let sink = try read(["a.xml": Self.dump(body)])
        let room = "abcdefghijklmnopqrstuvwxyz"
        func times(_ person: String) -> [Int64?] {
            [sink.membership(room, person)?.joinedAt, sink.membership(room, person)?.leftAt]
                .map { $0?.milliseconds }
        }
        #expect(times("a") == [nil, nil])
        #expect(times("b") == [1_600_000_005_000, nil])
        #expect(times("c") == [1_500_000_000_000, nil])
        #expect(times("d") == [nil, 1_600_000_006_000])
        #expect(sink.messages.map(\.author.key.id) == ["c", "b", "d"])
    }

    @Test("one file alone is read whatever its name, a folder by the names in it")
    func containers() throws {
        let folder = try ComplianceFolder(["export": Self.dump(Self.message("x", at: "1600000001"))])
        #expect(try ComplianceFolder.read(folder.path + "/export").messages.count == 1)
        #expect(throws: Failure.self) { try ComplianceFolder.read(folder.path) }
    }

    @Test("other XML is not recognised")
    func others() throws {
        for text in [
            "<rss><channel/></rss>", "{}", "", "From a@b.example Mon Jan  1 00:00:00 2024\n",
            "<html><body/></html>",
            "<!DOCTYPE html><html/>",
        ] {
            let folder = try ComplianceFolder(["a.xml": text, "b.txt": "x"])
            #expect(try ComplianceImporter().recognise(try Archive.open(folder.path)) == nil, "\(text)")
        }
    }

    @Test("the administrator names the system")
    func workspace() throws {
        let folder = try ComplianceFolder(["a.xml": Self.dump(Self.message("x", at: "1600000001"))])
        let sink = try ComplianceFolder.read(folder.path, ComplianceOptions(workspace: "Alter Server"))
        #expect(sink.workspaces.map(\.name) == ["Alter Server"])
        #expect(sink.messages.first?.key.key.workspace == "Alter Server")
    }

    @Test("a file cut anywhere ends no import, and what came before is carried")
    func truncation() throws {
        let body =
            Self.message("one", at: "1600000001000", more: "<MessageId>m1</MessageId>")
            + "<FileTransferEnded><LoginName>\(Self.anna)</LoginName><DateTimeUTC>1600000001000</DateTimeUTC>"
            + "<FileName>f.txt</FileName><Status>Completed</Status></FileTransferEnded>"
            + Self.message("two", at: "1600000002000", more: "<MessageId>m2</MessageId>")
        let text = Self.dump(body)
        let bytes = Array(text.utf8)
        let folder = try ComplianceFolder(["whole.xml": Self.dump("", room: "other"), "f.txt": "f"])
        var counts: [Int] = []
        for length in 0..<bytes.count {
            try folder.write("cut.xml", Array(bytes[..<length]))
            let sink = try folder.read()
            counts.append(sink.messages.count)
            let codes = Set(sink.lossSums.keys).subtracting(["compliance.entry.unknown"])
            #expect(
                codes.isSubset(of: [
                    "compliance.xml.broken", "compliance.xml.unknown", "compliance.message.empty",
                ]))
            #expect(!codes.isEmpty, "cut after \(length)")
        }
        #expect(counts == counts.sorted())
        #expect(counts.last == 2)
    }

    @Test("what Microsoft's page shows is read")
    func fixture() throws {
        let sink = try ComplianceFolder.read(ComplianceFolder.fixtures + "/sfb-persistent-chat")
        #expect(sink.messages.count == 2)
        #expect(sink.messages.map(\.body.plain) == ["hello", ""])
        #expect(sink.people.map(\.displayName) == ["TestUser kazuto"])
        #expect(sink.people.first?.addresses == ["kazuto@litwareinc.com"])
        #expect(sink.workspaces.map(\.name) == ["litwareinc.com"])
        #expect(
            sink.lossSums == [
                "compliance.file.not-in-archive": 1, "compliance.read.not-carried": 2,
                "compliance.visit.not-carried": 1,
            ])
    }
}
