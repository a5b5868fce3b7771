// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryTestImports
import FerryTestKit
import ImportSlack

/// An export as a folder on disk, removed when the test is over.
final class SlackFolder: ExportFolder {
    /// What the importer makes of the folder.
    func read() throws -> ListSink { try Self.read(path) }

    /// What the importer makes of an archive.
    static func read(_ path: String) throws -> ListSink {
        let sink = ListSink()
        try ArchiveReading(try Archive.open(path), importers: [SlackImporter()], source: .slack).read(
            into: sink)
        return sink
    }

    /// The folder of fixtures.
    static let fixtures = Checkout.root + "/Tests/ImportSlackTests/Fixtures"
}

extension SlackFolder {
    /// An export with Anna and Bert and the channel `general` (`C1`), with these messages on one day.
    convenience init(messages: String..., files: [String: String] = [:]) throws {
        var all = [
            "users.json": """
            [{"id":"U1","team_id":"T1","name":"anna","profile":{"display_name":"Anna","email":"anna@e.eu"}},
             {"id":"U2","team_id":"T1","name":"bert","profile":{"real_name":"Bert B"}}]
            """,
            "channels.json": """
            [{"id":"C1","name":"general","created":1577836800,"creator":"U1","members":["U1","U2"],
              "topic":{"value":"&lt;top&gt;"},"purpose":{"value":"talk"}}]
            """,
            "general/2020-01-01.json": "[" + messages.joined(separator: ",") + "]",
        ]
        for (name, text) in files { all[name] = text }
        try self.init(all)
    }
}

extension ListSink {
    /// The messages that stand in day files: all but the stubs of cut-off threads.
    var carriedMessages: Int { messages.count { $0.kind != .system(.other("stub")) } }
}
