// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import FerryModel
import Glibc

/// The flags of `upload`, which `run` takes too.
struct UploadFlags: ParsableArguments {
    @Option(
        name: .customLong("max-duration"), help: "Pauses after this time (90s, 30m, 8h) with exit code 75.")
    var maxDuration: String?

    @Option(
        name: .customLong("window"),
        help: "Runs only then, else pauses with exit code 75: \"Mon-Fri 20:00-06:00 Europe/Berlin\".")
    var window: String?

    @Option(name: .customLong("rate"), help: "Requests begun a second at most.")
    var rate: Double?

    @Option(name: .customLong("concurrency"), help: "Rooms that are filled at the same time at most.")
    var concurrency: Int?

    @Option(
        name: .customLong("give-up-after"),
        help: "How long the homeserver may fail before the upload ends with exit code 69.")
    var giveUpAfter: String?

    @Option(
        name: .customLong("metrics-file"),
        help: ArgumentHelp("Figures for Prometheus' textfile collector, every 15 seconds.", valueName: "file")
    )
    var metricsFile: String?

    func validate() throws {
        if let rate, !(rate > 0) { throw ValidationError("--rate must be above zero.") }
        if let concurrency, !(1...1024).contains(concurrency) {
            throw ValidationError("--concurrency must be between 1 and 1024.")
        }
        for text in [maxDuration, giveUpAfter].compactMap({ $0 }) where DurationText.duration(text) == nil {
            throw ValidationError("\(text) is no duration such as 90s, 30m or 8h.")
        }
    }

    func giveUp() throws -> Duration? { giveUpAfter.flatMap { DurationText.duration($0) } }

    /// Whether the upload shall pause: its time is over, its window has closed, or a file named `pause` lies in the
    /// migration directory. Flags win over the configuration.
    func isTimeUp(_ migration: Migration) throws -> @Sendable () -> Bool {
        let configuration = migration.configuration
        let longest =
            try maxDuration.flatMap { DurationText.duration($0) } ?? configuration.duration(.maxDuration)
        let end = longest.map { ContinuousClock.now + $0 }
        let window = try window.map { try TimeWindow($0) } ?? configuration.window(.window)
        if let zone = window?.zone { try WallClock.use(zone: zone) }
        let pauseFile = migration.directory + "/pause"
        return {
            if let end, ContinuousClock.now >= end { return true }
            if let window {
                let now = WallClock.now()
                if !window.isOpen(day: now.day, minute: now.minute) { return true }
            }
            return access(pauseFile, F_OK) == 0
        }
    }
}
