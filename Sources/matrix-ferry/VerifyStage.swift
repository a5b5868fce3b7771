// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryReport
import FerryStore
import FerryVerify

/// Reads the homeserver back and reports, for `verify` and `run`.
struct VerifyStage {
    let migration: Migration
    let store: Store
    let console: Console

    /// - Throws: `Failure.planStale` when nothing was planned yet.
    func verify() async throws -> VerifySummary {
        guard try store.newestPlan() != nil else {
            throw Failure(
                .planStale, "nothing is planned yet, so there is nothing to compare with",
                at: migration.directory,
                remedy: "run `matrix-ferry plan` and `matrix-ferry upload` first")
        }
        console.say("verifying: reading the homeserver back")
        let verifier = Verifier(store: store, homeserver: try migration.homeserver())
        let folder = ReportFolder(path: migration.reportsPath)
        let table = try DifferenceTable(in: folder)
        let summary = try await verifier.run { difference in
            try table.append(difference)
            console.json(
                "difference",
                [
                    "verdict": .string(difference.verdict.rawValue), "room": .string(difference.room),
                    "event": .string(difference.event), "source": .string(difference.source),
                    "what": .string(difference.what),
                ])
        }
        try table.finish()
        try VerifyReport(summary).write(to: folder)
        console.say(TerminalSummary.verify(summary))
        return summary
    }

    static func status(_ summary: VerifySummary) -> ExitStatus { summary.isProven ? .done : .differences }
}
