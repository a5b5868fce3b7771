// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import Glibc

/// Tells how far an import is: a redrawn line on a terminal, a line every five minutes elsewhere.
final class ImportProgress {
    private let console: Console
    private let total: Int64
    private var bytes: Int64 = 0
    private var records = 0
    private var nextReport: Int

    init(_ console: Console, total: Int64) {
        self.console = console
        self.total = total
        nextReport = time(nil) + (console.isRedrawable ? 1 : 300)
    }

    func count() {
        records += 1
        if records % 1024 == 0 { report() }
    }

    func advance(_ count: Int64) {
        bytes += count
        report()
    }

    /// Ends the redrawn line.
    func end() {
        if console.isRedrawable { console.redraw("") }
    }

    private func report() {
        let now = time(nil)
        guard now >= nextReport else { return }
        nextReport = now + (console.isRedrawable ? 1 : 300)
        let share = total > 0 ? ", \(min(100, bytes * 100 / total)) %" : ""
        let text = "reading: \(records) records, \(bytes >> 20) MiB\(share)"
        if console.isRedrawable { console.redraw(text) } else { console.say(text) }
        console.json(
            "progress", ["records": .int(Int64(records)), "bytes": .int(bytes), "totalBytes": .int(total)])
    }
}
