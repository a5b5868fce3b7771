// SPDX-License-Identifier: Apache-2.0
import FerryStore
import ArgumentParser
import FerryJSON
import FerryModel

/// `matrix-ferry report`: writes the plan's report again.
struct ReportVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Writes the plan's report again, from the store.",
        discussion: "The same store gives the same bytes.")

    @OptionGroup var common: CommonOptions

    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus) {
        let migration = try Migration(common)
        let store = try migration.store()
        guard let summary = try store.newestPlan() else {
            throw Failure(
                .planStale, "nothing is planned yet", at: migration.directory,
                remedy: "run `matrix-ferry plan` first")
        }
        try PlanStage(migration: migration, store: store, console: console).report(summary)
        return (summary.json, .done)
    }
}
