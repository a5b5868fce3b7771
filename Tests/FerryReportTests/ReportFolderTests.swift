// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import FerryModel
import Glibc
import Testing

@testable import FerryReport

@Suite("A report is there whole or not at all")
struct ReportFolderTests {
    private let folder: TestFolder
    private let reports: ReportFolder

    init() throws {
        folder = try TestFolder()
        reports = ReportFolder(path: folder.path + "/reports")
    }

    @Test("a report replaces the one before, and only its owner can read it")
    func replaces() throws {
        try reports.write("plan.html", "old and longer")
        try reports.write("plan.html", "new")
        #expect(try TestFile.text(reports.path(of: "plan.html")) == "new")
        #expect(TestFile.mode(reports.path(of: "plan.html")) == 0o600)
        #expect(TestFile.mode(reports.path) == 0o700)
        #expect(TestFile.names(in: reports.path) == ["plan.html"])
    }

    @Test("a table let go of halfway leaves the old one and nothing else")
    func abandoned() throws {
        try reports.write("plan-losses.csv", "old")
        do {
            let table = try ReportTable("plan-losses.csv", columns: ["a"], in: reports)
            for _ in 0..<20_000 { try table.append(["a row that fills the buffer more than once"]) }
        }
        #expect(try TestFile.text(reports.path(of: "plan-losses.csv")) == "old")
        #expect(TestFile.names(in: reports.path) == ["plan-losses.csv"])
    }

    @Test("a table appears only when it is finished")
    func appearsAtTheEnd() throws {
        let table = try DifferenceTable(in: reports)
        for difference in Samples.unproven.differences { try table.append(difference) }
        #expect(!TestFile.names(in: reports.path).contains("verify-differences.csv"))
        try table.finish()
        #expect(TestFile.names(in: reports.path) == ["verify-differences.csv"])
        #expect(table.count == 3)
        #expect(table.first == Samples.unproven.differences)
    }

    @Test("the summary keeps the first 200 differences, the table all of them")
    func manyDifferences() throws {
        let table = try DifferenceTable(in: reports)
        for number in 0..<500 {
            try table.append(
                VerifySummary.Difference(
                    verdict: .extra, room: "!r", event: "$\(number)", source: "", what: "event"))
        }
        try table.finish()
        #expect(table.first.count == 200)
        let records = CSV.records(try TestFile.text(reports.path(of: "verify-differences.csv")))
        #expect(records.count == 501)
        #expect(records.last?.fields[2] == "$499")
    }

    @Test("a write that fails says so and leaves the old report")
    func failing() throws {
        try reports.write("plan.json", "old")
        // Something in the way of the file that is to be renamed.
        let inTheWay = "\(reports.path)/.plan.json.\(getpid()).partial"
        #expect(mkdir(inTheWay, 0o700) == 0)
        #expect { try reports.write("plan.json", "new") } throws: { ($0 as? Failure)?.kind == .storage }
        #expect(try TestFile.text(reports.path(of: "plan.json")) == "old")
    }

    @Test("a full disk ends the report, names the remedy and leaves the old one")
    func fullDisk() throws {
        try reports.write("plan.json", "old")
        let temporary = reports.path + "/.temporary"
        let file = ReportFile(
            descriptor: open("/dev/full", O_WRONLY), temporary: temporary,
            final: reports.path(of: "plan.json"), folder: reports.path)
        try file.append("new")
        #expect {
            try file.finish()
        } throws: { error in
            let failure = error as? Failure
            return failure?.kind == .storage && failure?.remedy.hasPrefix("free disk space") == true
        }
        #expect(try TestFile.text(reports.path(of: "plan.json")) == "old")
    }

    @Test("a link in place of the temporary file is not followed")
    func links() throws {
        try reports.write("plan.json", "old")
        try TestFile.write("precious", to: folder.path + "/precious")
        let temporary = "\(reports.path)/.plan.json.\(getpid()).partial"
        #expect(symlink(folder.path + "/precious", temporary) == 0)
        #expect(throws: Failure.self) { try reports.write("plan.json", "new") }
        #expect(try TestFile.text(folder.path + "/precious") == "precious")
    }
}
