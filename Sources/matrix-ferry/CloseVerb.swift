// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import FerryJSON
import FerryModel
import FerryReport
import FerryStore
import FerryUpload
import Glibc

/// `matrix-ferry close`: the end of a migration.
struct CloseVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Verifies once more, removes the import devices, seals the manifest.",
        discussion: """
            For after the hand-over. Refuses with exit code 4 unless verify proves everything. Afterwards nothing \
            can be imported, planned or uploaded here any more; verify, report and status go on working.
            """)

    @OptionGroup var common: CommonOptions

    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus) {
        let migration = try Migration(common)
        let lock = try migration.lock()
        defer { withExtendedLifetime(lock) {} }
        let store = try migration.store()
        if let closing = try store.closing() {
            console.say("the migration was closed at \(closing.at.utcText) already")
            return (Self.summary(closing, devices: 0), .done)
        }
        try store.requireOpen()
        guard try !store.isPlanStale(inputs: migration.planInputs()) else {
            throw Failure(
                .planStale, "there are archives, mappings or settings that are not planned yet",
                at: migration.directory,
                remedy: "run `matrix-ferry plan` and `matrix-ferry upload`, then close")
        }
        return try await close(migration, store, console)
    }

    private func close(
        _ migration: Migration, _ store: Store, _ console: Console
    ) async throws -> (summary: JSONValue, status: ExitStatus) {
        var verified = VerifySummary()
        let devices = try await DeviceRemoval(
            store: store, homeserver: migration.homeserver(), user: "@\(migration.bot):\(migration.server)",
            logger: common.logger()
        ).run {
            // A copy of the migration that still goes on elsewhere could change what is being proven.
            verified = try await VerifyStage(migration: migration, store: store, console: console)
                .verify(anew: true)
            return verified.isProven
        }
        guard let devices, let manifest = verified.manifest else {
            console.complain("not closed: the homeserver does not hold everything; see reports/verify.html")
            return (verified.json, .differences)
        }
        try SealedManifest.seal(manifest, in: ReportFolder(path: migration.reportsPath))
        try store.close(at: Timestamp(seconds: Int64(time(nil))), manifest: manifest.digest)
        console.say("closed: \(devices.removed) import devices removed")
        if devices.refused > 0 {
            console.say("\(devices.refused) import devices could not be removed; they do no harm")
        }
        console.say("sealed: \(migration.reportsPath)/\(SealedManifest.name), SHA-256 \(manifest.digest.hex)")
        guard let closing = try store.closing() else { return ([:], .bug) }
        return (Self.summary(closing, devices: devices.removed), .done)
    }

    private static func summary(_ closing: Store.Closing, devices: Int) -> JSONValue {
        [
            "closed": true, "at": .string(closing.at.utcText), "devices": .int(Int64(devices)),
            "manifest": ["file": .string(SealedManifest.name), "sha256": .string(closing.manifest.hex)],
        ]
    }
}
