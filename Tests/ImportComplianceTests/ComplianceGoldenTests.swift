// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryJSON
import FerryModel
import FerryTestImports
import FerryTestKit
import Glibc
import ImportCompliance
import Testing

/// The samples in `samples/compliance` against their `expected.json`: what is recognised, how many records of each
/// kind, which losses, the people, rooms and memberships, and every message as one line.
///
/// With `FERRY_WRITE_EXPECTED` set the files are written instead; look at the difference before committing it.
struct ComplianceGoldenTests {
    private static let folder = Checkout.root + "/samples/compliance"

    static let samples = TestFile.names(in: folder)

    @Test("what comes out of a sample is what stands beside it", arguments: samples)
    func golden(_ name: String) throws {
        let path = Self.folder + "/" + name
        let actual = try Self.outcome(path + "/archive")
        let expected = try ExpectedFile.read(ofSample: path, actual: actual)
        for key in ExpectedFile.keys(expected, actual) {
            #expect(actual[key] == expected[key], "\(name): \(key)")
        }
    }

    @Test("reading a sample twice yields the same records", arguments: samples)
    func twice(_ name: String) throws {
        guard let first = try? ComplianceFolder.read(Self.folder + "/" + name + "/archive") else { return }
        let second = try ComplianceFolder.read(Self.folder + "/" + name + "/archive")
        #expect(first.records == second.records)
        #expect(first.losses == second.losses)
    }

    private static func outcome(_ path: String) throws -> JSONValue {
        do {
            let recognition = try ComplianceImporter().recognise(try Archive.open(path))
            let sink = try ComplianceFolder.read(path)
            var records: [String: JSONValue] = [:]
            for kind in RecordKind.allCases {
                let count = sink.records.values.count { $0.kind == kind }
                if count > 0 { records[kind.rawValue] = .int(Int64(count)) }
            }
            return [
                "layout": .string(recognition?.layout ?? ""),
                "lacks": .array((recognition?.lacks ?? []).map { .string($0.rawValue) }),
                "records": .object(records), "bytes": .int(Int64(sink.bytes.count)),
                "losses": .object(sink.lossSums.mapValues { .int(Int64($0)) }),
                "workspaces": strings(sink.workspaces.map { "\($0.key.key.id): \($0.name)" }),
                "people": strings(sink.people.map(line)), "rooms": strings(sink.channels.map(line)),
                "memberships": strings(sink.memberships.map(line)),
                "messages": .array(sink.messages.map { .string(line($0)) }),
            ]
        } catch let failure as Failure {
            return ["refused": .string(failure.what)]
        }
    }

    private static func strings(_ lines: [String]) -> JSONValue { .array(lines.sorted().map { .string($0) }) }

    private static func line(_ person: Person) -> String {
        "\(person.key.key.id) \(person.role.rawValue) \(person.handle), \(person.displayName)"
            + person.addresses.map { " <\($0)>" }.joined()
    }

    private static func line(_ room: Channel) -> String {
        let before =
            room.previousNames.isEmpty ? "" : ", before " + room.previousNames.joined(separator: ", ")
        return "\(room.key.key.id) \(room.kind.rawValue): \(room.name)\(before)"
    }

    private static func line(_ membership: Membership) -> String {
        var words = [membership.channel.key.id, membership.person.key.id]
        if let joined = membership.joinedAt { words.append("joined \(joined.milliseconds)") }
        if let left = membership.leftAt { words.append("left \(left.milliseconds)") }
        return words.joined(separator: " ")
    }

    private static func line(_ message: Message) -> String {
        var words = [message.sentAt.utcText, message.key.key.id, message.author.key.id, message.kindWord()]
        if message.editedAt != nil { words.append("edited") }
        if message.deletedAt != nil { words.append("deleted") }
        words += message.attachments.map { "+" + $0.key.id }
        return words.joined(separator: " ") + ": " + message.body.plain
    }
}
