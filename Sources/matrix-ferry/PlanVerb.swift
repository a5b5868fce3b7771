// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import FerryJSON
import FerryModel
import FerryReport

/// `matrix-ferry plan`: decides everything before anything is sent.
struct PlanVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plans people, rooms, operations and losses; writes the dry-run report.",
        discussion: """
            Needs neither token nor network, unless --check-server is given. Who becomes which user is proposed in mappings/people.csv, and \
            what becomes of each channel stands in mappings/rooms.csv: edit them and plan again. What an earlier upload has sent stays as it is.
            """)

    @OptionGroup var common: CommonOptions

    @Flag(
        name: .customLong("check-server"),
        help: "Asks the homeserver which of the users exist there already; writes reports/accounts.csv.")
    var checksServer = false

    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus) {
        let migration = try Migration(common)
        let lock = try migration.lock()
        defer { withExtendedLifetime(lock) {} }
        let store = try migration.store()
        let summary = try PlanStage(migration: migration, store: store, console: console).plan()
        var json = summary.json
        if checksServer {
            let check = AccountCheck(
                homeserver: try migration.homeserver(), store: store,
                reports: ReportFolder(path: migration.reportsPath), console: console)
            json["accounts"] = try await check.run()
        }
        return (json, PlanStage.status(summary))
    }
}
