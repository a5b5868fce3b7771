// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryJSON
import FerryModel
import FerryTestImports
import FerryTestKit
import Glibc
import ImportZoom
import Testing

/// The samples in `samples/zoom` against their `expected.json`: what is recognised, how many records of each kind,
/// which losses, and every message, reaction and membership as one line. `options.json` beside it is what an
/// administrator would have configured.
///
/// With `FERRY_WRITE_EXPECTED` set the files are written instead; look at the difference before committing it.
struct ZoomGoldenTests {
    private static let folder = Checkout.root + "/samples/zoom"

    static let samples = TestFile.names(in: folder).filter { !$0.hasSuffix(".md") }

    @Test("what comes out of a sample is what stands beside it", arguments: samples)
    func golden(_ name: String) throws {
        let path = Self.folder + "/" + name
        let actual = try Self.outcome(path)
        let expected = try ExpectedFile.read(ofSample: path, actual: actual)
        for key in ExpectedFile.keys(expected, actual) {
            #expect(actual[key] == expected[key], "\(name): \(key)")
        }
    }

    @Test("reading a sample twice gives the same records and losses", arguments: samples)
    func repeatable(_ name: String) throws {
        let path = Self.folder + "/" + name
        let options = try Self.options(path)
        let first = try ZoomFolder.read(path + "/archive", options)
        let second = try ZoomFolder.read(path + "/archive", options)
        #expect(first.records == second.records)
        #expect(first.losses == second.losses)
    }

    @Test("no sample lets a token out", arguments: samples)
    func tokens(_ name: String) throws {
        let path = Self.folder + "/" + name
        let sink = try ZoomFolder.read(path + "/archive", try Self.options(path))
        #expect(!String(describing: sink.records).contains("SECRET"))
        #expect(!String(describing: sink.losses).contains("SECRET"))
    }

    /// What an administrator would have configured for a sample.
    static func options(_ path: String) throws -> ZoomOptions {
        var options = ZoomOptions()
        guard let bytes = try? TestFile.bytes(path + "/options.json") else { return options }
        let stated = try JSONValue(parsing: bytes)
        if let zone = stated["time_zone"]?.string { options.timeZone = try ZoneRules(named: zone) }
        options.meetingDate = stated["meeting_date"]?.string.flatMap { MeetingDate($0) }
        options.privateMessages = stated["private_messages"] == true
        for (name, heading) in stated["columns"]?.members ?? [:] {
            guard let column = ZoomColumn(rawValue: name) else { continue }
            options.columns[column] = heading.string
        }
        return options
    }

    private static func outcome(_ path: String) throws -> JSONValue {
        let options = try options(path)
        let recognition = try ZoomImporter(options).recognise(try Archive.open(path + "/archive"))
        let sink = try ZoomFolder.read(path + "/archive", options)
        var records: [String: JSONValue] = [:]
        for kind in RecordKind.allCases {
            let count = sink.records.values.count { $0.kind == kind }
            if count > 0 { records[kind.rawValue] = .int(Int64(count)) }
        }
        var losses: [String: Int] = [:]
        for loss in sink.losses { losses["\(loss.code) \(loss.state.rawValue)", default: 0] += loss.count }
        return [
            "layout": .string(recognition?.layout ?? ""),
            "lacks": .array((recognition?.lacks ?? []).map { .string($0.rawValue) }),
            "records": .object(records), "bytes": .int(Int64(sink.bytes.count)),
            "losses": .object(losses.mapValues { .int(Int64($0)) }),
            "people": .array(sink.people.map { .string(line($0)) }.sorted { "\($0)" < "\($1)" }),
            "channels": .array(sink.channels.map { .string(line($0)) }.sorted { "\($0)" < "\($1)" }),
            "memberships": .array(sink.memberships.map { .string(line($0)) }.sorted { "\($0)" < "\($1)" }),
            "reactions": .array(sink.reactions.map { .string(line($0)) }.sorted { "\($0)" < "\($1)" }),
            "messages": .array(sink.messages.map { .string(line($0)) }),
        ]
    }

    private static func line(_ person: Person) -> String {
        "\(person.key.key.id) “\(person.displayName)” \(person.role)" + (person.departed ? " departed" : "")
    }

    private static func line(_ channel: Channel) -> String {
        "\(channel.key.key.id) “\(channel.name)” \(channel.kind)" + (channel.archived ? " archived" : "")
    }

    private static func line(_ membership: Membership) -> String {
        var text = membership.channel.key.id + " ← " + membership.person.key.id
        if let joined = membership.joinedAt { text += " from " + joined.utcText }
        if let left = membership.leftAt { text += " until " + left.utcText }
        return text
    }

    private static func line(_ reaction: Reaction) -> String {
        "\(reaction.message.key.id) \(reaction.emoji.text) \(reaction.person.key.id)"
            + (reaction.reactedAt.map { " at " + $0.utcText } ?? "")
    }

    private static func line(_ message: Message) -> String {
        var words = [
            message.sentAt.utcText, message.key.key.id, "by " + message.author.key.id,
            message.kindWord(named: false),
        ]
        if let root = message.threadRoot { words.append("in " + root.key.id) }
        if let target = message.replyTo { words.append("answers " + target.key.id) }
        if message.editedAt != nil { words.append("edited") }
        if message.deletedAt != nil { words.append("deleted") }
        words += message.attachments.map { "+" + $0.key.id }
        return words.joined(separator: " ") + ": " + message.body.plain
    }
}
