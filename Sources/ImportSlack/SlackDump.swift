// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryArchive
internal import FerryJSON
internal import FerryModel

/// A file that holds one channel, as slackdump's dumps do: an object whose `messages` hold their replies.
struct SlackDump {
    /// Where the messages are in such a file.
    static let path = SplitPath.array(underKey: "messages")

    /// The messages that hang on one in its `slackdump_thread_replies`.
    static func replies(_ message: JSONElement) -> [JSONElement] {
        message["slackdump_thread_replies"]?.elements.map { $0 } ?? []
    }

    /// The channel's name, which stands before the messages; empty when the file does not say.
    static func name(_ entry: ArchiveEntry, _ archive: Archive) throws -> String {
        struct Enough: Error {}
        var head: [UInt8] = []
        do {
            try archive.read(entry) { chunk in
                head.append(contentsOf: chunk.prefix(4096))
                throw Enough()
            }
        } catch is Enough {
            // The start of the file is all that is needed.
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            return ""
        }
        let text = String(decoding: head, as: UTF8.self)
        guard let mark = text.firstRange(of: "\"messages\"") else { return "" }
        // Closed behind the comma, what stands before is an object of its own.
        guard let document = try? JSONDocument(parsing: text[..<mark.lowerBound] + "\"messages\":0}") else {
            return ""
        }
        return document.root.text("name") ?? ""
    }
}
