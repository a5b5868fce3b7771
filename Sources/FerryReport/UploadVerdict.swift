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
            sentence = words(.uploadPaused, values) + Self.rest(summary, words)
        case .interrupted where summary.ready > 0:
            (tone, label) = (.note, words(.uploadInterruptedLabel))
            sentence = words(.uploadPaused, values) + Self.rest(summary, words)
        default:
            if summary.wedged + summary.skipped > 0 {
                (tone, label) = (.bad, words(.uploadStuckLabel))
                sentence = words(.uploadStuck, values)
            } else if summary.ready > 0 {
                (tone, label) = (.note, words(.uploadUnfinishedLabel))
                sentence = words(.uploadPaused, values) + Self.rest(summary, words)
            } else {
                (tone, label) = (.good, words(.uploadDoneLabel))
                sentence = words(.uploadDone, values)
            }
        }
    }

    // How long it still takes is what everybody asks of an upload that has paused.
    private static func rest(_ summary: UploadSummary, _ words: Wording) -> String {
        guard summary.ready > 0, summary.settled > 0, summary.seconds > 0 else { return "" }
        let seconds = summary.seconds * Double(summary.ready) / Double(summary.settled)
        return " " + words(.uploadRest, ["time": .text(words.figures.duration(seconds))])
    }

    static func total(_ summary: UploadSummary) -> Int {
        summary.done + summary.ready + summary.wedged + summary.skipped
    }
}
