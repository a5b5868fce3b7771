// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import FerryModel
import Glibc

/// The flags of `upload`, which `run` takes too.
struct UploadFlags: ParsableArguments {
    @Option(
        name: .customLong("max-duration"), help: "Pauses after this time (90s, 30m, 8h) with exit code 75.")
    var maxDuration: String?

    @Option(name: .customLong("rate"), help: "Requests begun a second at most.")
    var rate: Double?

    @Option(name: .customLong("concurrency"), help: "Rooms that are filled at the same time.")
    var concurrency: Int?

    @Option(
        name: .customLong("give-up-after"),
        help: "How long the homeserver may fail before the upload ends with exit code 69.")
    var giveUpAfter: String?

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

    /// Whether the time given is over, counted from now.
    func isTimeUp() throws -> @Sendable () -> Bool {
        guard let limit = maxDuration.flatMap({ DurationText.duration($0) }) else { return { false } }
        let end = ContinuousClock.now + limit
        return { ContinuousClock.now >= end }
    }
}
