// SPDX-License-Identifier: Apache-2.0
import FerryJSON

/// Tells how far an import is.
final class ImportProgress {
    private let line: ProgressLine
    private let total: Int64
    private var bytes: Int64 = 0
    private var records = 0

    init(_ console: Console, total: Int64) {
        line = ProgressLine(console)
        self.total = total
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
    func end() { line.end() }

    private func report() {
        guard line.isDue() else { return }
        let share = total > 0 ? ", \(min(100, bytes * 100 / total)) %" : ""
        let rate = Int((Double(records) / line.seconds).rounded())
        line.tell(
            "reading: \(records) records, \(rate) a second, \(bytes >> 20) MiB\(share)"
                + line.timeLeft(Double(bytes), of: Double(total)),
            ["records": .int(Int64(records)), "bytes": .int(bytes), "totalBytes": .int(total)])
    }
}
