// SPDX-License-Identifier: Apache-2.0
import FerryStore
import ArgumentParser
import FerryJSON
import FerryModel
import Logging

/// `matrix-ferry run ARCHIVE...`: everything, for cron.
struct RunVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Imports, plans, uploads and verifies: the line for cron.",
        discussion: """
            Archives that have not changed are not read again, and a plan that still holds is carried on. Exit \
            code 75 means: paused, run the same line again.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var flags: UploadFlags

    @Flag(name: [.customShort("n"), .customLong("dry-run")], help: "Stops after the plan and its report.")
    var isDryRun = false

    @OptionGroup var reading: ArchiveOptions

    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus) {
        let migration = try Migration(common)
        let lock = try migration.lock()
        defer { withExtendedLifetime(lock) {} }
        let store = try migration.store()
        let kind = try reading.kind()
        let importing = ImportStage(migration: migration, store: store, console: console)
        let imported = try importing.read(reading.archives, source: kind, skipsKnown: true)
        var summary: JSONValue = ["import": imported.summary]
        if let status = imported.interruption { return (summary, status) }
        let planning = PlanStage(migration: migration, store: store, console: console)
        let plan: PlanSummary
        if let newest = try store.newestPlan(), try !store.isPlanStale(inputs: migration.planInputs()) {
            console.say("plan \(newest.number) still holds")
            plan = newest
        } else {
            plan = try planning.plan()
        }
        summary["plan"] = plan.json
        guard !isDryRun else { return (summary, PlanStage.status(plan)) }
        let upload = try await UploadStage(
            migration: migration, store: store, console: console, logger: try common.logger()
        ).upload(flags)
        summary["upload"] = upload.json
        guard upload.ending == .complete else { return (summary, UploadStage.status(upload)) }
        let verify = try await VerifyStage(migration: migration, store: store, console: console).verify()
        summary["verify"] = verify.json
        guard verify.isProven else { return (summary, .differences) }
        let isWhole = plan.losses.isEmpty && upload.wedged + upload.skipped == 0
        return (summary, isWhole ? .done : .doneWithLosses)
    }
}
