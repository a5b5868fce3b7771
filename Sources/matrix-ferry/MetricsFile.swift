// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import FerryUpload

/// The figures of an upload for Prometheus' textfile collector; replaced as a whole each time.
struct MetricsFile: Sendable {
    let path: String
    let migration: String

    /// Writes how far the migration is and what this run has done so far.
    func write(_ journal: Journal, run: Progress.Figures) throws {
        var lines = [
            "# HELP matrix_ferry_operations Operations of the plan by state.",
            "# TYPE matrix_ferry_operations gauge",
        ]
        let counts = try journal.counts()
        for (state, name) in Self.states {
            let count = counts.values.reduce(0) { $0 + ($1[state] ?? 0) }
            lines.append("matrix_ferry_operations{migration=\"\(migration)\",state=\"\(name)\"} \(count)")
        }
        let figures: [(name: String, help: String, value: Int)] = [
            ("settled", "Operations settled in this run.", run.settled),
            (
                "reconciled", "Operations found on the homeserver instead of sent, in this run.",
                run.reconciled
            ),
            ("wedged", "Operations put aside in this run.", run.wedged),
            ("concurrency", "Requests that may be in flight at once now.", run.concurrency),
        ]
        for figure in figures {
            lines.append("# HELP matrix_ferry_run_\(figure.name) \(figure.help)")
            lines.append("# TYPE matrix_ferry_run_\(figure.name) gauge")
            lines.append("matrix_ferry_run_\(figure.name){migration=\"\(migration)\"} \(figure.value)")
        }
        try TextFile.write(lines.joined(separator: "\n") + "\n", to: path, mode: 0o644)
    }

    private static let states: [(Operation.State, String)] = [
        (.ready, "ready"), (.claimed, "in_doubt"), (.done, "done"), (.wedged, "wedged"),
        (.skipped, "skipped"),
    ]
}
