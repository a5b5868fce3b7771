// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryPlan
import FerryStore
import FerryTestRecords
import Testing

@testable import FerryReport

private typealias Small = SmallWorkspace

@Suite("The preview of a room")
struct PreviewTests {
    private func page(_ records: [Record], of room: String, last: Int = 80) throws -> String? {
        let migration = try TestMigration()
        try migration.take(records, entries: ["f.pdf": [1]])
        let options = PlanOptions(server: "x.org", bot: "ferry", migration: TestMigration.id)
        _ = try Planner.plan(migration.store, options: options, mapping: .empty)
        let previews = try migration.store.previews(of: room, last: last)
        return previews.isEmpty ? nil : PreviewPage(previews).html
    }

    private static let town = [
        Small.workspace, Small.who("anna", name: "Anna"), Small.who("eve", name: "<b>Eve</b>"),
        Small.room("general"), Small.member("anna", of: "general"),
        Small.message("1", in: "general", by: "anna", at: 1100, "Lunch?", edited: 1150),
        Small.message("2", in: "general", by: "eve", at: 1200, "<script>alert(1)</script>", root: "1"),
        Small.message("3", in: "general", by: "anna", at: 1300, "gone", deleted: 1400),
        Small.message("4", in: "general", by: "anna", at: 1500, "", files: ["f"]),
        Small.file("f", name: "menu.pdf", entry: "f.pdf"),
        Small.reaction("👍", to: "1", in: "general", by: "anna"),
        Small.reaction("👍", to: "1", in: "general", by: "eve"),
    ]

    @Test("shows who said what when, threads, edits, deletions, files and reactions")
    func whole() throws {
        let html = try #require(try page(Self.town, of: "General"))
        for expected in [
            "<bdi class=\"name\">Anna</bdi> <time>1\u{A0}January\u{A0}1970,\u{A0}00:18\u{A0}UTC</time>",
            "Lunch?", "edited",
            "in a thread",
            "<em>Deleted</em>", "File: menu.pdf", "<li>👍 2</li>", "Anna joined",
        ] {
            #expect(html.contains(expected), "\(expected)")
        }
        #expect(!html.contains("gone"))
    }

    @Test("lets nothing of an archive become markup")
    func hostile() throws {
        let html = try #require(try page(Self.town, of: "slack:T1:channel:general"))
        #expect(!html.contains("<script"))
        #expect(!html.contains("<b>Eve"))
        #expect(html.contains("&lt;b&gt;Eve&lt;/b&gt;"))
        #expect(html.contains("&lt;script&gt;alert(1)"))
    }

    @Test("shows the end of a long room, and nothing of a room there is not")
    func ends() throws {
        let html = try #require(try page(Self.town, of: "general", last: 4))
        #expect(!html.contains("Lunch?"))
        #expect(html.contains("The last 4 of "))
        #expect(try page(Self.town, of: "nowhere") == nil)
    }
}
