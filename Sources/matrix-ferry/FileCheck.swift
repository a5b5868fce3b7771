// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryReport
import FerryStore
import MatrixClient

/// Asks the homeserver how large files may be, and says which of those still to be uploaded are larger. Reads only.
///
/// An upload puts such files aside; the text of their messages arrives without them.
struct FileCheck {
    /// What the homeserver takes, and what is larger.
    struct Outcome {
        /// The largest file in bytes; `nil` where the homeserver states none.
        var limit: Int64?
        /// How many files are larger.
        var files = 0
        /// Their bytes together.
        var bytes: Int64 = 0

        /// The figures for the summary.
        var json: JSONValue {
            ["limit": limit.map { .int($0) } ?? .null, "tooLarge": .int(Int64(files)), "bytes": .int(bytes)]
        }
    }

    let homeserver: Homeserver
    let store: Store
    let reports: ReportFolder
    let console: Console

    private static let file = "files.csv"

    /// Compares all files that are still to be uploaded and writes `reports/files.csv`.
    ///
    /// - Throws: `Failure` when the homeserver cannot be asked.
    func run() async throws -> Outcome {
        var outcome = Outcome(limit: try await homeserver.read { await $0.uploadLimit() }.value ?? nil)
        let table = try reports.begin(Self.file)
        try table.append(CSV.byteOrderMark + CSV.record(["file", "bytes", "archive", "entry"]))
        if let limit = outcome.limit {
            try Journal(store).forEachOpenFile(largerThan: limit) { file in
                try Interruption.check(PlanVerb.interrupted)
                outcome.files += 1
                outcome.bytes += file.size
                try table.append(
                    CSV.record([file.name, "\(file.size)", file.archive ?? "", file.entry ?? ""]))
            }
        }
        try table.finish()
        tell(outcome)
        return outcome
    }

    private func tell(_ outcome: Outcome) {
        guard let limit = outcome.limit else { return console.say("files: the homeserver states no limit") }
        guard outcome.files > 0 else {
            return console.say("files: none is larger than the \(limit) bytes it takes")
        }
        console.say(
            "files: \(outcome.files) are larger than the \(limit) bytes that the homeserver takes; raise max_upload_size "
                + "there and in the proxy before it, or they are not carried: \(reports.path(of: Self.file))")
    }
}
