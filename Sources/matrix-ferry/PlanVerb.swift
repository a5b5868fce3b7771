// SPDX-License-Identifier: Apache-2.0
import FerryModel
import ArgumentParser
import FerryJSON

/// `matrix-ferry plan`: decides everything before anything is sent.
struct PlanVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plans people, rooms, operations and losses; writes the dry-run report.",
        discussion: """
            Needs neither token nor network. Who becomes which user is proposed in mappings/people.csv: edit it and \
            plan again. What an earlier upload has sent stays as it is.
            """)

    @OptionGroup var common: CommonOptions

    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus) {
        let migration = try Migration(common)
        let lock = try migration.lock()
        defer { withExtendedLifetime(lock) {} }
        let summary = try PlanStage(migration: migration, store: migration.store(), console: console).plan()
        return (summary.json, PlanStage.status(summary))
    }
}
