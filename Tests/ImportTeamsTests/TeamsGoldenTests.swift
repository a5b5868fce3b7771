// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryJSON
import FerryModel
import FerryTestImports
import FerryTestKit
import Glibc
import ImportTeams
import Testing

/// The samples in `samples/teams` against their `expected.json`: what is recognised, the places with who is in them,
/// which losses, every reaction and every message as one line.
///
/// With `FERRY_WRITE_EXPECTED` set the files are written instead; look at the difference before committing it.
struct TeamsGoldenTests {
    private static let folder = Checkout.root + "/samples/teams"

    // Their figures are their own; see TeamsSampleTests.
    static let samples = TestFile.names(in: folder).filter { !["graph", "admin-export"].contains($0) }

    @Test("what comes out of a sample is what stands beside it", arguments: samples)
    func golden(_ name: String) throws {
        let path = Self.folder + "/" + name
        let actual = try Self.outcome(path + "/archive")
        let expected = try ExpectedFile.read(ofSample: path, actual: actual)
        for key in ExpectedFile.keys(expected, actual) {
            #expect(actual[key] == expected[key], "\(name): \(key)")
        }
    }

    private static func outcome(_ path: String) throws -> JSONValue {
        let recognition = try TeamsImporter().recognise(try Archive.open(path))
        let sink = try TeamsFolder.read(path)
        func strings(_ lines: [String]) -> JSONValue { .array(lines.map { .string($0) }) }
        return [
            "layout": .string(recognition?.layout ?? ""),
            "workspaces": strings(sink.workspaces.map { $0.key.key.id + " " + $0.name }.sorted()),
            "people": strings(sink.people.map(line).sorted()),
            "channels": strings(
                sink.channels.map { channel in
                    let members = sink.memberships.filter { $0.channel == channel.key }.map(line).sorted()
                    return line(channel) + ": " + members.joined(separator: ", ")
                }.sorted()),
            "files": strings(
                sink.attachments.map { "\($0.name) (\($0.mediaType)): \($0.location)" }.sorted()),
            "losses": .object(
                Dictionary(grouping: sink.losses, by: \.code).mapValues { losses in
                    .int(Int64(losses.reduce(0) { $0 + $1.count }))
                }),
            "reactions": strings(
                sink.reactions.map { reaction in
                    let time = reaction.reactedAt.map { "\($0.milliseconds)" } ?? "-"
                    return "\(reaction.person.key.id) \(reaction.emoji.text) \(time)"
                }.sorted()),
            "messages": strings(sink.messages.map(line)),
        ]
    }

    private static func line(_ person: Person) -> String {
        let departed = person.departed ? " departed" : ""
        return "\(person.key.key.id) \(person.displayName) \(person.role)\(departed) \(person.addresses)"
    }

    private static func line(_ channel: Channel) -> String {
        var words = [channel.key.key.id, "\(channel.kind)", "\"\(channel.name)\""]
        if channel.archived { words.append("archived") }
        if channel.isPartial { words.append("partial") }
        if !channel.topic.isEmpty { words.append("(\(channel.topic))") }
        return words.joined(separator: " ")
    }

    private static func line(_ membership: Membership) -> String {
        var words = [membership.person.key.id]
        if membership.role != .unstated { words.append("\(membership.role)") }
        if membership.isGuess { words.append("guess") }
        if let time = membership.joinedAt { words.append("from \(time.milliseconds)") }
        if let time = membership.leftAt { words.append("until \(time.milliseconds)") }
        return words.joined(separator: " ")
    }

    private static func line(_ message: Message) -> String {
        var words = [message.key.key.id, message.author.key.id, message.kindWord()]
        if let root = message.threadRoot { words.append("in " + root.key.id) }
        if let answered = message.replyTo { words.append("answers " + answered.key.id) }
        if message.editedAt != nil { words.append("edited") }
        if message.deletedAt != nil { words.append("deleted") }
        words += message.attachments.map { "+" + $0.key.id }
        return words.joined(separator: " ") + ": " + message.body.plain
    }
}
