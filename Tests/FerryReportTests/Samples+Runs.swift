// SPDX-License-Identifier: Apache-2.0
import FerryModel

extension Samples {
    static var stuckUpload: UploadSummary {
        var summary = UploadSummary()
        summary.migration = "lindenfurt"
        summary.ended = Timestamp(seconds: 1_795_000_000)
        summary.settled = 210_004
        summary.reconciled = 3
        summary.done = 594_391
        summary.wedged = 2
        summary.skipped = 17
        summary.retries = 41
        summary.stumps = ["!stump:example.org"]
        summary.seconds = 5_241.3
        summary.stuck = [
            UploadSummary.Stuck(
                state: "wedged", kind: "event", source: "slack:T012:message:C1/1#body",
                room: "!a:example.org",
                reason: "403 M_FORBIDDEN: \(hostile)"),
            UploadSummary.Stuck(
                state: "skipped", kind: "event", source: "slack:T012:reaction:C1/1/x", room: "!a:example.org",
                reason: "what it refers to was not carried over"),
        ]
        return summary
    }

    static var pausedUpload: UploadSummary {
        var summary = UploadSummary()
        summary.migration = "lindenfurt"
        summary.ending = .paused
        summary.settled = 1_000
        summary.done = 1_000
        summary.ready = 593_410
        summary.seconds = 25
        return summary
    }

    static var proven: VerifySummary {
        var summary = VerifySummary()
        summary.migration = "lindenfurt"
        (summary.server, summary.plan) = ("example.org", 3)
        summary.began = Timestamp(seconds: 1_795_000_000)
        summary.ended = Timestamp(seconds: 1_795_003_600)
        summary.rooms = 6
        summary.checked = 1_757
        summary.same = 1_757
        summary.media = 12
        summary.mediaBytes = 14_513
        summary.manifest = VerifySummary.Manifest(
            file: "manifest.csv", digest: SHA256.digest(of: "lindenfurt"), lines: 1_757)
        return summary
    }

    static var unproven: VerifySummary {
        var summary = proven
        summary.same = 1_751
        summary.missing = 3
        summary.duplicated = 1
        summary.different = 2
        summary.open = 14
        (summary.came, summary.went) = (2, 1)
        summary.differences = [
            VerifySummary.Difference(
                verdict: .missing, room: "!a:example.org", event: "", source: "slack:T012:message:C1/1#body",
                what: "event"),
            VerifySummary.Difference(
                verdict: .duplicated, room: "!a:example.org", event: "$x", source: "slack:T012:message:C1/2",
                what: "event"),
            VerifySummary.Difference(
                verdict: .different, room: "!b:example.org", event: "$y", source: hostile,
                what: "content.body"),
        ]
        return summary
    }
}
