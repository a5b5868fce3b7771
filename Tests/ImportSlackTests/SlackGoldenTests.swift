// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryJSON
import FerryModel
import FerryTestImports
import FerryTestKit
import Glibc
import ImportSlack
import Testing

/// The samples in `samples/slack` against their `expected.json`: what is recognised, how many records of each kind,
/// which losses, and every message as one line.
///
/// With `FERRY_WRITE_EXPECTED` set the files are written instead; look at the difference before committing it.
struct SlackGoldenTests {
    private static let folder = Checkout.root + "/samples/slack"

    static let samples = TestFile.names(in: folder).filter { name in
        // Its figures are its own; see SlackSampleTests.
        name != "basic"
    }

    @Test("what comes out of a sample is what stands beside it", arguments: samples)
    func golden(_ name: String) throws {
        let path = Self.folder + "/" + name
        let actual = try Self.outcome(path + "/archive")
        let expected = try ExpectedFile.read(ofSample: path, actual: actual)
        for key in ExpectedFile.keys(expected, actual) {
            #expect(actual[key] == expected[key], "\(name): \(key)")
        }
    }

    @Test("no sample lets a token out", arguments: samples)
    func tokens(_ name: String) throws {
        guard let sink = try? SlackFolder.read(Self.folder + "/" + name + "/archive") else { return }
        #expect(!String(describing: sink.records).contains("xoxe-"))
        #expect(!String(describing: sink.losses).contains("xoxe-"))
    }

    private static func outcome(_ path: String) throws -> JSONValue {
        do {
            let recognition = try SlackImporter().recognise(try Archive.open(path))
            let sink = try SlackFolder.read(path)
            var records: [String: JSONValue] = [:]
            for kind in RecordKind.allCases {
                let count = sink.records.values.count { $0.kind == kind }
                if count > 0 { records[kind.rawValue] = .int(Int64(count)) }
            }
            return [
                "layout": .string(recognition?.layout ?? ""),
                "lacks": .array((recognition?.lacks ?? []).map { .string($0.rawValue) }),
                "records": .object(records), "bytes": .int(Int64(sink.bytes.count)),
                "losses": .object(sink.lossCounts.mapValues { .int(Int64($0)) }),
                "messages": .array(sink.messages.map { .string(line($0)) }),
            ]
        } catch let failure as Failure {
            return ["refused": .string(failure.what)]
        }
    }

    private static func line(_ message: Message) -> String {
        var words = [message.key.key.id, message.author.key.id, message.kindWord()]
        if let root = message.threadRoot { words.append("in " + root.key.id) }
        if message.broadcast { words.append("broadcast") }
        if message.editedAt != nil { words.append("edited") }
        if message.deletedAt != nil { words.append("deleted") }
        if let name = message.authorName { words.append("as " + name) }
        words += message.attachments.map { "+" + $0.key.id }
        return words.joined(separator: " ") + ": " + message.body.plain
    }
}
