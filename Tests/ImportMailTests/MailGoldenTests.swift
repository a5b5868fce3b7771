// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryJSON
import FerryModel
import FerryTestImports
import FerryTestKit
import Glibc
import ImportMail
import Testing

/// The samples in `samples/mail` against their `expected.json`: what is recognised, how many records of each kind, which
/// losses, every file and every message as one line.
///
/// With `FERRY_WRITE_EXPECTED` set the files are written instead; look at the difference before committing it.
struct MailGoldenTests {
    private static let folder = Checkout.root + "/samples/mail"

    static let samples = TestFile.names(in: folder)

    @Test("what comes out of a sample is what stands beside it", arguments: samples)
    func golden(_ name: String) throws {
        let path = Self.folder + "/" + name
        let actual = try Self.outcome(path)
        let expected = try ExpectedFile.read(ofSample: path, actual: actual)
        for key in ExpectedFile.keys(expected, actual) {
            #expect(actual[key] == expected[key], "\(name): \(key)")
        }
    }

    @Test("reading a sample twice gives the same", arguments: samples)
    func twice(_ name: String) throws {
        #expect(try Self.outcome(Self.folder + "/" + name) == Self.outcome(Self.folder + "/" + name))
    }

    @Test("without its options a sample brings nothing", arguments: samples)
    func unnamed(_ name: String) throws {
        let sink = ListSink()
        let archive = try Archive.open(Self.folder + "/" + name + "/archive")
        #expect(throws: Failure.self) { try MailImporter().read(archive, into: sink) }
        #expect(sink.records.isEmpty)
    }

    private static func options(_ path: String) throws -> MailOptions {
        let value = try JSONValue(parsing: TestFile.bytes(path + "/options.json"))
        func texts(_ key: String) -> [String] { value[key]?.elements.compactMap(\.string) ?? [] }
        return MailOptions(lists: texts("lists"), mailboxes: texts("mailboxes"), domains: texts("domains"))
    }

    private static func outcome(_ path: String) throws -> JSONValue {
        let recognition = try MailImporter().recognise(try Archive.open(path + "/archive"))
        let sink = try MailFolder.read(path + "/archive", try options(path))
        var records: [String: JSONValue] = [:]
        for kind in RecordKind.allCases {
            let count = sink.records.values.count { $0.kind == kind }
            if count > 0 { records[kind.rawValue] = .int(Int64(count)) }
        }
        var losses: [String: JSONValue] = [:]
        for (code, found) in Dictionary(grouping: sink.losses, by: \.code) {
            losses[code] = .int(Int64(found.reduce(0) { $0 + $1.count }))
        }
        return [
            "layout": .string(recognition?.layout ?? ""), "records": .object(records),
            "losses": .object(losses),
            "channels": .array(
                sink.channels.map { "\($0.key.key.id) \($0.kind) in \($0.workspace.key.id): \($0.name)" }
                    .sorted().map { .string($0) }),
            "people": .array(sink.people.map { person($0) }.sorted().map { .string($0) }),
            "files": .array(sink.attachments.map { file($0, sink) }.sorted().map { .string($0) }),
            "messages": .array(sink.messages.map { .string(line($0)) }),
        ]
    }

    private static func person(_ person: Person) -> String {
        "\(person.key.key.id) (\(person.role)): \(person.displayName)"
            + (person.addresses.count > 1 ? " \(person.addresses)" : "")
    }

    private static func file(_ file: FerryModel.Attachment, _ sink: ListSink) -> String {
        var size = "missing"
        if case .entry(let entry) = file.location {
            size = sink.bytes[entry].map { "\($0.count) bytes" } ?? "no bytes"
        }
        return "\(file.key.key.id) \(file.name) \(file.mediaType) \(size)"
            + (file.link.map { " " + $0 } ?? "")
    }

    private static func line(_ message: Message) -> String {
        var words = [message.key.key.id, message.author.key.id, "\(message.kind)", message.sentAt.utcText]
        if let root = message.threadRoot { words.append("in " + root.key.id) }
        if let parent = message.replyTo { words.append("to " + parent.key.id) }
        words += message.attachments.map { "+" + $0.key.id }
        return words.joined(separator: " ") + ": " + message.body.plain
    }
}
