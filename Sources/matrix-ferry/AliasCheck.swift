// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryReport
import FerryStore
import MatrixClient

/// Asks the homeserver which of the planned aliases lead to a room already. Reads only.
///
/// Such a room keeps its alias, and the planned one gets none: another alias has to be found for it before the upload.
struct AliasCheck {
    let homeserver: Homeserver
    let store: Store
    let reports: ReportFolder
    let console: Console

    private static let file = "aliases.csv"

    /// Asks for all aliases that are to be given out and writes `reports/aliases.csv`.
    ///
    /// - Returns: the figures for the summary; `nil` when no alias is planned.
    /// - Throws: `Failure` when the homeserver cannot be asked.
    func run() async throws -> JSONValue? {
        let aliases = try Journal(store).openAliases()
        guard !aliases.isEmpty else { return nil }
        let table = try reports.begin(Self.file)
        try table.append(CSV.byteOrderMark + CSV.record(["alias", "room", "taken", "leads_to"]))
        var taken = 0
        for alias in aliases {
            try Interruption.check(PlanVerb.interrupted)
            let target = try await homeserver.read { await $0.resolveAlias(alias.alias) }
            let other = target.value.flatMap { $0.room == alias.room ? nil : $0.room }
            taken += other == nil ? 0 : 1
            try table.append(CSV.record([alias.alias, alias.name, other == nil ? "no" : "yes", other ?? ""]))
        }
        try table.finish()
        console.say(
            "aliases: \(taken) of \(aliases.count) lead to another room already: \(reports.path(of: Self.file))"
        )
        return ["asked": .int(Int64(aliases.count)), "taken": .int(Int64(taken))]
    }
}
