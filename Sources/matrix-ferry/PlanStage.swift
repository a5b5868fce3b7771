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

    // A signal is heard between two rooms; a large one may take longer than anybody wants to wait.
    static let patience: UInt32 = 5

    func plan() throws -> PlanSummary {
        try store.requireOpen()
        Interruption.listen(patience: Self.patience)
        let options = try migration.planOptions()
        let rooms = try TextFile.read(migration.roomsPath).map {
            try RoomMapping(csv: $0, path: migration.roomsPath)
        }
        let pictures = try RoomPictureFiles(directory: migration.directory)
            .find(rooms?.pictures ?? [], keepingIn: migration.media)
        let people = try TextFileWriter(migration.peoplePath, mode: 0o600)
        try people.append(PeopleMapping.head)
        let progress = ProgressLine(console)
        defer { progress.end() }
        let table = try TextFileWriter(migration.roomsPath, mode: 0o600)
        try table.append(RoomMapping.head)
        let outcome = try Planner.plan(
            store, options: options, mapping: try mapping(options.server), rooms: rooms ?? .empty,
            pictures: pictures, onPerson: { try people.append(PeopleMapping.csv($0)) },
            onRoom: { try table.append(RoomMapping.csv($0)) }, onProgress: { try tell($0, of: $1, progress) })
        // What is written from here on may take its time.
        Interruption.listen()
        try table.finish()
        try people.finish()
        try store.notePlanInputs(migration.planInputs())
        try report(outcome.summary)
        return outcome.summary
    }

    private func tell(_ done: Int, of total: Int, _ line: ProgressLine) throws {
        try Interruption.check("interrupted: nothing is changed, the plan before still holds")
        guard line.isDue() else { return }
        line.tell(
            "planning: \(done) of \(total) rooms" + line.timeLeft(Double(done), of: Double(total)),
            ["rooms": .int(Int64(done)), "totalRooms": .int(Int64(total))])
    }

    private func mapping(_ server: String) throws -> PeopleMapping {
        try TextFile.read(migration.peoplePath).map {
            try PeopleMapping(csv: $0, path: migration.peoplePath, server: server)
        } ?? .empty
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
