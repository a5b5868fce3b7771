// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryReport
import FerryStore
import FerryUpload
import Glibc
import Logging
import MatrixClient

/// Carries the plan out and reports, for `upload` and `run`.
struct UploadStage {
    let migration: Migration
    let store: Store
    let console: Console
    let logger: Logger

    /// - Throws: `Failure.planStale` when the plan was made from other archives, mappings or configuration.
    func upload(_ flags: UploadFlags, takesOver: Bool = false) async throws -> UploadSummary {
        try store.requireOpen()
        guard try store.newestPlan() != nil, try !store.isPlanStale(inputs: migration.planInputs()) else {
            throw Failure(
                .planStale,
                "the plan was made from other archives, mappings or configuration than there are now",
                at: migration.directory, remedy: "run `matrix-ferry plan`, look at its report, then upload")
        }
        Interruption.listen()
        let stop = StopSignal(
            isInterrupted: { Interruption.signal != nil },
            isTimeUp: try flags.isTimeUp(migration))
        var options = try options(flags)
        options.takesOver = takesOver
        let uploader = Uploader(
            store: store, homeserver: try migration.homeserver(clock: stop.clock()), media: migration.media,
            server: try migration.server, bot: migration.bot, options: options, stop: stop,
            logger: logger)
        let reporter = UploadProgress(
            console, uploader: uploader, total: try store.newestPlan()?.openOperations ?? 0)
        let reporting = Task { await reporter.run() }
        defer { reporting.cancel() }
        let metrics = try (flags.metricsFile ?? migration.configuration.text(.metricsFile)).map {
            MetricsFile(path: $0, migration: try migration.id)
        }
        try await write(metrics, uploader)
        let measuring = Task { try await keepWriting(metrics, uploader) }
        defer { measuring.cancel() }
        var summary = try await uploader.run()
        summary.ended = Timestamp(seconds: Int64(time(nil)))
        reporter.end()
        try await write(metrics, uploader)
        try UploadReport(summary).write(to: ReportFolder(path: migration.reportsPath), in: migration.language)
        console.say(TerminalSummary.upload(summary))
        return summary
    }

    private func write(_ metrics: MetricsFile?, _ uploader: Uploader) async throws {
        try await metrics?.write(Journal(store), run: uploader.progress.figures)
    }

    private func keepWriting(_ metrics: MetricsFile?, _ uploader: Uploader) async throws {
        guard metrics != nil else { return }
        while (try? await Task.sleep(for: .seconds(15))) != nil { try await write(metrics, uploader) }
    }

    private func options(_ flags: UploadFlags) throws -> UploadOptions {
        var options = UploadOptions()
        let configuration = migration.configuration
        if configuration.text(.concurrency) != "adaptive" {
            let ceiling = try configuration.number(.concurrency, default: Double(options.concurrency))
            options.concurrency = Int(min(max(ceiling, 1), 1024))
        }
        if let concurrency = flags.concurrency { options.concurrency = concurrency }
        if configuration.text(.rate) != nil {
            options.requestsPerSecond = try configuration.number(.rate, default: 1)
        }
        options.requestsPerSecond = flags.rate ?? options.requestsPerSecond
        options.giveUpAfter = try configuration.duration(.giveUpAfter, default: options.giveUpAfter)
        options.giveUpAfter = try flags.giveUp() ?? options.giveUpAfter
        options.stateGrace = try configuration.duration(.grace, default: options.stateGrace)
        return options
    }

    static func status(_ summary: UploadSummary) -> ExitStatus {
        switch summary.ending {
        case .interrupted: Interruption.signal == .terminated ? .terminated : .interrupted
        case .paused: .paused
        case .complete: summary.wedged + summary.skipped > 0 ? .doneWithLosses : .done
        }
    }
}
