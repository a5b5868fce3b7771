// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import FerryModel
import Testing

@testable import FerryReport

@Suite("Reports are the same bytes for the same figures")
struct GoldenReportTests {
    private let report = PlanReport(summary: Samples.plan, people: Samples.people, rooms: Samples.rooms)

    @Test("the plan's page, tables and JSON are as recorded")
    func plan() throws {
        let folder = try TestFolder()
        let reports = ReportFolder(path: folder.path + "/reports")
        try PlanReport.write(
            Samples.plan, to: reports, people: { try Samples.people.forEach($0) },
            rooms: { try Samples.rooms.forEach($0) }, losses: Samples.planLosses)
        for name in TestFile.names(in: reports.path) {
            try Golden.expect(try TestFile.text(reports.path(of: name)), equals: name)
        }
        #expect(
            TestFile.names(in: reports.path) == [
                "plan-balance.csv", "plan-losses.csv", "plan-people.csv", "plan-rooms.csv", "plan.html",
                "plan.json",
            ])
        try Golden.expect(report.html(.german), equals: "plan.de.html")
        try Golden.expect(report.html(.french), equals: "plan.fr.html")
        try Golden.expect(PreviewPage([Samples.preview]).html, equals: "preview.html")
    }

    @Test("the upload's page, table and JSON are as recorded")
    func upload() throws {
        let folder = try TestFolder()
        let reports = ReportFolder(path: folder.path)
        try UploadReport(Samples.stuckUpload).write(to: reports)
        for name in ["upload.html", "upload.json", "upload-stuck.csv"] {
            try Golden.expect(try TestFile.text(reports.path(of: name)), equals: name)
        }
        try Golden.expect(UploadReport(Samples.stuckUpload).html(.german), equals: "upload.de.html")
    }

    @Test("the verification's page, table and JSON are as recorded")
    func verify() throws {
        let folder = try TestFolder()
        let reports = ReportFolder(path: folder.path)
        let table = try DifferenceTable(in: reports)
        for difference in Samples.unproven.differences { try table.append(difference) }
        try table.finish()
        try VerifyReport(Samples.unproven).write(to: reports)
        for name in ["verify.html", "verify.json", "verify-differences.csv"] {
            try Golden.expect(try TestFile.text(reports.path(of: name)), equals: name)
        }
        try Golden.expect(VerifyReport(Samples.proven).html(), equals: "verify-proven.html")
        try Golden.expect(VerifyReport(Samples.unproven).html(.french), equals: "verify.fr.html")
    }

    @Test("the pages of every other state are as recorded, each in one language")
    func states() throws {
        let empty = PlanReport(summary: PlanSummary(), people: [], rooms: [])
        try Golden.expect(empty.html(.german), equals: "plan-empty.de.html")
        var whole = Samples.plan
        whole.losses = []
        whole.balance = whole.balance.mapValues { Balance(parsed: $0.parsed, carried: $0.parsed) }
        whole.sourceBalance = whole.sourceBalance.mapValues {
            $0.mapValues { Balance(parsed: $0.parsed, carried: $0.parsed) }
        }
        whole.profile = "tchap"
        try Golden.expect(
            PlanReport(summary: whole, people: [], rooms: []).html(.french), equals: "plan-whole.fr.html")
        try Golden.expect(UploadReport(Samples.pausedUpload).html(.french), equals: "upload-paused.fr.html")
        var done = Samples.pausedUpload
        (done.ending, done.done, done.ready) = (.complete, 594_410, 0)
        try Golden.expect(UploadReport(done).html(.german), equals: "upload-done.de.html")
        try Golden.expect(VerifyReport(Samples.proven).html(.german), equals: "verify-proven.de.html")
        try Golden.expect(VerifyReport(VerifySummary()).html(.french), equals: "verify-empty.fr.html")
    }

    @Test("the terminal's lines are as recorded")
    func terminal() throws {
        try Golden.expect(TerminalSummary.plan(Samples.plan), equals: "plan.txt")
        try Golden.expect(TerminalSummary.upload(Samples.stuckUpload), equals: "upload.txt")
        try Golden.expect(TerminalSummary.verify(Samples.proven), equals: "verify.txt")
    }
}
