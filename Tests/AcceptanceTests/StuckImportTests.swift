// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc
import Testing

/// An import that comes to no place to stop: one huge document, a disk that does not answer.
@Suite(.serialized, .timeLimit(.minutes(40))) struct StuckImportTests {
    /// Imports an export, never comes back from a call to the disk in its middle, and is sent signals then.
    private func stopStuckImport(by signals: [Int32], codes: [Int32], isTimed: Bool) async throws {
        let calm = try TestMigration()
        let archive = calm.folder.path + "/export"
        var export = GeneratedExport(folder: archive, random: Seed())
        try export.write(messages: 2_000, channels: 4)
        let (calls, messages) = try await calmImport(calm, archive)
        let migration = try TestMigration()
        let stuck = migration.folder.path + "/stuck"
        let child = try migration.start(
            ["import", archive], url: "http://127.0.0.1:9",
            environment: [
                "LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": "stall:\(calls * 7 / 10)",
                "FERRY_FAULT_COUNT": stuck,
            ])
        while access(stuck, F_OK) != 0 { try await Task.sleep(for: .milliseconds(20)) }
        for signal in signals {
            child.signal(signal)
            // Else two that wait are taken in the order of their numbers.
            try await Task.sleep(for: .milliseconds(300))
        }
        let ending = try await BlockingWork.run { try child.wait() }
        #expect(codes.contains(ending.code) && ending.signal == nil, "\(ending.errors)")
        #expect(
            ending.errors.contains("stopped in the middle of something long") == isTimed, "\(ending.errors)")
        let again = try await migration.run(["import", archive])
        #expect([0, 3].contains(again.code), "\(again.errors)")
        #expect(try await self.messages(migration) == messages)
    }

    /// How often an import that nobody disturbs calls the disk, and what it brings.
    private func calmImport(_ calm: TestMigration, _ archive: String) async throws -> (Int, String) {
        let count = calm.folder.path + "/count"
        let ending = try await calm.run(
            ["import", archive],
            environment: [
                "LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": "count", "FERRY_FAULT_COUNT": count,
            ])
        #expect([0, 3].contains(ending.code), "\(ending.errors)")
        return (Int(try TestFile.text(count).prefix { $0.isNumber }) ?? 0, try await messages(calm))
    }

    private func messages(_ migration: TestMigration) async throws -> String {
        try await BlockingWork.run {
            try SQLiteFile.ask("SELECT count(*) FROM message", ofCopyOf: migration.store)
        }
    }

    @Test func importThatIsStuckEndsBySignalAllTheSameAndGoesOnLater() async throws {
        try await stopStuckImport(by: [SIGTERM], codes: [143], isTimed: true)
        try await stopStuckImport(by: [SIGINT], codes: [130], isTimed: true)
    }

    @Test func secondSignalEndsItAtOnce() async throws {
        try await stopStuckImport(by: [SIGTERM, SIGINT], codes: [130, 143], isTimed: false)
    }
}
