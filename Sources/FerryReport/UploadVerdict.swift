// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// What an upload came to, in one sentence.
struct UploadVerdict {
    let tone: Page.Tone
    let label: String
    let sentence: String

    init(_ summary: UploadSummary, words: Wording) {
        let values: KeyValuePairs<String, Wording.Value> = [
            "done": .number(summary.done), "total": .number(Self.total(summary)),
            "ready": .number(summary.ready), "wedged": .number(summary.wedged),
            "skipped": .number(summary.skipped),
        ]
        switch summary.ending {
        case .paused where summary.ready > 0:
            (tone, label) = (.note, words(.uploadPausedLabel))
            sentence = words(.uploadPaused, values)
        case .interrupted where summary.ready > 0:
            (tone, label) = (.note, words(.uploadInterruptedLabel))
            sentence = words(.uploadPaused, values)
        default:
            if summary.wedged + summary.skipped > 0 {
                (tone, label) = (.bad, words(.uploadStuckLabel))
                sentence = words(.uploadStuck, values)
            } else if summary.ready > 0 {
                (tone, label) = (.note, words(.uploadUnfinishedLabel))
                sentence = words(.uploadPaused, values)
            } else {
                (tone, label) = (.good, words(.uploadDoneLabel))
                sentence = words(.uploadDone, values)
            }
        }
    }

    static func total(_ summary: UploadSummary) -> Int {
        summary.done + summary.ready + summary.wedged + summary.skipped
    }
}
