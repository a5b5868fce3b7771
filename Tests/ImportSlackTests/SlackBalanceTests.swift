// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryJSON
import FerryModel
import FerryTestImports
import Testing

/// Message elements in the day files, counted apart from the importer, are messages plus losses.
struct SlackBalanceTests {
    /// Elements that state a time count once for each channel and time, the others each for itself.
    private static func elements(_ archive: Archive) throws -> Int {
        var known: Set<String> = []
        var timeless = 0
        for entry in archive.entries where entry.name.contains("/") && entry.name.hasSuffix(".json") {
            let parts = entry.name.split(separator: "/")
            guard parts.last?.count == 15, !parts[0].hasPrefix("__") else { continue }
            for element in try JSONDocument(parsing: try archive.bytes(of: entry)).root.elements {
                let inner = element["message"] ?? element["previous_message"] ?? element
                if let time = inner["ts"]?.string {
                    known.insert(parts.dropLast().joined(separator: "/") + "/" + time)
                } else {
                    timeless += 1
                }
            }
        }
        return known.count + timeless
    }

    @Test("the balance holds for an export of others")
    func others() throws {
        let path = SlackFolder.fixtures + "/slack-export-viewer/testarchive.zip"
        let sink = try SlackFolder.read(path)
        #expect(try Self.elements(try Archive.open(path)) == sink.carriedMessages + sink.lostMessages)
    }

    @Test("the balance holds for an export of odd messages")
    func odd() throws {
        let folder = try SlackFolder(
            messages: "null", #"{"text":"no time"}"#, #"{"user":"U1","text":"a","ts":"1577880000.000100"}"#,
            #"{"user":"U1","text":"a","ts":"1577880000.000100"}"#,
            #"{"subtype":"tombstone","ts":"1577880001.000100"}"#,
            #"{"user":"U1","text":"r","ts":"1577880002.000100","thread_ts":"1500000000.000100"}"#,
            #"{"subtype":"message_deleted","ts":"1577880003.000100","previous_message":{"user":"U1","text":"d","ts":"1577880000.500000"}}"#,
            #"{"subtype":"message_changed","ts":"1577880004.000100","message":{"user":"U1","text":"b","ts":"1577880000.000100"},"previous_message":{}}"#
        )
        let sink = try folder.read()
        #expect(try Self.elements(try Archive.open(folder.path)) == 6)
        #expect(sink.carriedMessages + sink.lostMessages == 6)
    }
}
