// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryUpload

/// Tells how far an upload is, at the start and on and on.
struct UploadProgress: Sendable {
    private let console: Console
    private let uploader: Uploader
    private let total: Int
    private let line: ProgressLine

    init(_ console: Console, uploader: Uploader, total: Int) {
        self.console = console
        self.uploader = uploader
        self.total = total
        line = ProgressLine(console)
    }

    /// Reports until the task is cancelled.
    func run() async {
        if !console.isRedrawable { console.say("uploading: \(total) operations in the plan") }
        while (try? await Task.sleep(for: line.pause)) != nil { await report() }
    }

    /// Ends the redrawn line.
    func end() { line.end() }

    private func report() async {
        let figures = await uploader.progress.figures
        let rate = Double(figures.settled) / line.seconds
        var text = "uploading: \(figures.settled) of \(total), \(Int(rate.rounded())) a second"
        text += line.timeLeft(Double(figures.settled), of: Double(total))
        if figures.wedged > 0 { text += ", \(figures.wedged) put aside" }
        line.tell(
            text,
            [
                "settled": .int(Int64(figures.settled)), "planned": .int(Int64(total)),
                "reconciled": .int(Int64(figures.reconciled)), "wedged": .int(Int64(figures.wedged)),
                "skipped": .int(Int64(figures.skipped)), "eventsPerSecond": .double(rate),
                "concurrency": .int(Int64(figures.concurrency)),
            ])
    }
}
