// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryJSON
import FerryModel
import FerryTestImports
import FerryTestKit
import Glibc
import ImportWebex
import Testing

/// The samples in `samples/webex` against their `expected.json`: what is recognised, and every record and loss as a
/// line.
///
/// With `FERRY_WRITE_EXPECTED` set the files are written instead; look at the difference before committing it.
struct WebexGoldenTests {
    static let samples = TestFile.names(in: WebexFolder.samples)

    @Test("what comes out of a sample is what stands beside it", arguments: samples)
    func golden(_ name: String) throws {
        let path = WebexFolder.samples + "/" + name
        let actual = try Self.outcome(path + "/archive")
        let expected = try ExpectedFile.read(ofSample: path, actual: actual)
        for key in ExpectedFile.keys(expected, actual) {
            #expect(actual[key] == expected[key], "\(name): \(key)")
        }
    }

    @Test(
        "every file that a message names arrives with the bytes that stand in the archive", arguments: samples
    )
    func bytes(_ name: String) throws {
        let archive = try Archive.open(WebexFolder.samples + "/" + name + "/archive")
        let sink = ListSink()
        try ArchiveReading(archive, importers: [WebexImporter()], source: nil).read(into: sink)
        for attachment in sink.attachments {
            guard case .entry(let entry) = attachment.location else { continue }
            #expect(sink.bytes[entry] == (try TestFile.bytes(archive.path + "/" + entry)))
        }
    }

    private static func outcome(_ path: String) throws -> JSONValue {
        let recognition = try WebexImporter().recognise(try Archive.open(path))
        let sink = try WebexFolder.read(path)
        let records = sink.records.values
        func sorted(_ lines: [String]) -> JSONValue { .array(lines.sorted().map { .string($0) }) }
        return [
            "layout": .string(recognition?.layout ?? ""),
            "lacks": .array((recognition?.lacks ?? []).map { .string($0.rawValue) }),
            "losses": sorted(sink.losses.map { line($0, path) }),
            "workspaces": sorted(sink.workspaces.map { "\($0.key.key.id) \($0.name)" }),
            "people": sorted(sink.people.map(line)), "channels": sorted(sink.channels.map(line)),
            "memberships": sorted(sink.memberships.map(line)),
            "attachments": sorted(sink.attachments.map(line)),
            "messages": .array(sink.messages.map { .string(line($0)) }),
            "records": .int(Int64(records.count)),
        ]
    }

    private static func line(_ loss: Loss, _ path: String) -> String {
        let place = loss.place.map { " at " + ($0.entry ?? "the archive") } ?? ""
        return "\(loss.code) \(loss.state.rawValue) \(loss.key?.id ?? "-") ×\(loss.count)\(place)"
    }

    private static func line(_ person: Person) -> String {
        "\(person.key.key.id) \(person.role.rawValue)\(person.departed ? " departed" : ""): \(person.displayName) "
            + "<\(person.addresses.joined(separator: ", "))>\(person.avatar == nil ? "" : " with picture")"
    }

    private static func line(_ channel: Channel) -> String {
        "\(channel.key.key.id) \(channel.kind.rawValue) in \(channel.workspace.key.id)"
            + "\(channel.archived ? " archived" : ""): \(channel.name)"
            + (channel.topic.isEmpty ? "" : " (\(channel.topic))")
    }

    private static func line(_ membership: Membership) -> String {
        "\(membership.channel.key.id) \(membership.person.key.id) \(membership.role.rawValue) "
            + "\(membership.joinedAt?.milliseconds ?? 0)–\(membership.leftAt?.milliseconds ?? 0)"
    }

    private static func line(_ attachment: FerryModel.Attachment) -> String {
        var place = ""
        switch attachment.location {
        case .entry(let entry): place = entry.split(separator: "/").suffix(2).joined(separator: "/")
        case .missing(let code): place = code
        }
        return "\(attachment.key.key.id) \(attachment.name) [\(attachment.mediaType)] → \(place)"
    }

    private static func line(_ message: Message) -> String {
        var words = [
            "\(message.sentAt.milliseconds)", message.key.key.id, message.author.key.id, message.kindWord(),
        ]
        if let root = message.threadRoot { words.append("in " + root.key.id) }
        if message.editedAt != nil { words.append("edited") }
        if message.deletedAt != nil { words.append("deleted") }
        words += message.attachments.map { "+" + $0.key.id }
        return words.joined(separator: " ") + ": " + message.body.plain
    }
}
