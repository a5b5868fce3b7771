// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryReport
import FerryStore
import FerryUpload
import FerryVerify
import Glibc

/// Reads the homeserver back and reports, for `verify` and `run`.
struct VerifyStage {
    let migration: Migration
    let store: Store
    let console: Console

    /// - Parameters:
    ///   - subset: which part to read; `nil` for everything.
    ///   - anew: whether to read also what an interrupted verification has read before.
    /// - Throws: `Failure.planStale` when nothing was planned yet.
    func verify(_ subset: Subset? = nil, anew: Bool = false) async throws -> VerifySummary {
        guard let plan = try store.newestPlan() else {
            throw Failure(
                .planStale, "nothing is planned yet, so there is nothing to compare with",
                at: migration.directory,
                remedy: "run `matrix-ferry plan` and `matrix-ferry upload` first")
        }
        console.say("verifying: reading the homeserver back")
        let began = Timestamp(seconds: Int64(time(nil)))
        let folder = ReportFolder(path: migration.reportsPath)
        let table = try DifferenceTable(in: folder)
        let members = try MemberTable(in: folder)
        let manifest = try ManifestTable(subset, in: folder)
        let line = ProgressLine(console)
        defer { line.end() }
        let sink = VerifySink(
            onDifference: { difference in
                try table.append(difference)
                console.json("difference", Self.json(difference))
            }, onLine: { try manifest.append($0) }, onMember: { try members.append($0) },
            onProgress: { try tell($0, line) })
        let spoolPath = folder.path + "/" + Self.spoolName
        if anew { unlink(spoolPath) }
        let spool = try VerifySpool(
            path: spoolPath, identity: Verifier.identity(store, subset), now: Int64(time(nil)), into: sink)
        let isResumed = spool.blocks > 0
        if isResumed {
            console.say("going on with the verification that was interrupted; --anew begins at the beginning")
        }
        var summary = try await compare(subset, into: sink, spool: spool)
        summary.isResumed = isResumed
        try table.finish()
        try members.finish()
        (summary.server, summary.plan) = (try migration.server, plan.number)
        (summary.began, summary.ended) = (began, Timestamp(seconds: Int64(time(nil))))
        summary.manifest = try manifest.finish()
        try VerifyReport(summary).write(to: folder, in: migration.language)
        spool.remove()
        console.say(TerminalSummary.verify(summary))
        if subset == nil, let sealed = try store.closing()?.manifest {
            let isSame = summary.manifest?.digest == sealed
            console.say(
                isSame ? "the manifest is the sealed one" : "the manifest is not the sealed one any more")
        }
        return summary
    }

    private func compare(
        _ subset: Subset?, into sink: VerifySink, spool: VerifySpool
    ) async throws -> VerifySummary {
        Interruption.listen(patience: 30)
        defer { Interruption.listen() }
        // Nobody who wants it to end waits for a homeserver that does not answer.
        let stop = StopSignal(isInterrupted: { Interruption.signal != nil })
        let homeserver = try migration.homeserver(clock: stop.clock())
        do {
            return try await Verifier(store: store, homeserver: homeserver, width: try width())
                .run(subset, into: sink, spool: spool)
        } catch is CancellationError {
            try Interruption.check(Self.interrupted)
            throw CancellationError()
        }
    }

    private func tell(_ progress: VerifySink.Progress, _ line: ProgressLine) throws {
        try Interruption.check(Self.interrupted)
        guard line.isDue() else { return }
        let rate = Int((Double(progress.found) / line.seconds).rounded())
        line.tell(
            "verifying: \(progress.rooms) of \(progress.totalRooms) rooms, \(progress.found) events and files,"
                + " \(rate) a second"
                + line.timeLeft(Double(progress.rooms), of: Double(progress.totalRooms)),
            [
                "rooms": .int(Int64(progress.rooms)), "totalRooms": .int(Int64(progress.totalRooms)),
                "found": .int(Int64(progress.found)),
            ])
    }

    private static let interrupted = "interrupted; the same command goes on from here"

    /// How many rooms are read at once: no more than an upload would fill.
    private func width() throws -> Int {
        guard migration.configuration.text(.concurrency) != "adaptive" else { return Verifier.defaultWidth }
        let ceiling = try migration.configuration.number(
            .concurrency, default: Double(Verifier.defaultWidth))
        return min(Verifier.defaultWidth, Int(min(max(ceiling, 1), 1024)))
    }

    /// What an interrupted verification leaves in the reports folder.
    private static let spoolName = "verify-unfinished"

    private static func json(_ difference: VerifySummary.Difference) -> JSONValue {
        [
            "verdict": .string(difference.verdict.rawValue), "room": .string(difference.room),
            "event": .string(difference.event), "source": .string(difference.source),
            "what": .string(difference.what),
        ]
    }

    static func status(_ summary: VerifySummary) -> ExitStatus { summary.isProven ? .done : .differences }
}
