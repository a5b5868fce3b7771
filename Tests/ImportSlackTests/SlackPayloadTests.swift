// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryTestImports
import FerryTestKit
import Testing

/// Payloads of others as the messages of an export.
struct SlackPayloadTests {
    static let payloads: [String] = ["slack-go", "java-slack-sdk"].flatMap { folder in
        TestFile.names(in: SlackFolder.fixtures + "/" + folder).filter { $0.hasSuffix(".json") }.map {
            folder + "/" + $0
        }
    }

    @Test("the fixtures are there")
    func present() {
        #expect(Self.payloads.count > 60)
    }

    @Test("every payload becomes messages or losses, one for each element", arguments: payloads)
    func payload(name: String) throws {
        let bytes = try TestFile.bytes(SlackFolder.fixtures + "/" + name)
        let root = try JSONDocument(parsing: bytes).root
        var elements = [bytes]
        // The message inside an event, the blocks of a message, and the payload as an attachment.
        for key in ["event", "message"] {
            if let inner = root[key] { elements.append(inner.rawBytes) }
        }
        elements.append(
            Array(#"{"ts":"1577880000.000100","user":"U1","blocks":["#.utf8) + bytes + Array("]}".utf8))
        elements.append(
            Array(#"{"ts":"1577880001.000100","user":"U1","blocks":[{"type":"rich_text","elements":["#.utf8)
                + bytes + Array("]}]}".utf8))
        elements.append(
            Array(#"{"ts":"1577880002.000100","user":"U1","attachments":["#.utf8) + bytes + Array("]}".utf8))
        let masked = elements.map { String(decoding: $0, as: UTF8.self) }
        // Masked times become real ones, each its own.
        let stated = masked.enumerated().map { index, text in
            text.replacing(#""ts": """#, with: #""ts": "16000000\#(index + 10).000100""#)
        }
        for texts in [masked, stated] {
            let sink = try SlackFolder([
                "users.json": #"[{"id":"U1","team_id":"T1","name":"anna"}]"#,
                "general/2020-01-01.json": "[" + texts.joined(separator: ",") + "]",
            ]).read()
            #expect(sink.carriedMessages + sink.lostMessages >= 3)
            #expect(sink.carriedMessages + sink.lostMessages <= texts.count)
            #expect(!sink.losses.contains { $0.code.hasPrefix("slack.json") })
        }
    }
}
