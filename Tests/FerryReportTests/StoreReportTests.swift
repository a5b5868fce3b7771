// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import Testing

@testable import FerryReport

@Suite("Reports come from the store")
struct StoreReportTests {
    private func importChannel(_ name: String, into store: Store, folder: TestFolder) throws {
        let intake = try ArchiveIntake(
            ArchiveIntake.Label(
                path: "archives/\(name).zip", digest: SHA256.digest(of: name), source: .slack,
                layout: "workspace export", lacks: ["direct messages"], bytes: 4_096, version: "test"),
            into: store, media: MediaFolder(path: folder.path + "/media"))
        let workspace = SourceKey(.slack, workspace: "T1", .workspace, id: "T1")
        let person = PersonKey(workspace.sibling(.person, id: "U1"))
        let channel = ChannelKey(workspace.sibling(.channel, id: name))
        try intake.take(.workspace(Workspace(key: WorkspaceKey(workspace), name: "Lindenfurt")))
        try intake.take(
            .person(Person(key: person, handle: "anna", displayName: "Anna", addresses: ["anna@example.org"]))
        )
        try intake.take(
            .channel(Channel(key: channel, workspace: WorkspaceKey(workspace), kind: .public, name: name)))
        for number in Int64(1)...3 {
            try intake.take(
                .message(
                    Message(
                        key: MessageKey(workspace.sibling(.message, id: "\(name)/\(number)")),
                        channel: channel,
                        author: person, sentAt: Timestamp(seconds: 1_700_000_000 + number), order: number,
                        body: RichText(plain: "hello"))))
        }
        try intake.take(
            Loss(
                code: "test.message.unreadable", kind: .message, state: .notSupported,
                place: Place(archive: "archives/\(name).zip", entry: "x.json", line: 7), reason: "no JSON"))
        try intake.finish()
    }

    private let options = PlanOptions(server: "example.org", bot: "ferry", migration: "m1")

    @Test("the same store gives the same bytes, and the balance of the plan")
    func deterministic() throws {
        let folder = try TestFolder()
        let store = try Store(directory: folder.path, migration: "m1")
        let reports = ReportFolder(path: folder.path + "/reports")
        #expect(try PlanReport.write(store, to: reports) == nil)
        try importChannel("allgemein", into: store, folder: folder)
        _ = try Planner.plan(store, options: options, mapping: .empty)
        let names = [
            "plan-balance.csv", "plan-losses.csv", "plan-people.csv", "plan-rooms.csv", "plan.html",
            "plan.json",
        ]
        #expect(try PlanReport.write(store, to: reports)?.isStale == false)
        #expect(TestFile.names(in: reports.path) == names)
        let first = try names.map { try TestFile.text(reports.path(of: $0)) }
        try PlanReport.write(store, to: reports)
        #expect(try names.map { try TestFile.text(reports.path(of: $0)) } == first)
        let json = try JSONValue(parsing: first[5])
        #expect(json["balance"]?["message"]?["parsed"]?.int64 == 4)
        #expect(json["balance"]?["message"]?["notCarried"]?.int64 == 1)
        #expect(json["balanceBySource"]?["slack"]?["message"]?["carried"]?.int64 == 3)
        #expect(CSV.records(first[0]).map(\.fields).contains(["slack", "message", "4", "3", "0", "1"]))
        #expect(CSV.records(first[1]).last?.fields[6] == "x.json")
        #expect(first[4].contains("allgemein"))
    }

    @Test("a report says when archives were imported after its plan")
    func stale() throws {
        let folder = try TestFolder()
        let store = try Store(directory: folder.path, migration: "m1")
        try importChannel("allgemein", into: store, folder: folder)
        _ = try Planner.plan(store, options: options, mapping: .empty)
        try importChannel("bürgerbüro", into: store, folder: folder)
        let report = try #require(try PlanReport(store))
        #expect(report.html().contains("Plan again before you upload."))
    }
}
