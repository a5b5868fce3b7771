// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryTestImports
import ImportMail
import Testing

@Suite("An interrupted import of mail")
struct MailResumeTests {
    /// Ends the import after so many records, and remembers the last position kept.
    private final class StoppingSink: RecordSink {
        struct Stop: Error {}

        let list = ListSink()
        var left: Int
        var resumesAt: String?
        private(set) var kept: String?
        private(set) var messages = 0

        init(left: Int, resumesAt: String? = nil) {
            self.left = left
            self.resumesAt = resumesAt
        }

        func take(_ record: Record) throws {
            left -= 1
            if left < 0 { throw Stop() }
            if case .message = record { messages += 1 }
            try list.take(record)
        }
        func take(_ loss: Loss) throws { try list.take(loss) }
        func advance(bytes: Int64) {}
        func checkpoint(_ position: String) throws { kept = position }
        func wantedEntries() throws -> Set<String> { [] }
        func takeBytes(
            ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
        ) throws {}
    }

    @Test("goes on behind the last mail that is kept, and comes to the same")
    func resumed() throws {
        let mails = (0..<1_000).map { number in
            "From -\n"
                + MailFolder.mail(
                    "m\(number)@x", minute: number % 60,
                    from: "Person \(number % 7) <p\(number % 7)@example.org>",
                    more: number % 5 == 0 ? "References: <m\(max(0, number - 1))@x>" : "",
                    "Text number \(number).") + "\n"
        }
        let folder = try MailFolder(["a.mbox": mails.joined()])
        let archive = try Archive.open(folder.path)
        let importer = MailImporter(MailOptions(lists: ["a.mbox = dev.example.org"]))
        let whole = StoppingSink(left: .max)
        try importer.read(archive, into: whole)

        let first = StoppingSink(left: 700)
        #expect(throws: StoppingSink.Stop.self) { try importer.read(archive, into: first) }
        let position = try #require(first.kept)
        let second = StoppingSink(left: .max, resumesAt: position)
        try importer.read(archive, into: second)

        #expect(second.messages == 1_000 - 512)
        let both = first.list.records.merging(second.list.records) { $1 }
        #expect(both == whole.list.records)
        #expect(whole.list.people.count == 7)
    }
}
