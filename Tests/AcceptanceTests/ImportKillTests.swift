// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Glibc
import Testing

/// The program dies at any moment of an import and of planning, is run again, and comes to the same in the end.
@Suite(.serialized, .timeLimit(.minutes(40))) struct ImportKillTests {
    /// What the store must hold in the end, row for row. What only the undisturbed run may differ in is left out: the
    /// number of the plan, when the planning that was killed had been put down already.
    private static let tables = [
        "source_key", "workspace", "person", "channel", "membership", "message", "reaction", "pin",
        "attachment",
        "loss", "account", "decision", "lane", "operation",
    ]

    private static let archiveRow = "SELECT path, digest, source, layout, lacks, bytes, state FROM archive;"

    private func rows(_ migration: TestMigration) async throws -> String {
        let sql = Self.tables.map { "SELECT '\($0)', * FROM \($0) ORDER BY 2;" }.joined(separator: "\n")
        return try await BlockingWork.run {
            try SQLiteFile.ask(sql + Self.archiveRow, ofCopyOf: migration.store)
        }
    }

    private func plan(_ migration: TestMigration) throws -> JSONValue {
        var plan = try JSONValue(parsing: try TestFile.text(migration.directory + "/reports/plan.json"))
        plan["plan"] = nil
        return plan
    }

    /// An export, a migration that was never disturbed over it, and how often its import called the disk.
    private func prepare(
        _ random: Seed
    ) async throws -> (archive: String, undisturbed: TestMigration, calls: Int) {
        let undisturbed = try TestMigration()
        let archive = undisturbed.folder.path + "/export"
        var export = GeneratedExport(folder: archive, random: random)
        try export.write(messages: 20_000, channels: 12)
        let count = undisturbed.folder.path + "/count"
        let imported = try await undisturbed.run(
            ["import", archive],
            environment: [
                "LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": "count", "FERRY_FAULT_COUNT": count,
            ])
        #expect(imported.code == 3, "\(imported.errors)")
        let planned = try await undisturbed.run(["plan"])
        #expect(planned.code == 3, "\(planned.errors)")
        let calls = Int(try TestFile.text(count).prefix { $0.isNumber }) ?? 0
        return (archive, undisturbed, calls)
    }

    /// Kills an import when it has done most of what it has to do, whatever time that takes on this machine.
    private func killLate(_ migration: TestMigration, _ archive: String, calls: Int) async throws {
        let child = try migration.start(
            ["import", archive], url: "http://127.0.0.1:9",
            environment: ["LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": "kill:\(calls * 7 / 10)"])
        let ending = try await BlockingWork.run { try child.wait() }
        #expect(ending.signal == SIGKILL, "\(ending.errors)")
    }

    /// Another migration of the same name and configuration.
    private func twin(of migration: TestMigration) throws -> TestMigration {
        let twin = try TestMigration()
        for name in ["ferry.yaml", "registration.yaml"] {
            try TestFile.write(
                try TestFile.bytes(migration.directory + "/" + name), to: twin.directory + "/" + name)
        }
        return twin
    }

    @Test func killedWhileItImportsAndPlansItEndsLikeARunThatWasLeftAlone() async throws {
        var random = Seed()
        let again = random.again("ImportKillTests")
        print("ImportKillTests: \(again)")
        let (archive, undisturbed, calls) = try await prepare(random)
        let twin = try twin(of: undisturbed)
        try await killLate(twin, archive, calls: calls)
        let (imports, continued) = try await runUntilThrough(
            twin, ["import", archive], [SIGKILL, SIGKILL, SIGTERM, SIGINT], longest: 300, &random)
        let (plans, _) = try await runUntilThrough(twin, ["plan"], [SIGKILL], longest: 1200, &random)
        print("ImportKillTests: import ended \(imports) times, \(continued) continued, plan \(plans) times")
        #expect(imports >= 1 && continued >= 1 && plans >= 1, "\(again)")
        #expect(try plan(twin) == plan(undisturbed), "\(again)")
        let (left, right) = (try await rows(twin), try await rows(undisturbed))
        #expect(left == right, "\(again)")
        #expect(left.utf8.count > 20_000 * 50)
    }

    /// Runs a verb until it is left alone, ending it at random moments before; gives how often that was, and how
    /// often the next run went on from a checkpoint.
    private func runUntilThrough(
        _ migration: TestMigration, _ arguments: [String], _ signals: [Int32], longest: Int,
        _ random: inout Seed
    ) async throws -> (ended: Int, continued: Int) {
        var ended = 0
        var continued = 0
        // The first moments are too short for any machine to be through; they grow until it is.
        for attempt in 1...60 {
            let child = try migration.start(arguments, url: "http://127.0.0.1:9")
            // A machine that does other things too is through in several times that.
            let most = longest * attempt / 3 * (attempt > 40 ? 4 : 1)
            let moment = Int.random(in: 20...most, using: &random)
            try await Task.sleep(for: .milliseconds(moment))
            child.signal(signals.randomElement(using: &random) ?? SIGKILL)
            let ending = try await BlockingWork.run { try child.wait() }
            if ending.errors.contains("goes on where an earlier import was interrupted") { continued += 1 }
            if ending.signal == nil, ending.code == 3 { return (ended, continued) }
            #expect(
                [SIGKILL, SIGTERM, SIGINT].contains(ending.signal ?? ending.code - 128), "\(ending.errors)")
            ended += 1
        }
        Issue.record("\(arguments[0]) was never through")
        return (ended, continued)
    }

    @Test func archiveThatChangedWhileItWasHalfReadIsReadAnewAndLeavesNothingOfBefore() async throws {
        let random = Seed()
        let again = random.again("ImportKillTests/archiveThatChanged")
        let migration = try TestMigration()
        let archive = migration.folder.path + "/export"
        var export = GeneratedExport(folder: archive, random: random)
        // More than goes into the store at once.
        try export.write(messages: 100_000, channels: 12)
        try await interruptHalfRead(migration, archive)
        let refused = try await migration.run(["plan"])
        #expect(refused.code == 65, "\(refused.errors)")
        for name in TestFile.names(in: archive) where name.hasPrefix("channel-") {
            TestFile.remove(archive + "/" + name)
        }
        let ending = try await migration.run(["import", archive])
        #expect([0, 3].contains(ending.code), "\(ending.errors)")
        #expect(!ending.errors.contains("goes on where"), "\(again)")
        let count = try await BlockingWork.run {
            try SQLiteFile.ask("SELECT count(*) FROM message", ofCopyOf: migration.store)
        }
        #expect(count == "0\n", "\(again)")
    }

    /// Kills an import as soon as it has left messages behind, and long before its end.
    private func interruptHalfRead(_ migration: TestMigration, _ archive: String) async throws {
        let child = try migration.start(["import", archive], url: "http://127.0.0.1:9")
        var count: String?
        for _ in 1...1_200 where count == nil || count == "0\n" {
            try await Task.sleep(for: .milliseconds(100))
            // Before it has made the table there is nothing to ask.
            count = try? await BlockingWork.run {
                try SQLiteFile.ask("SELECT count(*) FROM message", ofCopyOf: migration.store)
            }
        }
        child.signal(SIGKILL)
        let ending = try await BlockingWork.run { try child.wait() }
        try #require(ending.signal == SIGKILL, "it was through before it was caught")
    }
}
