// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import FerryJSON
import FerryModel
import FerryReport
import FerryStore

/// `matrix-ferry plan`: decides everything before anything is sent.
struct PlanVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plans people, rooms, operations and losses; writes the dry-run report.",
        discussion: """
            Needs neither token nor network, unless --check-server is given. Who becomes which user is proposed in mappings/people.csv, and \
            what becomes of each channel stands in mappings/rooms.csv: edit them and plan again. What an earlier upload has sent stays as it is.
            """)

    /// What is said where the comparison with the homeserver is broken off.
    static let interrupted = "interrupted: the plan is made, the homeserver was not asked to the end"

    @OptionGroup var common: CommonOptions

    @Flag(
        name: .customLong("check-server"),
        help:
            "Asks the homeserver which users and aliases it has already and how large files may be; writes reports/accounts.csv, aliases.csv and files.csv."
    )
    var checksServer = false

    @Option(
        name: .customLong("preview"),
        help: ArgumentHelp(
            "Shows how a room will look, by its channel's name or key: reports/preview.html. May be repeated.",
            valueName: "room"))
    var previewed: [String] = []

    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus) {
        Interruption.listen(patience: PlanStage.patience)
        let migration = try Migration(common)
        let lock = try migration.lock()
        defer { withExtendedLifetime(lock) {} }
        let store = try migration.store()
        let summary = try PlanStage(migration: migration, store: store, console: console).plan()
        var json = summary.json
        var status = PlanStage.status(summary)
        if checksServer {
            let isWhole = try await ask(migration, store, console, into: &json)
            if !isWhole { status = .doneWithLosses }
        }
        try preview(store, migration, console)
        return (json, status)
    }

    /// Compares the plan with the homeserver; `false` when it will not take all files.
    private func ask(
        _ migration: Migration, _ store: Store, _ console: Console, into json: inout JSONValue
    ) async throws -> Bool {
        let homeserver = try migration.homeserver()
        let reports = ReportFolder(path: migration.reportsPath)
        json["accounts"] = try await AccountCheck(
            homeserver: homeserver, store: store, reports: reports, console: console
        ).run()
        let aliases = AliasCheck(homeserver: homeserver, store: store, reports: reports, console: console)
        if let found = try await aliases.run() { json["aliases"] = found }
        let files = try await FileCheck(
            homeserver: homeserver, store: store, reports: reports, console: console
        ).run()
        json["files"] = files.json
        return files.files == 0
    }

    private func preview(_ store: Store, _ migration: Migration, _ console: Console) throws {
        guard !previewed.isEmpty else { return }
        let previews = try previewed.flatMap { room in
            let found = try store.previews(of: room, last: 80)
            guard !found.isEmpty else {
                throw Failure(
                    .usage, "the plan has no room of this name or key", at: room,
                    remedy: "take the name or the key of a channel from mappings/rooms.csv")
            }
            return found
        }
        let reports = ReportFolder(path: migration.reportsPath)
        try reports.write(PreviewPage.file, PreviewPage(previews, in: migration.language).html)
        console.say("preview: \(reports.path(of: PreviewPage.file))")
    }
}
