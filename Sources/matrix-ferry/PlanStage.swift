// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryReport
import FerryStore

/// Makes the plan and its report, for `plan` and `run`.
struct PlanStage {
    let migration: Migration
    let store: Store
    let console: Console

    func plan() throws -> PlanSummary {
        try store.requireOpen()
        let options = try migration.planOptions()
        let mapping = try TextFile.read(migration.peoplePath).map {
            try PeopleMapping(csv: $0, path: migration.peoplePath, server: options.server)
        }
        let rooms = try TextFile.read(migration.roomsPath).map {
            try RoomMapping(csv: $0, path: migration.roomsPath)
        }
        let outcome = try Planner.plan(
            store, options: options, mapping: mapping ?? .empty, rooms: rooms ?? .empty)
        try TextFile.write(RoomMapping.csv(outcome.rooms), to: migration.roomsPath, mode: 0o600)
        try TextFile.write(PeopleMapping.csv(outcome.people), to: migration.peoplePath, mode: 0o600)
        try store.notePlanInputs(migration.planInputs())
        try report(outcome.summary)
        return outcome.summary
    }

    func report(_ summary: PlanSummary) throws {
        try PlanReport.write(store, to: ReportFolder(path: migration.reportsPath), in: migration.language)
        console.say(TerminalSummary.plan(summary, isStale: try store.isPlanStale()))
        console.say("report: \(migration.reportsPath)/plan.html")
    }

    static func status(_ summary: PlanSummary) -> ExitStatus {
        summary.losses.isEmpty ? .done : .doneWithLosses
    }
}
