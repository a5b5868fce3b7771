// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryUpload

/// Tells how far an upload is: a redrawn line on a terminal, elsewhere a line at the start and every five minutes.
struct UploadProgress: Sendable {
    private let console: Console
    private let uploader: Uploader
    private let total: Int
    private let start = ContinuousClock.now

    init(_ console: Console, uploader: Uploader, total: Int) {
        self.console = console
        self.uploader = uploader
        self.total = total
    }

    /// Reports until the task is cancelled.
    func run() async {
        if !console.isRedrawable { console.say("uploading: \(total) operations in the plan") }
        let pause: Duration =
            console.isRedrawable ? .milliseconds(500) : console.isJSON ? .seconds(10) : .seconds(300)
        while (try? await Task.sleep(for: pause)) != nil { await report() }
    }

    /// Ends the redrawn line.
    func end() async {
        if console.isRedrawable { console.redraw("") }
    }

    private func report() async {
        let figures = await uploader.progress.figures
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let rate = Double(figures.settled) / max(seconds, 0.001)
        var text = "uploading: \(figures.settled) of \(total), \(Int(rate.rounded())) a second"
        if rate > 0, figures.settled < total {
            text += ", about \(DurationText.text(seconds: Double(total - figures.settled) / rate)) left"
        }
        if figures.wedged > 0 { text += ", \(figures.wedged) put aside" }
        if console.isRedrawable { console.redraw(text) } else { console.say(text) }
        console.json(
            "progress",
            [
                "settled": .int(Int64(figures.settled)), "planned": .int(Int64(total)),
                "reconciled": .int(Int64(figures.reconciled)), "wedged": .int(Int64(figures.wedged)),
                "skipped": .int(Int64(figures.skipped)), "eventsPerSecond": .double(rate),
                "concurrency": .int(Int64(figures.concurrency)),
            ])
    }
}
