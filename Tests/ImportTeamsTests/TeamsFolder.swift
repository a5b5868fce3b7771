// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryTestImports
import FerryTestKit
import ImportTeams

/// An export as a folder on disk, removed when the test is over.
final class TeamsFolder: ExportFolder {
    /// What the importer makes of the folder.
    func read() throws -> ListSink { try Self.read(path) }

    /// What the importer makes of an archive.
    static func read(_ path: String) throws -> ListSink {
        let sink = ListSink()
        try TeamsImporter().read(try Archive.open(path), into: sink)
        return sink
    }

    /// The folder of fixtures.
    static let fixtures = Checkout.root + "/Tests/ImportTeamsTests/Fixtures"
}

extension TeamsFolder {
    /// Anna's and Bert's ids and their chat's, a channel's and its team's.
    static let anna = "11111111-aaaa-4aaa-8aaa-000000000001"
    static let bert = "11111111-aaaa-4aaa-8aaa-000000000002"
    static let group = "19:0123456789abcdef@thread.v2"
    static let channel = "19:general@thread.tacv2"
    static let team = "22222222-bbbb-4bbb-8bbb-000000000001"

    /// A message of the group chat by Anna, with more members or others in place of these.
    static func message(_ id: Int64, _ html: String, _ more: String = "") -> String {
        """
        {"id":"\(id)","messageType":"message","createdDateTime":"\(time(id))",\
        "chatId":"\(group)","from":{"user":{"id":"\(anna)","displayName":"Anna","userIdentityType":"aadUser"}},\
        "body":{"contentType":"html","content":"\(html)"}\(more.isEmpty ? "" : "," + more)}
        """
    }

    /// Milliseconds as Windows PowerShell writes them, so that tests need no calendar.
    static func time(_ milliseconds: Int64) -> String { #"\/Date(\#(milliseconds))\/"# }

    /// A post in the channel by Anna.
    static func post(_ id: Int64, _ html: String, _ more: String = "") -> String {
        message(
            id, html,
            #""channelIdentity":{"teamId":"\#(team)","channelId":"\#(channel)"},"chatId":null"#
                + (more.isEmpty ? "" : "," + more))
    }

    /// An export of these messages in one file.
    convenience init(messages: String..., files: [String: String] = [:]) throws {
        var all = files
        all["messages.json"] = "[" + messages.joined(separator: ",\n") + "]"
        try self.init(all)
    }
}

extension ListSink {
    /// The messages that stand in files: all but those put in the place of missing ones.
    var carriedMessages: Int { messages.count - (lossCounts["teams.message.referred-to"] ?? 0) }
}
