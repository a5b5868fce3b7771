// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestKit
import Glibc
import Testing

@testable import FerryReport
@testable import FerryStore

@Suite("A large migration's page stays openable")
struct LargeReportTests {
    @Test("a page shows the first thousand rows and names the tables that have all")
    func large() throws {
        let page = Large(people: 3_000, rooms: 2_000, losses: 400).report.html()
        #expect(page.utf8.count < 3_000_000)
        #expect(page.contains("The first 1,000 of 3,000 rows; all are in plan-people.csv"))
        #expect(page.contains("The first 1,000 of 2,000 rows; all are in plan-rooms.csv"))
        #expect(page.contains("400 reasons for losses"))
        #expect(page.contains("The first 100 of 200 archives"))
    }

    @Test(
        "a hundred thousand people and fifty thousand rooms",
        .enabled(if: getenv("FERRY_TEST_LONG") != nil))
    func huge() throws {
        let folder = try TestFolder()
        let reports = ReportFolder(
            path: getenv("FERRY_TEST_PAGES").map { String(cString: $0) } ?? folder.path)
        let large = Large(people: 100_000, rooms: 50_000, losses: 5_000)
        let clock = ContinuousClock()
        let before = Self.peak()
        let time = try clock.measure {
            try PlanReport.write(
                large.summary, to: reports, people: { try large.people.forEach($0) },
                rooms: { try large.rooms.forEach($0) }, losses: { try large.lossLines.forEach($0) })
        }
        let size = try TestFile.text(reports.path(of: "plan.html")).utf8.count
        print(
            "written in \(time), the page has \(size) bytes, peak \(before) before and \(Self.peak()) after")
        #expect(size < 10_000_000)
        let people = CSV.records(try TestFile.text(reports.path(of: "plan-people.csv")))
        #expect(people.count == 100_001)
    }

    private static func peak() -> String {
        let status = (try? TestFile.text("/proc/self/status")) ?? ""
        return status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }.map(String.init) ?? ""
    }
}

/// Figures and lists of a migration of any size.
private struct Large {
    let summary: PlanSummary
    let people: [Store.PersonLine]
    let rooms: [Store.RoomLine]
    var report: PlanReport { PlanReport(summary: summary, people: people, rooms: rooms) }
    let lossLines: [Loss]

    init(people: Int, rooms: Int, losses: Int) {
        var summary = Samples.plan
        summary.sources = (0..<200).map { index in
            PlanSummary.Source(
                kind: SourceKind.allCases[index % 6].rawValue, path: "archives/part-\(index).zip",
                layout: "workspace export", digest: SHA256.digest(of: "\(index)").hex, bytes: 1_000_000,
                lacks: ["direct messages"])
        }
        summary.losses = (0..<losses).map { index in
            PlanSummary.LossGroup(
                code: "slack.made-up.\(index)", kind: RecordKind.allCases[index % 8],
                state: index % 3 == 0 ? .carriedWithLoss : .notInSource, count: losses - index,
                reason: "something in the archive is as nobody foresaw, for the \(index)th time",
                examples: (0..<5).map { "slack:T012:message:C\(index)/17000000\($0).000100" })
        }
        self.summary = summary
        self.people = (0..<people).map { index in
            Store.PersonLine(
                key: "slack:T012:person:U\(index)", name: "Person Number \(index) of Lindenfurt",
                role: "member",
                isDeparted: index % 5 == 0, user: "@person-\(index):matrix.lindenfurt.example",
                reason: index % 7 == 0 ? "handle" : "mail address")
        }
        self.rooms = (0..<rooms).map { index in
            Store.RoomLine(
                key: "slack:T012:channel:C\(index)", name: "projekt-\(index)", kind: "private",
                messages: rooms - index, events: rooms, members: 7, room: nil)
        }
        lossLines = (0..<losses).map { index in
            Loss(
                code: "slack.made-up.\(index)", kind: .message, state: .notInSource,
                place: Place(
                    archive: "archives/part-1.zip", entry: "general/2026-01-01.json", line: index),
                reason: "something in the archive is as nobody foresaw")
        }
    }
}
